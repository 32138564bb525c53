package rules

import (
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
)

// syntaxError reports a statement that no database can run, once: what follows the first error is often only its
// consequence. Statements that hold what is merely not known here are partial, and no finding.
var syntaxError = &lint.Rule{
	Name:     "syntax-error",
	Category: lint.Correctness,
	Severity: lint.Always(lint.Error),
	Doc: lint.Doc{
		Summary: "a statement that no database can run",
		Why: `A query that does not parse fails in front of whoever opens the dashboard next, and nothing else about it can be checked in
full. Most of these are small slips: a comma too many, a bracket that is never closed, a word in the wrong place.`,
		Bad: `select country, count(distinct customer_id as customers
from analytics.dim_customers
group by country`,
		Good: `select country, count(distinct customer_id) as customers
from analytics.dim_customers
group by country`,
		Limits: `It speaks only where no reading can be right, and once for each statement. What it merely does not know, such as the syntax of
another dialect, is listed as a gap instead (--verbose shows them): if that is much, check the dialect in the settings.`,
	},
	Check: func(p *lint.Pass) {
		if p.Statement.State != ast.Invalid || len(p.Statement.Errors) == 0 {
			return
		}
		e := decisive(p.Statement.Errors)
		span := e.Span
		if end := p.File.Line(p.File.Position(span.Start).Line).End; span.Start < end {
			span.End = min(span.End, end) // a quote that is never closed reaches to the end of the file
		}
		p.Report(lint.Finding{
			Span: span, Message: e.Message, Object: e.Found,
			Help: "until this is corrected the statement cannot run, and is checked only as far as it could be read",
		})
	},
}

// decisive is the first error that no dialect can give a meaning to, or the first of all.
func decisive(errors []*ast.SyntaxError) *ast.SyntaxError {
	var first *ast.SyntaxError
	for _, e := range errors {
		if e.Certain && (first == nil || e.Start < first.Start) {
			first = e
		}
	}
	if first == nil {
		return errors[0]
	}
	return first
}
