// Command privacyfigures measures how well privacy.Recognise tells by its name whether a column is personal data, and of
// which class. It reads the labelled columns of privacy/testdata; and privacy/columns.jsonl in the folder that
// SQLSTEWARD_CORPORA names, if it is there, with its own labels and with ours (adjudicated.tsv):
//
//	go run ./internal/privacyfigures -v
//
// With -v it lists what is not as labelled.
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/privacy"
)

func main() {
	data := flag.String("data", "privacy/testdata", "the folder with the labelled columns")
	verbose := flag.Bool("v", false, "list what is not as labelled")
	flag.Parse()
	if err := report(*data, os.Getenv("SQLSTEWARD_CORPORA"), *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "privacyfigures:", err)
		os.Exit(1)
	}
}

func report(data, corpora string, verbose bool) error {
	var sets []set
	for _, file := range []string{"labelled.tsv", "columns.tsv"} {
		s, err := labelled(filepath.Join(data, file))
		if err != nil {
			return err
		}
		sets = append(sets, s)
	}
	if corpora != "" {
		raw, adjudicated, err := corpus(filepath.Join(corpora, "privacy", "columns.jsonl"), filepath.Join(data, "adjudicated.tsv"))
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return err
		default:
			sets = append(sets, raw, adjudicated)
		}
	}
	fmt.Printf("%-34s %7s %9s %10s %7s %12s\n", "", "columns", "personal", "precision", "recall", "right class")
	for _, s := range sets {
		f := measure(s)
		for _, language := range slices.Sorted(maps.Keys(f.languages)) {
			if len(f.languages) > 1 {
				f.languages[language].print(s.name + " " + language)
			}
		}
		f.all.print(s.name)
		for _, d := range f.differences {
			if verbose {
				fmt.Println("   ", d)
			}
		}
	}
	return nil
}

// A column is labelled with its class: "" for none, and user where it is not said which.
type column struct {
	relation, name string
	class          privacy.Class
	language       string
}

type set struct {
	name    string
	columns []column
}

// labelled reads a file of lines with relation, column, class or "-", and language.
func labelled(path string) (set, error) {
	s := set{name: filepath.Base(path)}
	err := table(path, func(f [4]string) {
		s.columns = append(s.columns, column{f[0], f[1], class(f[2]), f[3]})
	})
	return s, err
}

func class(label string) privacy.Class {
	if label == "-" {
		return ""
	}
	return privacy.Class(label)
}

// table reads lines of four fields between tabs, the third of which is a class or "-".
func table(path string, add func([4]string)) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	number := 0
	for line := range strings.Lines(string(text)) {
		number++
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 4 {
			return fmt.Errorf("%s:%d: %d fields, 4 are wanted", path, number, len(f))
		}
		if f[2] != "-" && !privacy.Class(f[2]).Known() {
			return fmt.Errorf("%s:%d: no class is called %s", path, number, f[2])
		}
		add([4]string(f))
	}
	return nil
}

// corpus reads a corpus of labelled columns, each pair of table and column once: with its own labels, where it has some,
// and with ours in their place, where we have another opinion.
func corpus(path, adjudicated string) (raw, ours set, err error) {
	type pair struct{ relation, name string }
	verdicts := map[pair]privacy.Class{}
	err = table(adjudicated, func(f [4]string) { verdicts[pair{f[0], f[1]}] = class(f[2]) })
	if err != nil {
		return raw, ours, err
	}
	file, err := os.Open(path)
	if err != nil {
		return raw, ours, err
	}
	defer file.Close()
	raw.name, ours.name = "corpus, its labels", "corpus, adjudicated"
	seen := map[pair]bool{}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var l struct {
			Table, Column string
			Personal      *bool `json:"is_pii"`
		}
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return raw, ours, fmt.Errorf("%s: %w", path, err)
		}
		key := pair{l.Table, l.Column}
		if seen[key] {
			continue
		}
		seen[key] = true
		c := column{relation: l.Table, name: l.Column, language: "en"}
		if l.Personal != nil {
			if *l.Personal {
				c.class = "user"
			}
			raw.columns = append(raw.columns, c)
		}
		verdict, differs := verdicts[key]
		if differs {
			c.class = verdict
		}
		if differs || l.Personal != nil {
			ours.columns = append(ours.columns, c)
		}
	}
	return raw, ours, lines.Err()
}

// score counts columns by what they are and what they are taken for.
type score struct {
	right, wrong, missed, silent int
	otherClass                   int // of the right ones, those in another class than the labelled
}

func (s score) precision() float64  { return float64(s.right) / float64(s.right+s.wrong) }
func (s score) recall() float64     { return float64(s.right) / float64(s.right+s.missed) }
func (s score) rightClass() float64 { return float64(s.right-s.otherClass) / float64(s.right) }
func (s score) personal() int       { return s.right + s.missed }
func (s score) columns() int        { return s.personal() + s.wrong + s.silent }

func (s score) print(name string) {
	fmt.Printf("%-34s %7d %9d %10.3f %7.3f %12.3f\n", name, s.columns(), s.personal(), s.precision(), s.recall(), s.rightClass())
}

func (s *score) add(wanted, got privacy.Class) (difference string) {
	switch {
	case wanted == "" && got == "":
		s.silent++
	case wanted == "":
		s.wrong++
		return fmt.Sprintf("is none, not %s", got)
	case got == "":
		s.missed++
		return fmt.Sprintf("is %s", wanted)
	default:
		s.right++
		if wanted != "user" && got != wanted {
			s.otherClass++
			return fmt.Sprintf("is %s, not %s", wanted, got)
		}
	}
	return ""
}

type figures struct {
	all         score
	languages   map[string]score
	differences []string
}

func measure(s set) figures {
	f := figures{languages: map[string]score{}}
	for _, c := range s.columns {
		m, _ := privacy.Recognise(c.relation, c.name)
		l := f.languages[c.language]
		l.add(c.class, m.Class)
		f.languages[c.language] = l
		if d := f.all.add(c.class, m.Class); d != "" {
			f.differences = append(f.differences, fmt.Sprintf("%-45s %s", c.relation+"."+c.name, d))
		}
	}
	slices.SortFunc(f.differences, cmp.Compare[string])
	return f
}
