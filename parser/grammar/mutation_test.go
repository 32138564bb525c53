package grammar_test

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/sqlsteward/sqlsteward/parser/token"
)

// commonWords are put into fixtures beside their own words.
var commonWords = strings.Fields(`SELECT FROM WHERE AS JOIN ON GROUP BY ORDER WITH CASE WHEN END ( ) , . ; = [ ] { } : :: * - 'x' "y" 1 a b
	VALUES SET NOT NULL IN UNION ALL OVER PARTITION LIMIT CREATE TABLE INTO BEGIN IF {{a}} ${x} :x @x`)

// TestMutations holds the properties for fixtures with tokens deleted, doubled, swapped and put in: text that is almost
// SQL. It is the same in every run, and what happens to one fixture does not depend on the others.
func TestMutations(t *testing.T) {
	rounds := 4
	if testing.Short() {
		rounds = 1
	}
	seen := map[string]bool{}
	fixtures(t, func(f fixture) {
		h := fnv.New64a()
		_, _ = h.Write([]byte(f.text))
		random := rand.New(rand.NewPCG(h.Sum64(), 2))
		words := wordsOf(f)
		for range rounds {
			f.text = mutate(random, f, words)
			for _, problem := range problems(f) {
				kind, _, _ := strings.Cut(problem, "\n")
				if !seen[kind] && len(seen) < 60 {
					seen[kind] = true
					t.Errorf("%s: %s", f.dialect.Name, problem)
				}
			}
		}
	})
}

// wordsOf are what is put into a fixture.
func wordsOf(f fixture) []string {
	words := slices.Clone(commonWords)
	for _, tok := range token.Lex(f.text, f.dialect) {
		if !tok.Kind.Trivia() {
			words = append(words, tok.In(f.text))
		}
	}
	return words
}

// mutated is a fixture's text with its tokens changed as the seed says.
func mutated(f fixture, seed uint64) string {
	return mutate(rand.New(rand.NewPCG(seed, 1)), f, wordsOf(f))
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
