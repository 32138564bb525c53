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

// HashStart is the hash of an empty word.
const HashStart uint32 = 2166136261

// HashByte extends the hash of a word by one byte, so that a lexer hashes as it scans. ASCII letters hash alike in
// either case (FNV-1a).
func HashByte(h uint32, c byte) uint32 { return (h ^ uint32(c|0x20)) * 16777619 }

// Lookup finds the keyword that word spells, given the word's hash by HashByte.
func Lookup(word string, hash uint32) Keyword {
	for slot := hash & mask; ; slot = (slot + 1) & mask {
		k := table[slot]
		if k == None || equalFold(word, names[k]) {
			return k
		}
	}
}

// Of finds the keyword that word spells.
func Of(word string) Keyword {
	h := HashStart
	for i := range len(word) {
		h = HashByte(h, word[i])
	}
	return Lookup(word, h)
}

const mask = 1<<11 - 1 // four slots a keyword: short probes

// table holds keywords at their hash, or behind it when the slot is taken.
var table = func() (t [mask + 1]Keyword) {
	for k := None + 1; k < count; k++ {
		h := HashStart
		for i := range len(names[k]) {
			h = HashByte(h, names[k][i])
		}
		slot := h & mask
		for t[slot] != None {
			slot = (slot + 1) & mask
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
