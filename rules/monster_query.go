package rules

import "github.com/sqlsteward/sqlsteward/lint"

var monsterQuery = &lint.Rule{
	Name:     "monster-query",
	Category: lint.Complexity,
	Severity: lint.Always(lint.Warning),
}
