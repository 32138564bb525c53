package rules

import "github.com/sqlsteward/sqlsteward/lint"

var unreadyDataset = &lint.Rule{
	Name:     "unready-dataset",
	Category: lint.Access,
	Severity: lint.Always(lint.Warning),
}
