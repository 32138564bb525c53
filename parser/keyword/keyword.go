// Package keyword names the words that SQL dialects give a meaning and finds them in constant time, whatever their
// case. Which of them are reserved differs between dialects: package dialect knows.
package keyword

import "strings"

//go:generate go run generate.go

// A Keyword is a word with a meaning; the zero value is None.
type Keyword uint16

// Count is the number of keywords, None among them.
const Count = int(count)

// String is the keyword in upper case; "" for None.
func (k Keyword) String() string { return names[k] }

// A Spelling is what a word is found by, made byte by byte as a lexer scans it: the last eight of them, in lower case. The
// zero value is that of an empty word.
type Spelling uint64

const spelt = 8 // bytes

// With is the spelling of a word that is longer by one byte.
func (s Spelling) With(c byte) Spelling { return s<<8 | Spelling(c|0x20) }

// slot is where the table holds a keyword of that spelling, or begins to.
func (s Spelling) slot() uint64 { return uint64(s) * 0x9E3779B97F4A7C15 >> (64 - slotBits) }

// Lookup finds the keyword that word spells, which holds no byte but those of names without quotes: of them a byte and its
// lower case differ in no other way than letters do.
func Lookup(word string, s Spelling) Keyword {
	for slot := s.slot(); ; slot = (slot + 1) % slots {
		k := table[slot]
		if k == None || spellings[k] == s && (len(word) <= spelt || equalFold(word, names[k])) {
			return k
		}
	}
}

// Of finds the keyword that word spells, whatever bytes it holds.
func Of(word string) Keyword {
	if k := Lookup(word, spelling(word)); equalFold(word, names[k]) {
		return k
	}
	return None
}

func spelling(word string) (s Spelling) {
	for i := range len(word) {
		s = s.With(word[i])
	}
	return s
}

const (
	slotBits = 12
	slots    = 1 << slotBits // six a keyword: most words that are none find an empty one
)

// spellings are those of the keywords.
var spellings = func() (list [count]Spelling) {
	for k := None + 1; k < count; k++ {
		list[k] = spelling(names[k])
	}
	return list
}()

// table holds keywords at their slots, or behind them where those are taken.
var table = func() (t [slots]Keyword) {
	for k := None + 1; k < count; k++ {
		slot := spellings[k].slot()
		for t[slot] != None {
			slot = (slot + 1) % slots
		}
		t[slot] = k
	}
	return t
}()

// equalFold reports whether word is upper but for the case of its ASCII letters.
func equalFold(word, upper string) bool {
	if len(word) != len(upper) {
		return false
	}
	for i := range len(word) {
		c := word[i]
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		if c != upper[i] {
			return false
		}
	}
	return true
}

// A Set is a set of keywords.
type Set [(Count + 63) / 64]uint64

// SetOf returns the set of those keywords.
func SetOf(list ...Keyword) Set {
	var s Set
	for _, k := range list {
		s[k/64] |= 1 << (k % 64)
	}
	return s
}

// Has reports whether k is in the set. None never is.
func (s *Set) Has(k Keyword) bool { return s[k/64]&(1<<(k%64)) != 0 }

// With returns the set with more keywords in it.
func (s Set) With(list ...Keyword) Set {
	for _, k := range list {
		s[k/64] |= 1 << (k % 64)
	}
	return s
}

// Or returns the set of the keywords that are in either set.
func (s Set) Or(other Set) Set {
	for i := range s {
		s[i] |= other[i]
	}
	return s
}

// Without returns the set without some keywords.
func (s Set) Without(list ...Keyword) Set {
	for _, k := range list {
		s[k/64] &^= 1 << (k % 64)
	}
	return s
}

// Meant is the first of those words, in upper case, that word is but for one slip: a letter missing, too many, wrong, or
// swapped with the next. It is "" where there is none. A plural is no slip: orders is a table.
func Meant(word string, words ...string) string {
	word = strings.ToUpper(word)
	for _, w := range words {
		if word != w && word != w+"S" && oneSlip(word, w) {
			return w
		}
	}
	return ""
}

// oneSlip reports whether a and b differ by one slip.
func oneSlip(a, b string) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	a, b = a[i:], b[i:]
	switch len(a) - len(b) {
	case 1:
		return a[1:] == b
	case -1:
		return b[1:] == a
	case 0:
		return a != "" && (a[1:] == b[1:] || len(a) > 1 && a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:])
	}
	return false
}
