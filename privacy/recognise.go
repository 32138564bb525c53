// Package privacy knows what personal data is: its classes, the names of columns that hold it, the look of it inside
// text, and the functions that hide it. It knows nothing of SQL and imports nothing of this module. Everything in it
// is safe for concurrent use.
//
// Precision comes first throughout: a false finding costs more trust than a missed one.
package privacy

// Match says why a column is personal data.
type Match struct {
	Class Class
	// Words are those of the column's name that say so, as written: "email" of customer_email_1.
	Words string
	// Owner is the word for a person that decided an ambiguous name, as written in the column's name or the
	// relation's: "customers" for the column name of customers. It is "" where Words are enough.
	Owner string
}

// Recognise reports whether a column is personal data by its name, and the name of the relation that it is in, which
// may be qualified (its last part counts) or "". A column's name may be a path into a document: customer.email.
//
// Quasi identifiers are recognised too; that one alone is no matter is the caller's to decide (see Kind). Names of more
// than 16 words, and words of more than 40 bytes, are not recognised.
func Recognise(relation, column string) (Match, bool) {
	v := vocabulary()
	var name name
	if !name.split(v, column) {
		return Match{}, false
	}
	words := name.words[:name.n]

	r, ok := v.read(words)
	if !ok || r.negated(words) || r.behind >= 0 && !ownerBehind(v, r.phrase, words[r.behind], relation) {
		return Match{}, false
	}
	m := Match{Class: r.class, Words: column[words[r.from].start:words[r.to].end]}
	if r.needs == nothing {
		return m, true
	}
	needs, front := v.front(words, &r)
	owner := front
	switch {
	case front >= 0 && words[front].roles&person != 0:
	case front >= 0 && words[front].roles&thing != 0:
		return Match{}, false
	case r.behind >= 0:
		owner = r.behind
	case front >= 0 && needs == aPerson:
		return Match{}, false // an unknown owner
	default:
		kind, word := v.owner(relation, r.class)
		if kind == things || kind == unknown && needs == aPerson {
			return Match{}, false
		}
		if needs == aPerson {
			m.Owner = word
		}
		return m, true
	}
	if needs == aPerson {
		m.Owner = column[words[owner].start:words[owner].end]
	}
	return m, true
}

// reading is what the end of a column's name says.
type reading struct {
	phrase
	from, to int  // its words
	behind   int  // the word for a person behind it; -1 for none
	roles    role // of all words behind it
	plural   bool
}

// read finds the last phrase: behind it only words may stand that change nothing, and the owner.
func (v *vocab) read(words []word) (reading, bool) {
	r := reading{behind: -1}
	for to := len(words) - 1; to >= 0; to-- {
		w := &words[to]
		if n := v.phraseAt(words[:to+1], &r.phrase); n > 0 && !v.belongs(words[:to+1], n) {
			r.from, r.to = to+1-n, to
			for i := r.from; i <= to; i++ {
				r.plural = r.plural || words[i].plural
			}
			return r, r.class != "" && (r.roles&code == 0 || r.class.coded())
		}
		if w.roles&(person|after|numeral|code|post) == 0 {
			break
		}
		if w.roles&person != 0 {
			r.behind = to
		}
		r.roles |= w.roles
	}
	return r, false
}

// negated reports whether a word in front makes the column something about the phrase: a flag, a time, a count.
func (r *reading) negated(words []word) bool {
	for i := r.from - 1; i >= 0 && words[i].segment == words[r.from].segment; i-- {
		if words[i].roles&negates != 0 || words[i].roles&numeral != 0 && (r.plural || !r.class.numbered()) {
			return true
		}
	}
	return false
}

// front finds the nearest word in front of the phrase that is not just a modifier, -1 for none, and what the phrase needs
// in the light of the modifiers. A phrase for a class above (the address of address_city) takes the place of an owner,
// unless it is a thing's itself; so do words for where letters and parcels go.
func (v *vocab) front(words []word, r *reading) (need, int) {
	needs := r.needs
	if r.plural {
		needs = aPerson // emails may be addresses, and may be messages or their number
	}
	posted := r.roles&post != 0 && r.class.Within("user.contact") // nombre_envio may be the name of a mailing
	i := r.from - 1
	for ; i >= 0 && words[i].roles&person == 0; i-- {
		var above phrase
		if n := v.phraseAt(words[:i+1], &above); n > 0 && r.class.Within(above.class) {
			needs = noThing
			i -= n - 1
			continue
		}
		path := words[i].segment != words[r.from].segment
		if words[i].roles&(before|numeral|post) == 0 && (words[i].roles&affix == 0 || !path) {
			break
		}
		posted = posted || words[i].roles&post != 0
	}
	if posted && !r.plural {
		needs = noThing
	}
	return needs, i
}

// belongs reports whether the phrase of n words that ends the given ones is only a part of what another one says in
// front of it: the teacher of email_teacher, the mobile of phone_mobile.
func (v *vocab) belongs(words []word, n int) bool {
	last := len(words) - 1
	var front phrase
	return n == 1 && words[last].roles&(person|after) != 0 && v.phraseAt(words[:last], &front) > 0
}

// coded reports whether the values of a class are few, so that a code or a flag is as good as they are: the columns
// gender_code and disability_flag, not phone_code.
func (c Class) coded() bool {
	return c.Within("user.demographic") || c.Within("user.health") && c != "user.health.record_number"
}

// numbered reports whether the values of a class are numbers, so that one in front of it does not count: nr_telefone, not
// num_allergies.
func (c Class) numbered() bool {
	return c.Within("user.contact.phone") || c.Within("user.contact.address") || c.Within("user.national_id") ||
		c.Within("user.financial") || c.Within("user.vehicle") || c == "user.health.record_number"
}

// ownerBehind reports whether the word for a person behind a phrase is its owner, as in nom_client. English puts the
// owner in front: what an English word behind an English one is, is something else (email_client), unless there is an
// "of" between them, or the relation's name shows the other language.
func ownerBehind(v *vocab, p phrase, owner word, relation string) bool {
	if owner.joined {
		return true
	}
	shared := p.languages & owner.languages &^ english
	if shared == 0 { // an English word with one that is not: name_kunde
		return p.languages&english != 0 && owner.languages&english == 0
	}
	if p.languages&owner.languages&english == 0 {
		return true
	}
	var rel name
	if !rel.split(v, lastPart(relation)) {
		return false
	}
	for _, w := range rel.words[:rel.n] {
		if w.languages&english == 0 && w.languages&shared != 0 {
			return true
		}
	}
	return false
}

// What the rows of a relation are, by its name.
type owner uint8

const (
	unknown owner = iota
	persons
	things
)

// owner tells what a relation's rows are. It is the head of the name that counts, the last word that is no affix:
// a row of stg_customers_daily is a customer, one of customer_segments is not. A relation named for a class above the
// given one (addresses for the city) counts as persons too. One named for a quasi identifier itself is a list of all its
// values (zip_codes, dim_city), and so of things.
func (v *vocab) owner(relation string, c Class) (owner, string) {
	relation = lastPart(relation)
	var name name
	if !name.split(v, relation) {
		return unknown, ""
	}
	words := name.words[:name.n]
	row := "" // a word for rows that are persons where the name says nothing more
	for len(words) > 0 && words[len(words)-1].roles&(affix|rows) != 0 {
		if w := &words[len(words)-1]; w.roles&rows != 0 {
			row = relation[w.start:w.end]
		}
		words = words[:len(words)-1]
	}
	switch {
	case len(words) == 0 && row != "":
		return persons, row
	case len(words) == 0:
		return unknown, ""
	}
	var p phrase
	if n := v.phraseAt(words, &p); n > 0 {
		info, _ := c.Info()
		switch {
		case p.class == c && info.Kind == QuasiIdentifier:
			return things, ""
		case p.class == c && !c.Within("user.contact") && !c.Within("user.health"):
		case c.Within(p.class):
			if n < len(words) && words[len(words)-n-1].roles&thing != 0 {
				return things, ""
			}
			return persons, relation[words[len(words)-n].start:words[len(words)-1].end]
		}
	}
	head := &words[len(words)-1]
	switch {
	case head.roles&person != 0:
		return persons, relation[head.start:head.end]
	case head.roles&thing != 0:
		return things, ""
	}
	return unknown, ""
}

// lastPart is a qualified name's last part, quotes and all.
func lastPart(name string) string {
	end := len(name)
	for end > 0 && (name[end-1] == '.' || !wordByte(name[end-1])) {
		end--
	}
	for i := end - 1; i >= 0; i-- {
		if name[i] == '.' {
			return name[i+1 : end]
		}
	}
	return name[:end]
}
