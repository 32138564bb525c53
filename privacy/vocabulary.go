package privacy

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed vocabulary.txt
var vocabularyText string

var vocabulary = sync.OnceValue(func() *vocab {
	v, err := readVocabulary(vocabularyText)
	if err != nil {
		panic("privacy: vocabulary.txt, which is part of the program, is broken: " + err.Error())
	}
	return v
})

// A role says what a word does beside a phrase; the vocabulary's head explains them.
type role uint16

const (
	person role = 1 << iota
	thing
	negates
	after
	before
	numeral
	code
	post
	affix
	rows
	joins
	other
)

var roleNames = map[string]role{
	"person": person, "thing": thing, "negates": negates, "after": after, "before": before, "number": numeral,
	"code": code, "post": post, "affix": affix, "rows": rows, "joins": joins, "other": other,
}

// need is what a phrase must have beside it to be personal data.
type need uint8

const (
	nothing need = iota
	noThing      // nothing, but a thing beside it negates
	aPerson      // a person, or the class above
)

var needNames = map[string]need{"alone": nothing, "unless-thing": noThing, "beside-person": aPerson}

// languages is a set of them.
type languages uint8

const english languages = 1

var languageNames = map[string]languages{
	"en": english, "de": 1 << 1, "fr": 1 << 2, "es": 1 << 3, "pt": 1 << 4, "it": 1 << 5, "nl": 1 << 6,
}

// maxPhrase is the most words that a phrase has, joining words aside.
const maxPhrase = 4

// entry is one word of the vocabulary.
type entry struct {
	id        uint16 // from 1
	roles     role
	languages languages // those in which it has a role, or is a phrase's word
	ends      uint8     // the length of the longest phrase that it ends, in words
}

// phraseKey is a phrase as word numbers, filled up with zeros in front.
type phraseKey [maxPhrase]uint16

type phrase struct {
	class     Class // "" where it is not personal
	needs     need
	languages languages
}

// vocab is the vocabulary, read once and never changed.
type vocab struct {
	words   map[string]entry
	phrases map[phraseKey]phrase
	short   map[string]string // what abbreviations stand for
}

// readVocabulary reads the format that vocabulary.txt describes at its head. Its errors name the line.
func readVocabulary(text string) (*vocab, error) {
	v := &vocab{words: make(map[string]entry, 2048), phrases: make(map[phraseKey]phrase, 2048), short: map[string]string{}}
	line := 0
	for raw := range strings.Lines(text) {
		line++
		raw = strings.TrimSpace(raw)
		if raw == "" || raw[0] == '#' {
			continue
		}
		if err := v.add(raw); err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
	}
	for short, long := range v.short {
		v.words[short] = v.words[long]
	}
	return v, nil
}

func (v *vocab) add(line string) error {
	head, list, ok := strings.Cut(line, ": ")
	if !ok {
		return fmt.Errorf("no colon with a list behind it in %q", line)
	}
	fields := strings.Fields(head)
	if len(fields) < 2 {
		return fmt.Errorf("a subject and its languages are wanted in front of the colon, not %q", head)
	}
	var langs languages
	for code := range strings.SplitSeq(fields[len(fields)-1], ",") {
		l, ok := languageNames[code]
		if !ok {
			return fmt.Errorf("unknown language %q", code)
		}
		langs |= l
	}
	if fields[0] == "short" {
		return v.abbreviate(list)
	}
	var p phrase
	r, isRole := roleNames[fields[0]]
	switch {
	case isRole && len(fields) == 2:
	case isRole:
		return fmt.Errorf("the role %s has no strength", fields[0])
	case fields[0] == "impersonal" && len(fields) == 2:
		p = phrase{languages: langs}
	case len(fields) != 3:
		return fmt.Errorf("a class, its strength and its languages are wanted in front of the colon, not %q", head)
	default:
		needs, ok := needNames[fields[1]]
		if !ok {
			return fmt.Errorf("unknown strength %q", fields[1])
		}
		p = phrase{Class(fields[0]), needs, langs}
		if !p.class.Known() {
			return fmt.Errorf("unknown class %q", fields[0])
		}
	}
	for item := range strings.SplitSeq(list, ",") {
		words := strings.Fields(item)
		if len(words) == 0 || len(words) > maxPhrase || isRole && len(words) > 1 {
			return fmt.Errorf("%q: one word for a role, 1 to %d for a class", item, maxPhrase)
		}
		var key phraseKey
		for i, w := range words {
			if !plain(w) {
				return fmt.Errorf("%q: lower-case letters without accents, and digits, are wanted", item)
			}
			if long, ok := v.short[w]; ok {
				w = long
			}
			e, known := v.words[w]
			if !known {
				e.id = uint16(len(v.words) + 1)
			}
			e.roles |= r
			e.languages |= langs
			if !isRole && i == len(words)-1 {
				e.ends = max(e.ends, uint8(len(words)))
			}
			v.words[w] = e
			key[maxPhrase-len(words)+i] = e.id
		}
		if isRole {
			continue
		}
		// The same phrase in several languages is one; it may not be two things.
		if old, ok := v.phrases[key]; ok {
			if old.class != p.class || old.needs != p.needs {
				return fmt.Errorf("%q is %s already", item, old.class)
			}
			old.languages |= langs
			v.phrases[key] = old
		} else {
			v.phrases[key] = p
		}
	}
	return nil
}

// abbreviate adds pairs of an abbreviation and the word that it stands for.
func (v *vocab) abbreviate(list string) error {
	for item := range strings.SplitSeq(list, ",") {
		pair := strings.Fields(item)
		if len(pair) != 2 || !plain(pair[0]) || !plain(pair[1]) {
			return fmt.Errorf("%q: an abbreviation and the word that it stands for are wanted", item)
		}
		short, long := pair[0], pair[1]
		if _, used := v.words[short]; used {
			return fmt.Errorf("%q has a use already", short)
		}
		if old, ok := v.short[short]; ok && old != long {
			return fmt.Errorf("%q is short for %s already", short, old)
		}
		if longer, ok := v.short[long]; ok {
			return fmt.Errorf("%q is itself short for %s", long, longer)
		}
		v.short[short] = long
	}
	return nil
}

// plain reports whether a word is written as the vocabulary writes them, which is how fold leaves them.
func plain(word string) bool {
	for _, c := range []byte(word) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// phraseAt finds the longest phrase that the words end with, and tells its length in words; 0 where there is none.
func (v *vocab) phraseAt(words []word, p *phrase) int {
	last := len(words) - 1
	if last < 0 {
		return 0
	}
	longest := min(int(words[last].ends), len(words))
	var key phraseKey
	for i := range longest {
		if words[last-i].id == 0 {
			longest = i // a word that the vocabulary does not have is in no phrase
			break
		}
		key[maxPhrase-1-i] = words[last-i].id
	}
	for n := longest; n > 0; n-- {
		if found, ok := v.phrases[key]; ok {
			*p = found
			return n
		}
		key[maxPhrase-n] = 0
	}
	return 0
}
