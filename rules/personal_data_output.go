package rules

import "github.com/sqlsteward/sqlsteward/lint"

var personalDataOutput = &lint.Rule{
	Name:     "personal-data-output",
	Category: lint.Privacy,
	Severity: lint.Always(lint.Warning),
}
