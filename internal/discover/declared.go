package discover

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/internal/walk"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
)

// A declaration is what the settings of another tool say about the dialect.
type declaration struct {
	dialect string
	why     string
}

// agreed is the declaration when all name the same dialect, else nil: a package for several databases is of none.
func agreed(declared []declaration) *declaration {
	for _, d := range declared {
		if d.dialect != declared[0].dialect {
			return nil
		}
	}
	if len(declared) == 0 {
		return nil
	}
	return &declared[0]
}

// settingsOf are the files in which other tools are told the dialect, and how to read a line of them.
var settingsOf = []struct {
	file     string
	declares func(section, key, value string) (what string, ok bool)
}{
	{".sqlfluff", sqlfluff},
	{"setup.cfg", sqlfluff},
	{"tox.ini", sqlfluff},
	{"pyproject.toml", sqlfluff},
	{"profiles.yml", dbt},
	{"profiles.yaml", dbt},
}

// sqlfluff knows the key of that linter. Its ansi is what it has for SQL of no particular dialect.
func sqlfluff(section, key, value string) (string, bool) {
	return "dialect = " + value, strings.Contains(section, "sqlfluff") && key == "dialect" && value != "ansi"
}

// dbt knows the key that names an adapter in the profiles of dbt.
func dbt(_, key, value string) (string, bool) {
	return "the adapter " + value, key == "type"
}

// adapters are those of dbt that have another name than their dialect, an alias of it included.
var adapters = map[string]string{
	"mysql5": "mysql", "glue": "sparksql", "fabricspark": "sparksql", "ibmdb2": "db2",
}

// declarations are those in the folders that hold the SQL files, and in those around them: up to the repository's own, or
// just to folder where there is none. Every file with the same setting is as good as one.
func declarations(folder string, files []walk.File) []declaration {
	var out []declaration
	for _, dir := range around(folder, files) {
		for _, s := range settingsOf {
			text, ok := read(filepath.Join(dir, s.file), MaxBytes)
			if !ok {
				continue
			}
			section := ""
			for line := range strings.Lines(text) {
				if name, ok := strings.CutPrefix(strings.TrimSpace(line), "["); ok {
					section = name
				}
				key, value := setting(line)
				what, ok := s.declares(section, key, value)
				if to := adapters[value]; to != "" {
					value = to
				}
				d := dialect.Find(value)
				if !ok || d == nil {
					continue
				}
				found := declaration{d.Name, fmt.Sprintf("%s says %s", s.file, what)}
				if !slices.ContainsFunc(out, func(d declaration) bool { return d.dialect == found.dialect }) {
					out = append(out, found)
				}
			}
		}
	}
	return out
}

// setting reads key = value or key: value, in quotes or not.
func setting(line string) (key, value string) {
	i := strings.IndexAny(line, "=:")
	if i < 0 {
		return "", ""
	}
	value, _, _ = strings.Cut(line[i+1:], "#")
	return strings.Trim(line[:i], " \t-"), strings.Trim(value, " \t\r\n\"'")
}

// around are the folders where settings for the files may be, each once.
func around(folder string, files []walk.File) []string {
	seen := map[string]bool{}
	var out []string
	add := func(dir string) bool {
		if seen[dir] {
			return false
		}
		seen[dir] = true
		out = append(out, dir)
		return true
	}
	root, err := filepath.Abs(folder)
	if err != nil {
		return nil
	}
	add(root)
	for _, f := range files {
		path, err := filepath.Abs(f.Path)
		if err != nil {
			continue
		}
		for dir := filepath.Dir(path); strings.HasPrefix(dir, root) && add(dir); dir = filepath.Dir(dir) {
		}
	}
	for _, dir := range above(root) {
		add(dir)
	}
	return out
}

// above are the folders around one, up to that of the repository; none where it is in no repository.
func above(folder string) []string {
	var out []string
	for dir := folder; ; {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return out
		}
		up := filepath.Dir(dir)
		if up == dir {
			return nil
		}
		dir = up
		out = append(out, dir)
	}
}
