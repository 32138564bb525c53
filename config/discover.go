package config

import (
	"os"
	"path/filepath"
	"sync"
)

// Loader finds and reads the settings of each file, once for each folder. Any number of goroutines may use it.
type Loader struct {
	known    Known
	defaults *Settings
	explicit func() (*Settings, error) // nil where settings are looked for

	mu      sync.Mutex
	folders map[string]func() (*Settings, error) // by absolute folder
}

// NewLoader returns a loader. If file is not empty, it is the settings file for everything, and none is looked for.
func NewLoader(file string, known Known) *Loader {
	l := &Loader{known: known, defaults: Default(), folders: map[string]func() (*Settings, error){}}
	if file != "" {
		l.explicit = sync.OnceValues(func() (*Settings, error) { return Load(file, known) })
	}
	return l
}

// ForFile returns the settings that govern a file: those of the nearest sqlsteward.toml in its folder or above. Files
// with the same settings get the same pointer, and the same error value where the settings cannot be read.
func (l *Loader) ForFile(path string) (*Settings, error) { return l.ForFolder(filepath.Dir(path)) }

// ForFolder returns the settings that govern the files directly in a folder. Those for standard input are the working
// directory's, ".".
func (l *Loader) ForFolder(folder string) (*Settings, error) {
	if l.explicit != nil {
		return l.explicit()
	}
	abs, err := filepath.Abs(folder)
	if err != nil {
		var errs Errors
		errs.Add(folder, 0, "the working directory cannot be found: %v", err)
		return nil, errs.Err()
	}
	return l.folder(abs)
}

func (l *Loader) folder(abs string) (*Settings, error) {
	l.mu.Lock()
	find := l.folders[abs]
	if find == nil {
		find = sync.OnceValues(func() (*Settings, error) { return l.find(abs) })
		l.folders[abs] = find
	}
	l.mu.Unlock()
	return find()
}

// find goes upwards by name: symbolic links cannot lead it in a circle, and a file is governed by the folders that it
// was named with.
func (l *Loader) find(abs string) (*Settings, error) {
	path := filepath.Join(abs, FileName)
	// Lstat, so that a link to nowhere is not taken for no settings: reading it says what is wrong.
	if _, err := os.Lstat(path); err == nil {
		return Load(path, l.known)
	}
	parent := filepath.Dir(abs)
	if parent == abs {
		return l.defaults, nil
	}
	return l.folder(parent)
}
