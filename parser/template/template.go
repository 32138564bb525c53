// Package template finds template tags (Jinja's {{ }}, {% %} and {# #}) in a text. It knows no SQL.
package template

import "strings"

// Kind is the kind of a tag.
type Kind uint8

// The kinds of tags.
const (
	None      Kind = iota
	Output         // {{ ... }} yields text
	Statement      // {% ... %} yields none
	Comment        // {# ... #}
)

// Present reports whether the text holds anything that may be a tag: most SQL does not, and is read without looking.
func Present(text string) bool {
	for rest := text; ; {
		i := strings.IndexByte(rest, '{')
		if i < 0 || i+1 >= len(rest) {
			return false
		}
		switch rest[i+1] {
		case '{', '%', '#':
			return true
		}
		rest = rest[i+1:]
	}
}

// At says which tag begins at text[i] and the offset of the first byte behind it. A tag that is never closed has the
// end -1.
func At(text string, i int) (Kind, int) {
	if i+1 >= len(text) || text[i] != '{' {
		return None, 0
	}
	switch text[i+1] {
	case '{':
		return Output, end(text, i+2, '}')
	case '%':
		return Statement, end(text, i+2, '%')
	case '#':
		if n := strings.Index(text[i+2:], "#}"); n >= 0 {
			return Comment, i + 2 + n + 2
		}
		return Comment, -1
	}
	return None, 0
}

// end finds the closing mark (}} or %}), skipping string literals and the braces of dictionaries.
func end(text string, i int, mark byte) int {
	depth := 0
	for ; i < len(text); i++ {
		switch c := text[i]; c {
		case '\'', '"':
			if i = skipString(text, i, c); i < 0 {
				return -1
			}
		case '{':
			depth++
		case '}':
			if mark == '}' && depth == 0 {
				if i+1 < len(text) && text[i+1] == '}' {
					return i + 2
				}
				return -1
			}
			depth = max(depth-1, 0)
		case '%':
			if mark == '%' && i+1 < len(text) && text[i+1] == '}' {
				return i + 2
			}
		}
	}
	return -1
}

// skipString returns the offset of the quote that closes the string opened at i, or -1.
func skipString(text string, i int, quote byte) int {
	for i++; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case quote:
			return i
		}
	}
	return -1
}
