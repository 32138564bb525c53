package run

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/sqlsteward/sqlsteward/config"
	"github.com/sqlsteward/sqlsteward/internal/walk"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/report"
	"github.com/sqlsteward/sqlsteward/source"
)

// Files works on the files that were found. A file whose text nothing in the report refers to is not kept. After each
// file done is called, from several goroutines.
func Files(o Options, found walk.Found, done func()) Report {
	var r Report
	r.Errors = found.Errors
	broken := map[error]bool{}
	for _, err := range found.Settings {
		broken[err] = true
		r.Settings = append(r.Settings, err)
	}

	for _, c := range o.define(found.Files) {
		r.Gaps = append(r.Gaps, c.gaps()...)
	}
	outcomes := make([]outcome, len(found.Files))
	settings := make([]error, len(found.Files))
	o.each(len(found.Files), func(i int) {
		outcomes[i], settings[i] = o.file(found.Files[i])
		done()
	})

	for _, err := range settings {
		if err != nil && !broken[err] {
			broken[err] = true
			r.Settings = append(r.Settings, err)
		}
	}
	r.gather(outcomes)
	return r
}

// each does the work of the numbers below n, several at once.
func (o *Options) each(n int, work func(int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(o.Jobs, n) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(i)
			}
		})
	}
	workers.Wait()
}

// file works on one file. The error is that of its settings.
func (o *Options) file(f walk.File) (out outcome, settingsErr error) {
	defer guard(f.Name, &out.result)
	s, err := o.Settings.ForFile(f.Path)
	if err != nil {
		return out, err
	}
	text, err := readFile(f.Path)
	if err != nil {
		return unread(f.Name, walk.Unreadable(err)), nil
	}
	in := o.input(source.NewFile(f.Name, text), s, f.Path)
	out, after := o.look(in)
	switch {
	case after == text:
	case o.Fix == DiffFixes:
		out.changed = &report.Changed{Path: patchPath(f.Path), Before: text, After: after}
	case o.Fix == MakeFixes:
		if err := replace(f.Path, text, after); err != nil {
			out = outcome{result: lint.Check(in, o.Rules)}
			out.result.Errors = append(out.result.Errors, lint.FileError{File: f.Name, Message: "was not fixed: " + err.Error()})
		}
	}
	if len(out.result.Findings) == 0 {
		out.result.Summary.Findings = nil // there are many of these
	}
	return out, nil
}

func unread(name, message string) outcome {
	return outcome{result: lint.Result{Errors: []lint.FileError{{File: name, Message: message}}}}
}

// errTooLarge says what to do about a file that is not read.
var errTooLarge = fmt.Errorf("it is larger than %d MiB, the most that is read: split it, or leave it out with exclude in %s",
	parser.MaxFile>>20, config.FileName)

// readFile reads a file, or what a pipe yields, up to parser.MaxFile.
func readFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	if info.Size() > parser.MaxFile {
		return "", errTooLarge
	}
	return readAll(f, info.Size())
}

// readAll reads at most parser.MaxFile bytes, about so many as the hint says.
func readAll(r io.Reader, hint int64) (string, error) {
	var text strings.Builder
	text.Grow(int(hint))
	n, err := io.Copy(&text, io.LimitReader(r, parser.MaxFile+1))
	if err != nil {
		return "", err
	}
	if n > parser.MaxFile {
		return "", errTooLarge
	}
	return text.String(), nil
}

// patchPath is how a patch names a file: from the root of its repository, or from the working directory.
func patchPath(path string) string {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // git patches files, not what links lead to
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return filepath.ToSlash(path)
	}
	if root := walk.Repository(abs); root != "" {
		if rel, err := filepath.Rel(root, abs); err == nil {
			return filepath.ToSlash(rel)
		}
	}
	work, err := os.Getwd()
	if err == nil {
		work, err = filepath.EvalSymlinks(work)
	}
	if err != nil {
		return filepath.ToSlash(path)
	}
	return walk.Name(work, abs)
}

// StdinName is how standard input is named where it stands for no file.
const StdinName = "<stdin>"

// Stdin works on standard input. The name is that of the file which it stands for, whose settings hold, or "". Changed
// holds the text before and after, also where nothing changed: the text of what is excluded is to be passed on as well.
func Stdin(o Options, in io.Reader, name string) Report {
	var r Report
	display, folder := StdinName, "."
	if name != "" {
		display, folder = walk.Name("", name), filepath.Dir(name)
	}
	text, err := readAll(in, 0)
	if err != nil {
		r.Errors = append(r.Errors, lint.FileError{File: display, Message: walk.Unreadable(err)})
		r.gather(nil)
		return r
	}
	var out outcome
	after := text
	s, err := o.Settings.ForFolder(folder)
	switch {
	case err != nil:
		r.Settings = append(r.Settings, err)
	case name == "" || !s.Excluded(name):
		func() {
			defer guard(display, &out.result)
			out, after = o.look(o.input(source.NewFile(display, text), s, name))
		}()
	}
	changed := report.Changed{Path: display, Before: text, After: after}
	if name != "" {
		changed.Path = patchPath(name)
	}
	out.changed = &changed
	r.gather([]outcome{out})
	return r
}

// Open reads one file, or standard input for "-", with the settings that govern it. The error is one of reading, or of
// type *config.Errors.
func Open(o Options, path string, in io.Reader) (lint.Input, error) {
	if path == "-" {
		text, err := readAll(in, 0)
		if err != nil {
			return lint.Input{}, fmt.Errorf("%s: %s", StdinName, walk.Unreadable(err))
		}
		s, err := o.Settings.ForFolder(".")
		if err != nil {
			return lint.Input{}, err
		}
		return o.input(source.NewFile(StdinName, text), s, ""), nil
	}
	text, err := readFile(path)
	if err != nil {
		return lint.Input{}, fmt.Errorf("%s: %s", path, walk.Unreadable(err))
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return lint.Input{}, fmt.Errorf("%s: %w", path, err)
	}
	s, err := o.Settings.ForFile(abs)
	if err != nil {
		return lint.Input{}, err
	}
	return o.input(source.NewFile(walk.Name("", path), text), s, abs), nil
}
