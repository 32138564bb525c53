package privacy

import "strings"

// A Projection is a call that makes less of personal data: of an e-mail address its domain, of a birth date the year.
// What comes out is of a class of its own.
type Projection struct {
	Functions string // names in lower case, separated by spaces; [] is an element of an array, counted as its dialect counts
	Dialects  string // the only ones in which that is so, separated by spaces; "" for all
	From, To  Class
	Args      []Arg // what the arguments have to be, in their order; more may follow
}

// An Arg is what an argument has to be.
type Arg struct {
	Kind ArgKind
	Is   string // words or numbers, separated by spaces, or what the kind says
}

// ArgKind says how an argument is looked at.
type ArgKind uint8

// The kinds of arguments.
const (
	Value    ArgKind = iota // the personal data
	Anywhere                // the same, whichever argument it is
	Split                   // the personal data, taken apart at the text Is
	Word                    // one of the words, as a text or bare, whatever its case
	Number                  // one of the numbers
	Upto                    // a number not above this one
	Where                   // computed from where the text Is stands
	Behind                  // a regular expression for what stands behind the text Is
)

const (
	emailAddress Class = "user.contact.email"
	emailDomain  Class = "user.contact.email.domain"
	birthDate    Class = "user.birth_date"
	birthYear    Class = "user.birth_date.year"
	personsAge   Class = "user.demographic.age"
	postCode     Class = "user.contact.address.postcode"
	phoneNumber  Class = "user.contact.phone"
	city         Class = "user.contact.address.city"
)

// Dialects by the number of an array's first element.
const (
	fromOne  = "postgres greenplum materialize duckdb trino presto athena clickhouse"
	fromZero = "generic ansi bigquery snowflake databricks sparksql hive redshift"
)

const years = "year years yyyy yy y decade century"

var projections = []Projection{
	{"split_part strtok", "", emailAddress, emailDomain, []Arg{{Value, ""}, {Word, "@"}, {Number, "2 -1"}}},
	{"substring_index", "", emailAddress, emailDomain, []Arg{{Value, ""}, {Word, "@"}, {Number, "-1"}}},
	{"[] get", fromZero, emailAddress, emailDomain, []Arg{{Split, "@"}, {Number, "1"}}},
	{"[]", fromOne, emailAddress, emailDomain, []Arg{{Split, "@"}, {Number, "2 -1"}}},
	{"element_at list_extract list_element array_extract arrayelement", "", emailAddress, emailDomain, []Arg{{Split, "@"}, {Number, "2 -1"}}},
	{"array_last last list_last", "", emailAddress, emailDomain, []Arg{{Split, "@"}}},
	{"substr substring mid right", "", emailAddress, emailDomain, []Arg{{Value, ""}, {Where, "@"}}},
	{"regexp_extract regexp_substr substring extract", "", emailAddress, emailDomain, []Arg{{Value, ""}, {Behind, "@"}}},
	{"regexp_replace replaceregexpone", "", emailAddress, emailDomain, []Arg{{Value, ""}, {Word, "^.*@ .*@ ^[^@]*@ ^[^@]+@ [^@]+@ [^@]*@ .+@ ^.+@ ^(.*)@ (.*)@"}}},

	{"extract date_part datepart datename", "", birthDate, birthYear, []Arg{{Word, years + " month quarter week day dow doy dayofweek dayofyear"}, {Value, ""}}},
	{"year toyear tostartofyear month tomonth quarter dayofmonth dayofweek dayofyear", "", birthDate, birthYear, []Arg{{Value, ""}}},
	{"date_trunc datetrunc", "", birthDate, birthYear, []Arg{{Word, years}, {Value, ""}}},
	{"date_trunc datetime_trunc timestamp_trunc trunc", "", birthDate, birthYear, []Arg{{Value, ""}, {Word, years + " isoyear"}}},
	{"to_char to_varchar date_format formatdatetime strftime", "", birthDate, birthYear, []Arg{{Value, ""}, {Word, "yyyy yy %y"}}},
	{"strftime format_date", "", birthDate, birthYear, []Arg{{Word, "%y"}, {Value, ""}}},

	{"left", "", birthDate, birthYear, []Arg{{Value, ""}, {Upto, "4"}}}, // of 1987-03-21, as texts hold it
	{"substr substring mid", "", birthDate, birthYear, []Arg{{Value, ""}, {Number, "0 1"}, {Upto, "4"}}},

	{"age months_between", "", birthDate, personsAge, []Arg{{Anywhere, ""}}},
	{"datediff date_diff timestampdiff timestamp_diff", "", birthDate, personsAge, []Arg{{Anywhere, ""}}},

	{"left", "", phoneNumber, city, []Arg{{Value, ""}, {Upto, "4"}}}, // the code of a country or a region
	{"substr substring mid", "", phoneNumber, city, []Arg{{Value, ""}, {Number, "0 1"}, {Upto, "4"}}},

	{"left", "", postCode, postCode, []Arg{{Value, ""}, {Upto, "3"}}},
	{"substr substring mid", "", postCode, postCode, []Arg{{Value, ""}, {Number, "0 1"}, {Upto, "3"}}},
	{"floor round trunc truncate width_bucket ntile", "", personsAge, personsAge, []Arg{{Value, ""}}},
}

var projectionIndex = func() map[string][]Projection {
	index := map[string][]Projection{}
	for _, p := range projections {
		for name := range strings.FieldsSeq(p.Functions) {
			index[name] = append(index[name], p)
		}
	}
	return index
}()

// Projections are those that a function may be, by its name in lower case.
func Projections(function string) []Projection { return projectionIndex[function] }
