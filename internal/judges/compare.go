package judges

import (
	"fmt"
	"slices"
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
	// State is how we read the statement: other where it neither reads nor writes data.
	State ast.State
	Entry *Entry // that covers it, or nil
}

func (d Difference) String() string {
	who := "judge"
	if d.Ours {
		who = "ours"
	}
	return fmt.Sprintf("%s %s (%s, %s) %q %s: %s", d.Judge, d.Kind, who, d.State, d.Name, d.Statement.Where, strings.Join(strings.Fields(d.Statement.SQL), " "))
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
	// WrongRelations and WrongColumns are those of Compared in which we are wrong, by the entries.
	WrongRelations, WrongColumns int
}

// Compare lets a judge and us read statements.
func Compare(j *Judge, d *dialect.Dialect, statements []Statement, entries []*Entry) (Figures, []Difference) {
	var f Figures
	var all []Difference
	// added counts differences from the nth on: whether there are none, and whether we are wrong in one.
	added := func(n int, equal, wrong *int) {
		if n == len(all) {
			*equal++
		}
		if slices.ContainsFunc(all[n:], func(d Difference) bool { return d.Entry == nil || !d.Entry.forgives() }) {
			*wrong++
		}
	}
	for _, s := range statements {
		f.Statements++
		theirs, err := j.safely(s.SQL)
		our, state := ours(s.SQL, d)
		differs := func(k Kind, name string, we bool) {
			d := Difference{Judge: j.Name, Kind: k, Statement: s, Name: name, Ours: we, State: state}
			if state == ast.Complete && !our.Data {
				d.State = ast.OtherState
			}
			for _, e := range entries {
				if e.Covers(d) {
					d.Entry = e
					break
				}
			}
			all = append(all, d)
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
		if !our.Data && !theirs.Data {
			continue
		}
		f.Compared++
		before := len(all)
		both := func(k Kind, a, b Names) {
			for _, name := range a.without(b) {
				differs(k, name, true)
			}
			for _, name := range b.without(a) {
				differs(k, name, false)
			}
		}
		both(Reads, our.Reads, theirs.Reads)
		both(Writes, our.Writes, theirs.Writes)
		added(before, &f.Relations, &f.WrongRelations)
		before = len(all)
		both(Columns, our.Columns, theirs.Columns)
		added(before, &f.Columns, &f.WrongColumns)
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

// head is the first line of the table of figures. Both accept; ours and judge accept alone; data are those statements of
// both that read or write data, and the rest are percentages of them: same, and wrong by our mistake.
const head = "judge       dialect    statements   both     ours  judge      data    relations     wrong     columns     wrong"

// row is a line of the table of figures.
func (f *Figures) row(j *Judge) string {
	percent := func(n int) float64 { return 100 * float64(n) / float64(max(f.Compared, 1)) }
	return fmt.Sprintf("%-11s %-10s %10d %6d %8d %6d %9d %12.2f %9.2f %11.2f %9.2f", j.Name, j.Dialect, f.Statements, f.Both, f.Accepted,
		f.Rejected, f.Compared, percent(f.Relations), percent(f.WrongRelations), percent(f.Columns), percent(f.WrongColumns))
}
