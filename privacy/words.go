package privacy

import (
	"unicode"
	"unicode/utf8"
)

// The limits of a name that is looked at: longer ones are machine-made, and tell nothing.
const (
	maxWords = 16
	maxWord  = 40 // bytes
)

// word is one word of a name. Joining words (of, de) are no words of their own.
type word struct {
	entry            // zero for a word that the vocabulary does not have
	start, end int   // byte range in the name
	segment    uint8 // which part of a dotted path it is in
	plural     bool  // found by its singular
	joined     bool  // a joining word stands in front of it
}

// name is a name taken apart. It lives on the stack: nothing here allocates.
type name struct {
	words   [maxWords]word
	n       int
	segment uint8
	joined  bool
}

// split takes a name apart at everything that is no letter or digit, at humps (emailAddress, IPAddress), between
// letters and digits where the vocabulary has no such word, and between run-together words of the vocabulary
// (dateofbirth). It is false for a name that has too many words.
func (n *name) split(v *vocab, s string) bool {
	for i := 0; i < len(s); {
		if s[i] == '.' || s[i] == ':' || s[i] == '>' || s[i] == '[' {
			n.segment++
		}
		if !wordByte(s[i]) {
			i++
			continue
		}
		end := hump(s, i)
		if !n.run(v, s, i, end) {
			return false
		}
		i = end
	}
	return true
}

// hump is where the word that begins at i ends.
func hump(s string, i int) int {
	var before, last rune // the two characters behind us
	for start := i; i < len(s) && wordByte(s[i]); {
		c, size := utf8.DecodeRuneInString(s[i:])
		if i > start && unicode.IsUpper(c) && unicode.IsLower(last) {
			return i
		}
		if i > start && unicode.IsLower(c) && unicode.IsUpper(last) && unicode.IsUpper(before) {
			return i - utf8.RuneLen(last)
		}
		before, last = last, c
		i += size
	}
	return i
}

// run adds the words of s[start:end], which has no separators and no humps.
func (n *name) run(v *vocab, s string, start, end int) bool {
	var buf [maxWord]byte
	key, ok := fold(buf[:0], s[start:end])
	if !ok {
		return n.add(word{start: start, end: end})
	}
	if w, ok := v.find(key); ok {
		w.start, w.end = start, end
		return n.add(w)
	}
	if at := digits(s[start:end]); at > 0 {
		if at == end-start { // digits alone change nothing: phone_2
			return true
		}
		return n.run(v, s, start, start+at) && n.run(v, s, start+at, end)
	}
	// Cutting is by bytes of the folded word, which are those of the name only where folding changed no length.
	if len(key) == end-start {
		var cuts [maxPhrase]int
		if pieces := v.cut(key, cuts[:0]); pieces != nil {
			from := 0
			for _, to := range pieces {
				w, _ := v.find(key[from:to])
				w.start, w.end = start+from, start+to
				if !n.add(w) {
					return false
				}
				from = to
			}
			return true
		}
	}
	return n.add(word{start: start, end: end})
}

func (n *name) add(w word) bool {
	if w.roles&joins != 0 {
		n.joined = true
		return true
	}
	if n.n == maxWords {
		return false
	}
	w.segment, w.joined = n.segment, n.joined
	n.joined = false
	n.words[n.n] = w
	n.n++
	return true
}

// find looks a folded word up, also as the plural of one.
func (v *vocab) find(key []byte) (word, bool) {
	if e, ok := v.words[string(key)]; ok {
		return word{entry: e}, true
	}
	n := len(key)
	if n < 4 || key[n-1] != 's' {
		return word{}, false
	}
	if e, ok := v.words[string(key[:n-1])]; ok {
		return word{entry: e, plural: true}, true
	}
	if key[n-2] != 'e' {
		return word{}, false
	}
	if e, ok := v.words[string(key[:n-2])]; ok { // addresses
		return word{entry: e, plural: true}, true
	}
	if key[n-3] == 'i' {
		var buf [maxWord]byte
		if e, ok := v.words[string(append(append(buf[:0], key[:n-3]...), 'y'))]; ok { // cities
			return word{entry: e, plural: true}, true
		}
	}
	return word{}, false
}

// minPiece is the length of the shortest piece of a run-together word, in bytes. Shorter ones fit by chance: the age of
// mileage, the us of status. Only the first may be shorter, where it is a word for a person (empname).
const minPiece = 4

// cut takes a run-together word apart into at most maxPhrase words of the vocabulary, long ones first, and returns where
// each ends; nil where it cannot be done.
func (v *vocab) cut(key []byte, ends []int) []int {
	from, shortest := 0, minPiece-1
	if len(ends) > 0 {
		from, shortest = ends[len(ends)-1], minPiece
	}
	for to := len(key); to-from >= shortest; to-- {
		if to == len(key) && len(ends) == 0 {
			continue // the whole is known not to be a word
		}
		if to < len(key) && len(ends)+1 == maxPhrase {
			return nil
		}
		w, ok := v.find(key[from:to])
		if !ok || to-from < minPiece && w.roles&(person|before) == 0 || w.plural && to-from <= minPiece {
			continue
		}
		if to == len(key) {
			return append(ends, to)
		}
		if all := v.cut(key, append(ends, to)); all != nil {
			return all
		}
	}
	return nil
}

// digits is where s changes between digits and others for the first time; len(s) where it is all digits, and 0 where it
// has none.
func digits(s string) int {
	first := isDigit(s[0])
	for i := 1; i < len(s); i++ {
		if isDigit(s[i]) != first {
			return i
		}
	}
	if first {
		return len(s)
	}
	return 0
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// wordByte reports whether a byte belongs to a word: a letter or digit, or a part of a character beyond ASCII.
func wordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || isDigit(c) || c >= utf8.RuneSelf
}

// fold appends s in lower case and without accents to dst; false where it does not fit or has a letter that is not
// of the vocabulary's alphabet.
func fold(dst []byte, s string) ([]byte, bool) {
	for i := 0; i < len(s); {
		if len(dst)+2 > cap(dst) {
			return nil, false
		}
		c := s[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			dst = append(dst, c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch unicode.ToLower(r) {
		case 'ä', 'æ':
			dst = append(dst, "ae"...)
		case 'ö', 'œ':
			dst = append(dst, "oe"...)
		case 'ü':
			dst = append(dst, "ue"...)
		case 'ß':
			dst = append(dst, "ss"...)
		case 'à', 'á', 'â', 'ã', 'å':
			dst = append(dst, 'a')
		case 'ç':
			dst = append(dst, 'c')
		case 'è', 'é', 'ê', 'ë':
			dst = append(dst, 'e')
		case 'ì', 'í', 'î', 'ï':
			dst = append(dst, 'i')
		case 'ñ':
			dst = append(dst, 'n')
		case 'ò', 'ó', 'ô', 'õ', 'ø':
			dst = append(dst, 'o')
		case 'ù', 'ú', 'û':
			dst = append(dst, 'u')
		case 'ý', 'ÿ':
			dst = append(dst, 'y')
		default:
			return nil, false
		}
	}
	return dst, true
}
