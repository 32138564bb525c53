package grammar_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/sqlsteward/sqlsteward/parser/token"
)

// TestMutations holds the properties for fixtures with tokens deleted, doubled, swapped and taken from others: text that
// is almost SQL. It is the same in every run.
func TestMutations(t *testing.T) {
	rounds := 4
	if testing.Short() {
		rounds = 1
	}
	random := rand.New(rand.NewPCG(1, 2))
	var all []fixture
	var words []string
	fixtures(t, func(f fixture) {
		all = append(all, f)
		for _, tok := range token.Lex(f.text, f.dialect) {
			if !tok.Kind.Trivia() {
				words = append(words, tok.In(f.text))
			}
		}
	})
	seen := map[string]bool{}
	for range rounds {
		for _, f := range all {
			f.text = mutate(random, f, words)
			for _, problem := range problems(f) {
				kind, _, _ := strings.Cut(problem, "\n")
				if !seen[kind] && len(seen) < 60 {
					seen[kind] = true
					t.Errorf("%s: %s", f.dialect.Name, problem)
				}
			}
		}
	}
}

func mutate(random *rand.Rand, f fixture, words []string) string {
	var toks []string
	for _, tok := range token.Lex(f.text, f.dialect) {
		toks = append(toks, tok.In(f.text))
	}
	for range 1 + random.IntN(4) {
		if len(toks) < 2 {
			break
		}
		i, j := random.IntN(len(toks)), random.IntN(len(toks))
		switch random.IntN(5) {
		case 0:
			toks = append(toks[:i], toks[i+1:]...)
		case 1:
			toks[i], toks[j] = toks[j], toks[i]
		case 2:
			toks[i] = words[random.IntN(len(words))]
		case 3:
			toks = append(toks[:i+1], append([]string{" ", words[random.IntN(len(words))], " "}, toks[i+1:]...)...)
		case 4: // a stretch twice
			i, j = min(i, j), max(i, j)
			toks = append(toks[:j:j], toks[i:]...)
		}
	}
	return strings.Join(toks, "")
}
