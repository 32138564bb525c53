package rules

import "github.com/sqlsteward/sqlsteward/lint"

var implicitCrossJoin = &lint.Rule{
	Name:     "implicit-cross-join",
	Category: lint.Correctness,
	Severity: lint.Always(lint.Warning),
}
