package rules

import "github.com/sqlsteward/sqlsteward/lint"

var selectStar = &lint.Rule{
	Name:     "select-star",
	Category: lint.Hygiene,
	Severity: lint.Always(lint.Warning),
}
