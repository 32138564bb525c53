package rules

import "github.com/sqlsteward/sqlsteward/lint"

var rawTable = &lint.Rule{
	Name:     "raw-table",
	Category: lint.Access,
	Severity: lint.Always(lint.Warning),
}
