package rules

import "github.com/sqlsteward/sqlsteward/lint"

var syntaxError = &lint.Rule{
	Name:     "syntax-error",
	Category: lint.Correctness,
	Severity: lint.Always(lint.Warning),
}
