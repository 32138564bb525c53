// Package rules holds the rules: one file each, and All, the one list of them.
package rules

import "github.com/sqlsteward/sqlsteward/lint"

// All are the rules, by category and name.
var All = []*lint.Rule{
	// access
	deprecatedDataset,
	rawTable,
	unreadyDataset,
	// privacy
	expiredGrant,
	personalDataCombined,
	personalDataFilter,
	personalDataJoin,
	personalDataLiteral,
	personalDataOutput,
	personalDataStored,
	// complexity
	monsterQuery,
	// correctness
	ambiguousColumn,
	implicitCrossJoin,
	joinFanOut,
	nonDeterministicLimit,
	notInNull,
	nullComparison,
	outerJoinUndone,
	syntaxError,
	unionMismatch,
	unknownColumn,
	unknownTable,
	unqualifiedColumn,
	// hygiene
	duplicateCTE,
	groupByOrdinal,
	hardCodedReference,
	selectStar,
	staleSuppression,
	unusedColumn,
	unusedCTE,
}

// Find returns the rule of that name, or nil.
func Find(name string) *lint.Rule {
	for _, r := range All {
		if r.Name == name {
			return r
		}
	}
	return nil
}
