package rules

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/privacy"
)

var personalDataLiteral = &lint.Rule{
	Name:     "personal-data-literal",
	Category: lint.Privacy,
	Severity: lint.Always(lint.Warning),
	Options: []lint.Option{{
		Name: "allow", Default: []string{},
		Doc: `values that may be written out, and domains of e-mail addresses: ["qa@acme.io", "acme.io"]`,
	}},
	Doc: lint.Doc{
		Summary: "somebody's e-mail address, phone, card or identity number is written into a query",
		Why: `A query is kept for years in the repository's history, in query logs and in tools that show running queries. A person's
data in it cannot be deleted there, and each copy of the query copies it.`,
		Bad: `select count(*)
from analytics.dim_customers as c
where c.email <> 'tobias.lind@northgate.se'`,
		Good: `select count(*)
from analytics.dim_customers as c
where c.customer_id <> 88213`,
		Limits: `It looks at string literals, not at comments, numbers, names and template tags. Numbers must pass their checksums. Patterns
('%@acme.com'), addresses of roles (support@, noreply@) and placeholders (user1@example.com) are nobody's, and are silent.`,
	},
	Check: checkPersonalDataLiteral,
}

func checkPersonalDataLiteral(p *lint.Pass) {
	allow := p.Strings("allow")
	var places map[string][]*ast.Literal
	var found map[string][]privacy.Literal
	var order []string
	for _, lit := range p.StringLiterals() {
		if places[lit.Text] == nil {
			list := slices.DeleteFunc(privacy.Literals(lit.Text), func(l privacy.Literal) bool {
				return allowed(lit.Text[l.Start:l.End], allow)
			})
			if len(list) == 0 {
				continue
			}
			if places == nil {
				places, found = map[string][]*ast.Literal{}, map[string][]privacy.Literal{}
			}
			found[lit.Text] = list
			order = append(order, lit.Text)
		}
		places[lit.Text] = append(places[lit.Text], lit)
	}
	for _, text := range order {
		list := found[text]
		f := lint.Finding{
			Span:   places[text][0].Span,
			Object: digest(text),
			Message: fmt.Sprintf("the query holds %s (%s)%s, which stays in the repository's history and in query logs",
				list[0].What, masked(text[list[0].Start:list[0].End]), more(len(list)-1)),
			Help: "select by an id, or pass the value as a parameter",
		}
		for _, again := range places[text][1:] {
			f.Related = append(f.Related, lint.Related{Message: "and here again", Span: again.Span})
		}
		p.Report(f)
	}
}

// more says how many further ones a literal holds.
func more(n int) string {
	switch {
	case n == 0:
		return ""
	case n >= privacy.MaxLiterals-1: // where the search ends
		return " and many more"
	}
	return fmt.Sprintf(" and %d more", n)
}

// allowed reports whether a value, or the domain of an address, is in the list.
func allowed(value string, allow []string) bool {
	_, domain, _ := strings.Cut(value, "@")
	return slices.ContainsFunc(allow, func(a string) bool {
		a = strings.TrimPrefix(a, "@")
		return a != "" && (strings.EqualFold(a, value) || strings.EqualFold(a, domain))
	})
}

// masked shows enough of a value to find it beside others, and too little to know it: an address's first letter and
// domain, a number's last two digits.
func masked(value string) string {
	if local, domain, ok := strings.Cut(value, "@"); ok {
		first, size := utf8.DecodeRuneInString(local)
		if size == 0 {
			return "…@" + domain
		}
		return string(first) + "…@" + domain
	}
	return "…" + value[max(0, len(value)-2):]
}

// digest tells values apart without holding them.
func digest(value string) string {
	sum := sha256.Sum256([]byte(value))
	return hex.EncodeToString(sum[:4])
}
