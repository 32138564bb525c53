package privacy

import "strings"

// A Class says what kind of personal data something is: a dotted name from the general to the particular, such as
// user.contact.email. An organisation may declare classes of its own below these (user.contact.email.work).
type Class string

// Kind says how far a class points at one person, and so how much it matters on its own.
type Kind uint8

// The kinds, least harmful alone first.
const (
	// QuasiIdentifier narrows down who it is and names nobody: a postcode, a gender. It matters beside others.
	QuasiIdentifier Kind = iota
	// SensitiveAttribute harms the person it is about when it gets out: a diagnosis, a salary, a password.
	SensitiveAttribute
	// DirectIdentifier is enough to find or reach one person: a name, an e-mail address, a passport number.
	DirectIdentifier
)

func (k Kind) String() string {
	return [...]string{"quasi identifier", "sensitive attribute", "direct identifier"}[k]
}

// Info describes a class.
type Info struct {
	Class Class
	Kind  Kind
	// Phrase names one value of it in a sentence, with its article: "an e-mail address".
	Phrase string
	// Combines says that it singles a person out together with others of which the same is true. All quasi identifiers
	// do; so does a full birth date, which is yet too much alone.
	Combines bool
}

// classes are all the built-in ones, parents before children. The names follow the habit of privacy taxonomies: the
// subject, then the area, then the thing. Among them are the special categories of articles 9 and 10 of the GDPR, the
// identifiers that HIPAA's safe harbor method removes and a column's name can tell, and the sensitive personal
// information of the CCPA.
var classes = []Info{
	{"user", DirectIdentifier, "personal data", false},

	{"user.name", DirectIdentifier, "a person's name", false},
	{"user.name.first", DirectIdentifier, "a first name", false},
	{"user.name.last", DirectIdentifier, "a last name", false},

	{"user.contact", DirectIdentifier, "a contact detail", false},
	{"user.contact.email", DirectIdentifier, "an e-mail address", false},
	{"user.contact.email.domain", QuasiIdentifier, "the domain of an e-mail address", true},
	{"user.contact.phone", DirectIdentifier, "a phone number", false},
	{"user.contact.address", DirectIdentifier, "a postal address", false},
	{"user.contact.address.street", DirectIdentifier, "the street of a postal address", false},
	{"user.contact.address.postcode", QuasiIdentifier, "a postcode", true},
	{"user.contact.address.city", QuasiIdentifier, "the city someone lives in", true},

	{"user.account", DirectIdentifier, "a personal account", false},
	{"user.account.username", DirectIdentifier, "a user name", false},
	{"user.account.social", DirectIdentifier, "a social media account", false},

	{"user.birth_date", SensitiveAttribute, "a birth date", true},
	{"user.birth_date.year", QuasiIdentifier, "a birth year", true},
	{"user.birth_place", QuasiIdentifier, "a place of birth", true},

	{"user.demographic", QuasiIdentifier, "a demographic attribute", true},
	{"user.demographic.age", QuasiIdentifier, "an age", true},
	{"user.demographic.gender", QuasiIdentifier, "a gender", true},
	{"user.demographic.nationality", QuasiIdentifier, "a nationality", true},
	{"user.demographic.marital_status", QuasiIdentifier, "a marital status", true},
	{"user.demographic.occupation", QuasiIdentifier, "an occupation", true},
	{"user.demographic.ethnicity", SensitiveAttribute, "an ethnic origin", false},
	{"user.demographic.religion", SensitiveAttribute, "a religion", false},
	{"user.demographic.political_opinion", SensitiveAttribute, "a political opinion", false},
	{"user.demographic.sexual_orientation", SensitiveAttribute, "a sexual orientation", false},
	{"user.demographic.union_membership", SensitiveAttribute, "a trade union membership", false},

	{"user.national_id", DirectIdentifier, "a national identity number", false},
	{"user.national_id.tax", DirectIdentifier, "a personal tax number", false},
	{"user.national_id.passport", DirectIdentifier, "a passport number", false},
	{"user.national_id.driving_licence", DirectIdentifier, "a driving licence number", false},

	{"user.financial", SensitiveAttribute, "a financial detail of a person", false},
	{"user.financial.card", DirectIdentifier, "a payment card number", false},
	{"user.financial.card.security_code", SensitiveAttribute, "a payment card's security code", false},
	{"user.financial.bank_account", DirectIdentifier, "a bank account number", false},
	{"user.financial.income", SensitiveAttribute, "an income", false},
	{"user.financial.credit_score", SensitiveAttribute, "a credit score", false},

	{"user.device", QuasiIdentifier, "a detail of a person's device", true},
	{"user.device.id", DirectIdentifier, "a device identifier", false},
	{"user.device.ip_address", DirectIdentifier, "an IP address", false},

	{"user.location", SensitiveAttribute, "a person's location", false},

	{"user.vehicle", QuasiIdentifier, "a detail of a person's vehicle", true},
	{"user.vehicle.id", DirectIdentifier, "a vehicle identification number", false},
	{"user.vehicle.plate", DirectIdentifier, "a licence plate", false},

	{"user.credentials", SensitiveAttribute, "a credential", false},
	{"user.credentials.password", SensitiveAttribute, "a password", false},

	{"user.health", SensitiveAttribute, "a health detail", false},
	{"user.health.record_number", DirectIdentifier, "a patient or health insurance number", false},
	{"user.biometric", SensitiveAttribute, "a biometric feature", false},
	{"user.genetic", SensitiveAttribute, "a genetic feature", false},
	{"user.criminal_record", SensitiveAttribute, "a criminal record", false},
	{"user.immigration_status", SensitiveAttribute, "an immigration status", false},
}

var classIndex = func() map[Class]int {
	index := make(map[Class]int, len(classes))
	for i, c := range classes {
		index[c.Class] = i
	}
	return index
}()

// Classes lists the built-in classes, parents before children. The slice is the caller's own.
func Classes() []Info { return append([]Info(nil), classes...) }

// Known reports whether c is one of the built-in classes.
func (c Class) Known() bool {
	_, ok := classIndex[c]
	return ok
}

// Parent is the class one step more general; "" for one without a dot.
func (c Class) Parent() Class {
	dot := strings.LastIndexByte(string(c), '.')
	if dot < 0 {
		return ""
	}
	return c[:dot]
}

// Within reports whether c is the given class or lies below it.
func (c Class) Within(of Class) bool {
	return of != "" && strings.HasPrefix(string(c), string(of)) && (len(c) == len(of) || c[len(of)] == '.')
}

// Info describes c, or the nearest built-in class above it where c is an organisation's own; its Class says which.
// It is false where there is none, which is where the name does not begin with "user".
func (c Class) Info() (Info, bool) {
	for ; c != ""; c = c.Parent() {
		if i, ok := classIndex[c]; ok {
			return classes[i], true
		}
	}
	return Info{}, false
}
