package judges

import (
	"fmt"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
)

// A Kind says what a difference is about.
type Kind string

// The kinds of differences.
const (
	Accepted Kind = "accepted" // we read it completely, the judge rejects it
	Rejected Kind = "rejected" // the judge accepts it, we do not read it completely
	Data     Kind = "data"     // one says that it reads or writes data, the other does not
	Reads    Kind = "reads"
	Writes   Kind = "writes"
	Columns  Kind = "columns"
)

// A Difference is one thing that a judge says otherwise than we of a statement.
type Difference struct {
	Judge     string
	Kind      Kind
	Statement Statement
	// Name is the relation or column that only one of both has, Ours when it is we; else what the one that rejects says.
	Name string
	Ours bool
}

func (d Difference) String() string {
	who := "judge"
	if d.Ours {
		who = "ours"
	}
	return fmt.Sprintf("%s %s (%s) %q %s: %s", d.Judge, d.Kind, who, d.Name, d.Statement.Where, strings.Join(strings.Fields(d.Statement.SQL), " "))
}

// Figures count what a judge and we agree on.
type Figures struct {
	Statements int
	Both       int // accepted by both
	Compared   int // of them, those that read or write data for one of both
	Accepted   int // by us alone
	Rejected   int // by us alone
	Relations  int // of Compared, those with the same relations
	Columns    int // of Compared, those with the same columns
}

// Compare lets a judge and us read statements.
func Compare(j *Judge, d *dialect.Dialect, statements []Statement) (Figures, []Difference) {
	var f Figures
	var all []Difference
	for _, s := range statements {
		f.Statements++
		theirs, err := j.safely(s.SQL)
		ours, state := Ours(s.SQL, d)
		differs := func(k Kind, name string, we bool) {
			all = append(all, Difference{Judge: j.Name, Kind: k, Statement: s, Name: name, Ours: we})
		}
		switch complete := state == ast.Complete; {
		case err != nil && complete:
			f.Accepted++
			differs(Accepted, err.Error(), true)
			continue
		case err == nil && !complete:
			f.Rejected++
			differs(Rejected, state.String(), false)
			continue
		case err != nil:
			continue
		}
		f.Both++
		if !ours.Data && !theirs.Data {
			continue
		}
		f.Compared++
		if ours.Data != theirs.Data {
			differs(Data, "", ours.Data)
			continue
		}
		before := len(all)
		both := func(k Kind, a, b Names) {
			for _, name := range a.without(b) {
				differs(k, name, true)
			}
			for _, name := range b.without(a) {
				differs(k, name, false)
			}
		}
		both(Reads, ours.Reads, theirs.Reads)
		both(Writes, ours.Writes, theirs.Writes)
		if len(all) == before {
			f.Relations++
		}
		before = len(all)
		both(Columns, ours.Columns, theirs.Columns)
		if len(all) == before {
			f.Columns++
		}
	}
	return f, all
}

// safely reads a text with a judge, which may panic.
func (j *Judge) safely(sql string) (r *Reading, err error) {
	defer func() {
		if p := recover(); p != nil {
			r, err = nil, fmt.Errorf("panic: %v", p)
		}
	}()
	return j.Read(sql)
}
