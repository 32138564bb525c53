// Package token is the lossless lexer: one for all dialects. Comments and white space are tokens, and all tokens joined
// equal the text, whatever the text holds.
package token

import (
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/source"
)

// A Token is a stretch of the text.
type Token struct {
	source.Span
	Kind    Kind
	Keyword keyword.Keyword // of a Word, if it is one
}

// Kind classifies tokens.
type Kind uint8

// The kinds of tokens. Trivia comes first, so that Kind.Trivia is one comparison.
const (
	Space Kind = iota
	Comment
	EOF // of no length, behind the last token of what a parser reads

	Word        // an unquoted name or keyword
	QuotedName  // "x", `x`, [x]
	String      // with its prefix and quotes; also dollar-quoted
	Script      // text in another language
	Number      // with its suffix
	Param       // @x, @@x, $1, $x, ${x}
	Tag         // a template tag that yields text: {{ ... }}
	TagStmt     // a template tag that yields none: {% ... %}
	Unclosed    // a string, quoted name, comment or tag that is never closed
	Stray       // a byte that begins no token
	Comma       // ,
	Dot         // .
	LParen      // (
	RParen      // )
	LBracket    // [
	RBracket    // ]
	LBrace      // {
	RBrace      // }
	Semicolon   // ;
	Colon       // :
	DoubleColon // ::
	Assign      // :=
	Plus        // +
	Minus       // -
	Star        // *
	Slash       // /
	Percent     // %
	Eq          // = ==
	Ne          // <> !=
	Lt          // <
	Le          // <=
	Gt          // >
	Ge          // >=
	NullSafeEq  // <=>
	Concat      // ||
	Pipe        // |
	PipeGt      // |>
	Amp         // &
	DoubleAmp   // &&
	Caret       // ^
	Tilde       // ~
	Bang        // !
	Question    // ?
	At          // @
	Hash        // #
	Backslash   // \
	Arrow       // ->
	LongArrow   // ->>
	FatArrow    // =>
	Shift       // << >>
	Operator    // any other operator
	kinds
)

// Trivia reports whether a token of the kind has no part in the grammar.
func (k Kind) Trivia() bool { return k <= Comment }
