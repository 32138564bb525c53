// Package lint runs rules over statements: what a rule is and is given, what it finds, which findings are suppressed,
// and how their fixes are merged.
package lint
