package rules

import "github.com/sqlsteward/sqlsteward/lint"

var staleSuppression = &lint.Rule{
	Name:     "stale-suppression",
	Category: lint.Hygiene,
	Severity: lint.Always(lint.Warning),
}
