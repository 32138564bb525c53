package config

import (
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/catalog/tomldoc"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/privacy"
)

// Kind says what values an option of a rule takes.
type Kind uint8

// The kinds of options, with the Go type that a value of each has.
const (
	Int     Kind = iota // int, from 0
	String              // string
	Bool                // bool
	Strings             // []string
)

func (k Kind) keyType() tomldoc.Type {
	return [...]tomldoc.Type{tomldoc.TypeInteger, tomldoc.TypeString, tomldoc.TypeBoolean, tomldoc.TypeStrings}[k]
}

// OptionSpec describes an option of a rule. No option may be called severity.
type OptionSpec struct {
	Name string
	Kind Kind
}

// RuleSpec describes a rule that the settings may name.
type RuleSpec struct {
	Name    string
	Options []OptionSpec
}

// The stages of adoption, from looking on to being led.
const (
	Informed = "informed"
	Driven   = "driven"
	Led      = "led"
)

const (
	defaultDialect = "generic"
	defaultSuffix  = ".sql"
)

var severities = []string{"error", "warning", "info", "off"}

// Reference lists every key of the settings, in the order of their documentation. It is what files are checked
// against, but that rules.* stands for the names of all rules, and the options of each are left to its own page.
func Reference() []tomldoc.Key {
	const (
		text   = tomldoc.TypeString
		texts  = tomldoc.TypeStrings
		table  = tomldoc.TypeTable
		tables = tomldoc.TypeTables
	)
	return slices.Concat([]tomldoc.Key{
		{
			Path: "dialect", Type: text, Default: defaultDialect,
			Doc: "the SQL dialect of the files, of those in docs/dialects.md; generic accepts the most",
		},
		{
			Path: "stage", Type: text, Choices: []string{Informed, Driven, Led}, Default: Informed,
			Doc: "how strict the defaults are: informed shows the debt, driven asks to act on it, led holds the line",
		},
		{
			Path: "search-path", Type: texts,
			Doc: "the schemas in which names without one are looked up, such as analytics or prod.analytics: a name is of the first that is known to have it, or of the only one; USE and SET search_path in a file go before it",
		},
		{
			Path: "catalog", Type: texts,
			Doc: "files with more of the catalog, such as catalog/*.toml; each pattern must find one",
		},
		{
			Path: "include", Type: texts,
			Doc: "the files that are checked; without it all are. Patterns are relative to this file's folder: * stands for any characters but a slash, ** for any number of folders, a folder for all that is in it, and a pattern without a slash fits at any depth",
		},
		{
			Path: "exclude", Type: texts,
			Doc: "files that are not checked, even when they are named on the command line; patterns as in include",
		},
		{
			Path: "suffixes", Type: texts, Default: defaultSuffix,
			Doc: "what the names of SQL files end with",
		},

		{
			Path: "rules", Type: table, Holds: "rule",
			Doc: "the rules whose severity or options differ from their defaults",
		},
		{
			Path: "rules.*", Type: text | table, Choices: severities, Holds: "option",
			Doc: "the rule's severity, or a table with its severity and options; off silences it",
		},
		{
			Path: "rules.*.severity", Type: text, Choices: severities,
			Doc: "the rule's severity, where its options are given too",
		},

		{
			Path: "override", Type: tables,
			Doc: "settings for some of the files; where several fit a file, later ones win",
		},
		{
			Path: "override.paths", Type: texts, Required: true,
			Doc: "the files it is for; patterns as in include",
		},
		{
			Path: "override.dialect", Type: text,
			Doc: "the SQL dialect of these files",
		},
		{
			Path: "override.search-path", Type: texts,
			Doc: "their schemas, in place of search-path",
		},
		{
			Path: "override.rules", Type: table, Holds: "rule",
			Doc: "rules as in [rules]; options that are not named keep their value",
		},
		{
			Path: "override.rules.*", Type: text | table, Choices: severities, Holds: "option",
			Doc: "the rule's severity in these files, or a table with its severity and options",
		},
		{
			Path: "override.rules.*.severity", Type: text, Choices: severities,
			Doc: "the rule's severity in these files, where its options are given too",
		},

		{
			Path: "privacy", Type: table,
			Doc: "how personal data is followed",
		},
		{
			Path: "privacy.masking", Type: texts,
			Doc: "functions of yours whose result is no longer personal data, besides hashes and counts",
		},
		{
			Path: "privacy.functions", Type: table, Holds: "function",
			Doc: "what functions do to personal data, where that differs from what is known of them",
		},
		{
			Path: "privacy.functions.*", Type: text, Choices: privacy.TreatmentNames(),
			Doc: "mask: its result shows nobody; none: it hides nothing, for an md5 that you do not take for masking; salted: it masks only where a salt is joined to the value, such as a text or a parameter; count: its result is a figure",
		},
		{
			Path: "privacy.require-salt", Type: tomldoc.TypeBoolean, Default: "false",
			Doc: "whether a hash masks only together with a salt, because trying all likely values undoes one without",
		},

		{
			Path: "grant", Type: tables,
			Doc: "who may use which personal data: what it allows is not reported, and counts as suppressed. What a grant that ended would allow is reported again, with the grant",
		},
		{
			Path: "grant.classes", Type: texts, Required: true,
			Doc: "classes of personal data, each with all below it: user.contact.email",
		},
		{
			Path: "grant.roles", Type: texts, Choices: lint.Roles(),
			Doc: "what may be done with them: show them (output), write them to a table, view or file (stored), look people up (filter), join by them (join), group by them (group); without it all of that",
		},
		{
			Path: "grant.paths", Type: texts,
			Doc: "the files whose queries may; patterns as in include",
		},
		{
			Path: "grant.owners", Type: texts,
			Doc: "owners of datasets: statements that fill a dataset of theirs may. A grant has paths, owners or both; then both must fit",
		},
		{
			Path: "grant.reason", Type: text, Required: true,
			Doc: "why, for those who ask",
		},
		{
			Path: "grant.until", Type: text,
			Doc: "the last day on which it counts, such as 2027-01-31; without it there is no end",
		},
	}, catalog.Keys())
}

// keys is Reference for the rules and dialects that are known.
func (known *Known) keys() []tomldoc.Key {
	var keys []tomldoc.Key
	for _, k := range Reference() {
		switch {
		case strings.HasSuffix(k.Path, "rules.*"):
			for _, rule := range known.Rules {
				path := k.Path[:len(k.Path)-1] + rule.Name
				keys = append(keys, tomldoc.Key{Path: path, Type: k.Type, Holds: k.Holds},
					tomldoc.Key{Path: path + ".severity", Type: tomldoc.TypeString})
				for _, option := range rule.Options {
					keys = append(keys, tomldoc.Key{Path: path + "." + option.Name, Type: option.Kind.keyType()})
				}
			}
		case strings.HasSuffix(k.Path, "rules.*.severity"):
		case k.Path == "privacy.functions.*":
			k.Choices = nil // the reader says it better
			keys = append(keys, k)
		case strings.TrimPrefix(k.Path, "override.") == "dialect":
			k.Choices = known.Dialects
			keys = append(keys, k)
		default:
			keys = append(keys, k)
		}
	}
	return keys
}
