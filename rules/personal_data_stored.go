package rules

import "github.com/sqlsteward/sqlsteward/lint"

var personalDataStored = &lint.Rule{
	Name:     "personal-data-stored",
	Category: lint.Privacy,
	Severity: lint.Always(lint.Warning),
}
