package rules

import "github.com/sqlsteward/sqlsteward/lint"

var personalDataLiteral = &lint.Rule{
	Name:     "personal-data-literal",
	Category: lint.Privacy,
	Severity: lint.Always(lint.Warning),
}
