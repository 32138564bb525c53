package rules

import "github.com/sqlsteward/sqlsteward/lint"

var deprecatedDataset = &lint.Rule{
	Name:     "deprecated-dataset",
	Category: lint.Access,
	Severity: lint.Always(lint.Warning),
}
