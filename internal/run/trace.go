package run

import (
	"fmt"
	"io"

	"github.com/sqlsteward/sqlsteward/internal/trace"
	"github.com/sqlsteward/sqlsteward/internal/walk"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/source"
)

// Traced is the lineage of files.
type Traced struct {
	Statements []trace.Statement
	Errors     []lint.FileError
	// Settings are broken settings, each file once, of type *config.Errors. The files that they govern were left out.
	Settings []error
	// Circles tell of files that read in a circle what each other makes: "a.sql reads from b.sql, which reads from a.sql".
	Circles []string
}

// Trace traces the statements of files, several at once, in the order of the files; in steps for a graph of them all.
func Trace(o Options, found walk.Found, steps bool) Traced {
	t := Traced{Errors: found.Errors, Settings: found.Settings}
	for _, c := range o.define(found.Files) {
		t.Circles = append(t.Circles, c.String())
	}
	parts := make([]Traced, len(found.Files))
	o.each(len(parts), func(i int) { parts[i] = o.trace(found.Files[i], steps) })
	broken := map[error]bool{}
	for _, err := range t.Settings {
		broken[err] = true
	}
	for _, p := range parts {
		t.Statements = append(t.Statements, p.Statements...)
		t.Errors = append(t.Errors, p.Errors...)
		for _, err := range p.Settings {
			if !broken[err] {
				broken[err] = true
				t.Settings = append(t.Settings, err)
			}
		}
	}
	return t
}

// trace traces one file.
func (o *Options) trace(f walk.File, steps bool) Traced {
	s, err := o.Settings.ForFile(f.Path)
	if err != nil {
		return Traced{Settings: []error{err}}
	}
	text, err := readFile(f.Path)
	if err != nil {
		return Traced{Errors: []lint.FileError{{File: f.Name, Message: walk.Unreadable(err)}}}
	}
	return traceInput(o.input(source.NewFile(f.Name, text), s, f.Path), steps)
}

// traceInput traces one text. A fault of ours is an error of the file.
func traceInput(in lint.Input, steps bool) (t Traced) {
	defer func() {
		if v := recover(); v != nil {
			t = Traced{Errors: []lint.FileError{{File: in.File.Path, Message: fmt.Sprintf("internal fault: %v; please report it", v)}}}
		}
	}()
	return Traced{Statements: trace.File(in, steps)}
}

// TraceStdin traces standard input, as the settings of the working directory say.
func TraceStdin(o Options, in io.Reader, steps bool) Traced {
	text, err := readAll(in, 0)
	if err != nil {
		return Traced{Errors: []lint.FileError{{File: StdinName, Message: walk.Unreadable(err)}}}
	}
	s, err := o.Settings.ForFolder(".")
	if err != nil {
		return Traced{Settings: []error{err}}
	}
	return traceInput(o.input(source.NewFile(StdinName, text), s, ""), steps)
}
