package rules

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/template"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// tokensIn are the tokens that begin in a span, white space and comments among them.
func tokensIn(p *lint.Pass, s source.Span) []token.Token {
	return begunIn(p.Tree.Tokens, s)
}

func begunIn(tokens []token.Token, s source.Span) []token.Token {
	at := func(offset int32) int {
		i, _ := slices.BinarySearchFunc(tokens, offset, func(t token.Token, at int32) int { return cmp.Compare(t.Start, at) })
		return i
	}
	return tokens[at(s.Start):at(s.End)]
}

// wordsIn are the tokens that begin in a span, without white space and comments.
func wordsIn(p *lint.Pass, s source.Span) []token.Token {
	var words []token.Token
	for _, t := range tokensIn(p, s) {
		if !t.Kind.Trivia() {
			words = append(words, t)
		}
	}
	return words
}

// holds reports whether a token of one of the kinds begins in a span; also, to be safe, where the span is a part of a
// token, as in the body of a function that is written as a string.
func holds(p *lint.Pass, s source.Span, kinds ...token.Kind) bool {
	tokens := tokensIn(p, s)
	return len(tokens) == 0 || tokens[0].Start != s.Start ||
		slices.ContainsFunc(tokens, func(t token.Token) bool { return slices.Contains(kinds, t.Kind) })
}

// before is the last token in front of an offset that is no white space and no comment; false at the file's beginning.
func before(p *lint.Pass, offset int32) (token.Token, bool) {
	for _, t := range slices.Backward(tokensIn(p, source.Span{End: offset})) {
		if !t.Kind.Trivia() {
			return t, true
		}
	}
	return token.Token{}, false
}

// cased are keywords, given in lower case, in the case in which another keyword is written.
func cased(like, keywords string) string {
	if like == strings.ToUpper(like) {
		return strings.ToUpper(keywords)
	}
	return keywords
}

// tagsIn are the template tags that begin in a span.
func tagsIn(p *lint.Pass, s source.Span) []token.Token {
	return begunIn(p.Tags(), s)
}

// tagCalls reports whether a template tag is a call of one of dbt's functions: {{ ref('orders') }}.
func tagCalls(tag string, functions ...string) bool {
	return slices.Contains(functions, template.Word(tag))
}
