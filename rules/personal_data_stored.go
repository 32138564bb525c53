package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/privacy"
)

var personalDataStored = &lint.Rule{
	Name:     "personal-data-stored",
	Category: lint.Privacy,
	Severity: lint.Always(lint.Error),
	Weak:     lint.Severities{lint.Info, lint.Warning, lint.Warning},
	Options:  []lint.Option{ignoreOption},
	Doc: lint.Doc{
		Summary: "personal data is copied into a table, a view or a file where it is not declared to be",
		Why: `A copy outlives its reason. Nobody deletes a customer from a table that nobody knows of, and whoever may read the copy may
not be who may read the original.`,
		Bad: `create table sandbox.spring_audience as
select u.id, u.email
from raw.users as u
where u.marketing_opt_in`,
		Good: `create table sandbox.spring_audience as
select u.id
from raw.users as u
where u.marketing_opt_in`,
		Limits: `It looks at CREATE TABLE AS, CREATE VIEW, INSERT ... SELECT, MERGE, UPDATE, SELECT INTO, COPY and UNLOAD of a query,
and model files that build a declared dataset. It is silent where the catalog declares the written column to hold that class of personal data or a
class above, for temporary tables, whose use is traced instead, and for a column that is filled from itself. What is hashed, masked,
counted, averaged or only tested is not personal any more. Values written out in the query are the matter of personal-data-literal.`,
	},
	Check: checkPersonalDataStored,
}

func checkPersonalDataStored(p *lint.Pass) {
	us := kept(p)
	for _, data := range us.together() {
		d := data[0]
		first := us.of[d][0]
		f := lint.Finding{
			Span:     first.span,
			Object:   d.object + " into " + target(first.write),
			Help:     "leave it out or " + masking(p),
			Related:  us.way(data),
			Personal: usedIn(first.write, data...),
		}
		what := phrases(data)
		if what == d.phrase {
			what += " is"
		} else {
			what += " are"
		}
		switch _, view := p.Statement.Body.(*ast.CreateView); {
		case first.write.Relation == nil:
			f.Message = fmt.Sprintf("%s written to a file: %s, and nobody can follow where the file goes", what, us.comesFrom(first, data))
		case view:
			f.Message = fmt.Sprintf("%s put into the view `%s`: %s, and whoever may read the view sees it",
				what, first.write.Relation.Name, us.comesFrom(first, data))
		default:
			f.Message = fmt.Sprintf("%s copied into `%s`: %s, and has to be protected and deleted there too",
				what, first.write.Relation.Name, us.comesFrom(first, data))
		}
		if class := covering(data); class != "" && first.write.Relation != nil && first.column.Name != "" && !first.column.Star {
			f.Help += fmt.Sprintf("; if it may be there, declare `personal = %q` for `%s.%s` in the catalog",
				class, first.write.Relation.Name, first.column.Name)
		}
		f.Help += correction(data...)
		us.report(d, f)
	}
}

// covering is the class that the classes of all data are in; "" where they have too little in common.
func covering(data []*datum) privacy.Class {
	class := data[0].class
	for _, d := range data[1:] {
		for class != "" && !d.class.Within(class) {
			class = class.Parent()
		}
	}
	if class != data[0].class && !class.Known() {
		return ""
	}
	return class
}

// target names what is written in stable terms.
func target(w *lineage.Write) string {
	if w.Relation == nil {
		return "a file"
	}
	return strings.Join(w.Relation.Parts, ".")
}

// passing reports whether what is written does not stay: a temporary table goes with its session, and CREATE TABLE ...
// LIKE copies no rows.
func passing(w *lineage.Write) bool {
	if w.Relation == nil {
		return false
	}
	last := w.Relation.Parts[len(w.Relation.Parts)-1]
	if w.Temp || w.Relation.Made != nil && w.Relation.Made.Temp || strings.HasPrefix(last, "#") {
		return true
	}
	if !w.Makes || len(w.Columns) == 0 {
		return false
	}
	_, like := w.Columns[0].Node.(*ast.Table)
	return like
}

// belongs reports whether a datum may be where it is stored: by declaration, or because it is there already.
func belongs(u use) bool {
	r := u.write.Relation
	if r == nil || u.column.Name == "" {
		return false
	}
	if u.relation != nil && len(u.inside) == 0 && slices.Equal(u.relation.Parts, r.Parts) &&
		catalog.Fold(u.datum.column) == catalog.Fold(u.column.Name) {
		return true
	}
	said := declaration(r, u.column.Name)
	class := privacy.Class(said.Class)
	switch {
	case !said.Declared:
		return false
	case u.declared:
		return u.class.Within(class)
	}
	return class == "" || u.class.Within(class) || class.Within(u.class) // a declaration tops a name
}
