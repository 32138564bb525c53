// Package walk finds the files that a run is about: those named, and the SQL files in folders, as .gitignore files and
// the settings will have it.
package walk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/sqlsteward/sqlsteward/catalog/tomldoc"
	"github.com/sqlsteward/sqlsteward/config"
	"github.com/sqlsteward/sqlsteward/lint"
)

// A File is a file to check.
type File struct {
	Path string // to open it by
	Name string // as it is named in messages: relative to the working directory where that is shorter
}

// Found is what the paths of a command line lead to.
type Found struct {
	Files    []File           // in the order of the paths, in folders by name; each once
	Errors   []lint.FileError // what is not there or cannot be read
	Settings []error          // each broken settings file once, of type *config.Errors; its files are left out
	Excluded []string         // paths that the settings exclude though they were named
	Empty    []string         // folders that were named and hold no file to check
}

// Find looks at each path. A file that is named is taken whatever its suffix, and also where a .gitignore or include
// leaves it out, but not where exclude does. In a folder it takes the files with the suffix of the settings that govern
// them, at any depth, but for hidden folders and what a .gitignore leaves out. Links that are named are followed; of
// those in folders, links to files are taken unless the file is found by itself too, and links to folders are not
// followed, so that no circle has to be broken. The settings are asked for by folder.
func Find(paths []string, settings func(folder string) (*config.Settings, error)) Found {
	w := walker{settings: settings, taken: map[string]bool{}, broken: map[error]bool{}}
	w.work, _ = os.Getwd() // without one, paths are named as they were given
	for _, path := range paths {
		w.named(filepath.Clean(path))
	}
	return w.finish()
}

// Repository is the folder of the git repository that holds a file, or "" where there is none.
func Repository(file string) string {
	abs, err := filepath.Abs(file)
	if err != nil {
		return ""
	}
	return repository(filepath.Dir(abs))
}

// Name is how a file is named in messages, from a working directory: relative to it where that is shorter, with
// forward slashes.
func Name(work, path string) string {
	path = filepath.Clean(path)
	if work != "" && filepath.IsAbs(path) {
		if rel, err := filepath.Rel(work, path); err == nil && len(rel) < len(path) {
			path = rel
		}
	}
	return filepath.ToSlash(path)
}

type walker struct {
	settings func(folder string) (*config.Settings, error)
	work     string
	found    Found
	list     []candidate
	taken    map[string]bool // by the path behind all links
	broken   map[error]bool
}

// A candidate is a file that was come across. Whether a link stands for a file of its own shows only when all are known.
type candidate struct {
	File
	link   bool
	target string // the path behind all links
}

func (w *walker) name(path string) string { return Name(w.work, path) }

func (w *walker) fail(path string, err error) {
	w.found.Errors = append(w.found.Errors, lint.FileError{File: w.name(path), Message: Unreadable(err)})
}

// Unreadable says in words why a file cannot be read.
func Unreadable(err error) string {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		err = pe.Err
	}
	if errors.Is(err, syscall.ELOOP) {
		return "cannot be read: it is a symbolic link that leads in a circle"
	}
	return fmt.Sprintf("cannot be read: %v", err)
}

// settingsFor notes settings that are broken; nil is returned for them.
func (w *walker) settingsFor(folder string) *config.Settings {
	s, err := w.settings(folder)
	if err != nil {
		if !w.broken[err] {
			w.broken[err] = true
			w.found.Settings = append(w.found.Settings, err)
		}
		return nil
	}
	return s
}

// named looks at a path of the command line.
func (w *walker) named(path string) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		w.found.Errors = append(w.found.Errors, lint.FileError{File: w.name(path), Message: missing(path)})
		return
	case err != nil:
		w.fail(path, err)
		return
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		w.fail(path, err)
		return
	}
	target, err := filepath.EvalSymlinks(abs)
	if err != nil {
		target = abs // such as /dev/fd/63, a pipe
	}
	if !info.IsDir() {
		s := w.settingsFor(filepath.Dir(path))
		switch {
		case s == nil:
		case s.Excluded(path):
			w.found.Excluded = append(w.found.Excluded, w.name(path))
		default:
			w.list = append(w.list, candidate{File{path, w.name(path)}, false, target})
		}
		return
	}
	before, problems := len(w.list), len(w.found.Errors)+len(w.found.Settings)
	w.folder(path, target, ignoresAbove(target))
	if len(w.list) == before && len(w.found.Errors)+len(w.found.Settings) == problems {
		w.found.Empty = append(w.found.Empty, w.name(path))
	}
}

// missing says that there is nothing of that name, and what may have been meant.
func missing(path string) string {
	message := "there is no file or folder of this name"
	if info, err := os.Lstat(path); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return "cannot be read: it is a symbolic link to a file that is not there"
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return message
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if s := tomldoc.Suggest(filepath.Base(path), names); s != "" {
		message += fmt.Sprintf(": did you mean %q?", filepath.ToSlash(filepath.Join(filepath.Dir(path), s)))
	}
	return message
}

// folder takes the files of a folder and those below it, which the ignores of the folders above hold for. The target
// is the folder's behind all links.
func (w *walker) folder(path, target string, ig *ignore) {
	entries, err := os.ReadDir(path)
	if err != nil {
		w.fail(path, err)
		return
	}
	if has(entries, ".git") {
		ig = nil // a repository inside another does not obey that one's
	}
	if has(entries, ignoreFile) {
		ig = readIgnore(target, ig)
	}
	s := w.settingsFor(path)
	for _, e := range entries {
		file, behind := filepath.Join(path, e.Name()), filepath.Join(target, e.Name())
		switch {
		case e.IsDir():
			if strings.HasPrefix(e.Name(), ".") || ig.ignores(filepath.ToSlash(behind), true) || s != nil && s.Excluded(file) {
				continue
			}
			w.folder(file, behind, ig)
		case s == nil || !s.IsSQL(file) || !s.Included(file) || ig.ignores(filepath.ToSlash(behind), false):
		case e.Type().IsRegular():
			w.list = append(w.list, candidate{File{file, w.name(file)}, false, behind})
		case e.Type()&fs.ModeSymlink != 0:
			w.link(file)
		}
	}
}

// has reports whether a folder's entries, which are sorted by name, hold one.
func has(entries []fs.DirEntry, name string) bool {
	_, ok := slices.BinarySearchFunc(entries, name, func(e fs.DirEntry, name string) int { return strings.Compare(e.Name(), name) })
	return ok
}

// link looks at a symbolic link in a folder.
func (w *walker) link(file string) {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		w.found.Errors = append(w.found.Errors, lint.FileError{File: w.name(file), Message: missing(file)})
	case err != nil:
		w.fail(file, err)
	case info.Mode().IsRegular():
		target, err := filepath.EvalSymlinks(file)
		if err == nil {
			target, err = filepath.Abs(target)
		}
		if err != nil {
			w.fail(file, err)
			return
		}
		w.list = append(w.list, candidate{File{file, w.name(file)}, true, target})
	}
}

// finish takes each file once, by its own name before that of a link.
func (w *walker) finish() Found {
	keep := make([]bool, len(w.list))
	for _, links := range []bool{false, true} {
		for i, c := range w.list {
			if c.link == links && !w.taken[c.target] {
				w.taken[c.target], keep[i] = true, true
			}
		}
	}
	for i, c := range w.list {
		if keep[i] {
			w.found.Files = append(w.found.Files, c.File)
		}
	}
	w.found.Excluded = slices.Compact(w.found.Excluded)
	return w.found
}
