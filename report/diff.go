package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// maxDiffLines bounds what is compared line by line: go-diff stands for a line with one code point, of which there are
// a million. A longer stretch is shown as replaced whole.
const maxDiffLines = 400_000

// maxDiffWords bounds, in bytes, what is compared word by word.
const maxDiffWords = 32 << 10

// lineDiff compares two texts line by line: the texts of the steps are whole lines with their line breaks, the last
// one perhaps without. Where a part cannot be told apart in a second, it is given as replaced whole.
func lineDiff(before, after string) []diffmatchpatch.Diff {
	head, a, b, tail := trimCommon(before, after, func(text string, at int) bool { return text[at-1] == '\n' })
	var steps []diffmatchpatch.Diff
	if head != "" {
		steps = append(steps, diffmatchpatch.Diff{Type: diffmatchpatch.DiffEqual, Text: head})
	}
	if strings.Count(a, "\n")+strings.Count(b, "\n") > maxDiffLines {
		steps = append(steps, replaced(a, b)...)
	} else {
		steps = append(steps, diffLines(a, b)...)
	}
	if tail != "" {
		steps = append(steps, diffmatchpatch.Diff{Type: diffmatchpatch.DiffEqual, Text: tail})
	}
	return steps
}

// diffLines is go-diff's line mode: each distinct line becomes one code point.
func diffLines(a, b string) []diffmatchpatch.Diff {
	dmp := diffmatchpatch.New()
	ra, rb, lines := dmp.DiffLinesToRunes(a, b)
	return dmp.DiffCharsToLines(dmp.DiffMainRunes(ra, rb, false), lines)
}

func replaced(a, b string) []diffmatchpatch.Diff {
	var steps []diffmatchpatch.Diff
	if a != "" {
		steps = append(steps, diffmatchpatch.Diff{Type: diffmatchpatch.DiffDelete, Text: a})
	}
	if b != "" {
		steps = append(steps, diffmatchpatch.Diff{Type: diffmatchpatch.DiffInsert, Text: b})
	}
	return steps
}

// wordDiff compares two texts word by word, and returns each as pieces of which those that differ are marked.
func wordDiff(before, after string) (was, is []piece) {
	head, a, b, tail := trimCommon(before, after, betweenWords)
	steps := replaced(a, b)
	if len(a)+len(b) <= maxDiffWords {
		// A word a line is all that the line mode needs to compare words. A line break of the texts becomes an empty line.
		steps = diffLines(wordLines(a), wordLines(b))
		for i := range steps {
			steps[i].Text = unwordLines(steps[i].Text)
		}
	}
	if head != "" {
		was, is = append(was, piece{text: head}), append(is, piece{text: head})
	}
	for _, s := range steps {
		switch s.Type {
		case diffmatchpatch.DiffDelete:
			was = append(was, piece{s.Text, true})
		case diffmatchpatch.DiffInsert:
			is = append(is, piece{s.Text, true})
		default:
			was, is = append(was, piece{text: s.Text}), append(is, piece{text: s.Text})
		}
	}
	if tail != "" {
		was, is = append(was, piece{text: tail}), append(is, piece{text: tail})
	}
	return was, is
}

func wordLines(text string) string {
	var b strings.Builder
	start := 0
	for at := range text {
		if at > start && betweenWords(text, at) {
			writeWord(&b, text[start:at])
			start = at
		}
	}
	if start < len(text) {
		writeWord(&b, text[start:])
	}
	return b.String()
}

func writeWord(b *strings.Builder, word string) {
	if word != "\n" {
		b.WriteString(word)
	}
	b.WriteByte('\n')
}

func unwordLines(lines string) string {
	var b strings.Builder
	for word := range strings.Lines(lines) {
		if word != "\n" {
			word = word[:len(word)-1]
		}
		b.WriteString(word)
	}
	return b.String()
}

// betweenWords reports whether a word ends at that offset of the text: a word is a run of letters, digits and
// underscores, a run of spaces, or any other character.
func betweenWords(text string, at int) bool {
	left, _ := utf8.DecodeLastRuneInString(text[:at])
	right, _ := utf8.DecodeRuneInString(text[at:])
	kind := wordKind(left)
	return kind == otherKind || kind != wordKind(right)
}

type kind uint8

const (
	otherKind kind = iota
	letterKind
	spaceKind
)

func wordKind(r rune) kind {
	switch {
	case r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
		return letterKind
	case r == ' ' || r == '\t':
		return spaceKind
	default:
		return otherKind
	}
}

// trimCommon splits two texts into what they begin with alike, what differs, and what they end with alike. It cuts
// only where may allows it, which is asked about offsets inside a text, never about its ends.
func trimCommon(before, after string, may func(text string, at int) bool) (head, a, b, tail string) {
	n := 0
	for n < len(before) && n < len(after) && before[n] == after[n] {
		n++
	}
	for n > 0 && !(mayCut(before, n, may) && mayCut(after, n, may)) {
		n--
	}
	head, a, b = before[:n], before[n:], after[n:]
	n = 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	for n > 0 && !(mayCut(a, len(a)-n, may) && mayCut(b, len(b)-n, may)) {
		n--
	}
	return head, a[:len(a)-n], b[:len(b)-n], a[len(a)-n:]
}

func mayCut(text string, at int, may func(string, int) bool) bool {
	if at == 0 || at == len(text) {
		return true
	}
	return utf8.RuneStart(text[at]) && may(text, at)
}
