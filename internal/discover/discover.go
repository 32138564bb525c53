// Package discover finds out from SQL files, and the settings of other tools beside them, what a first settings file should say: the dialect, and which schemas look
// like copies of production databases. It proposes, with what it counted; whether that is right is for a person to say.
package discover

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/catalog/tomldoc"
	"github.com/sqlsteward/sqlsteward/internal/walk"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

// The sample that is looked at, spread evenly over the files.
const (
	MaxFiles = 400
	MaxBytes = 4 << 20 // of all files together; larger ones are left out
)

// Folder looks at a sample of a folder's files, and at the settings of other tools around them. Files that cannot be
// read or are large are left out: checking them says so.
func Folder(folder string, files []walk.File) Finding {
	var sample []*source.File
	left := int64(MaxBytes)
	for _, i := range Sample(len(files)) {
		text, ok := read(files[i].Path, left)
		if !ok {
			continue
		}
		left -= int64(len(text))
		sample = append(sample, source.NewFile(files[i].Name, text))
	}
	return look(sample, declarations(folder, files))
}

// read reads a file of at most so many bytes.
func read(path string, most int64) (string, bool) {
	f, err := os.Open(path)
	if err != nil {
		return "", false
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, most+1))
	return string(text), err == nil && int64(len(text)) <= most
}

// Sample chooses which of so many files to look at, in order.
func Sample(files int) []int {
	n := min(files, MaxFiles)
	out := make([]int, n)
	for i := range out {
		out[i] = i * files / n
	}
	return out
}

// Finding is what was found out.
type Finding struct {
	Files   int
	Dialect string
	Why     string // for the dialect
	Schemas []Schema
}

// A Schema is where relations are read from.
type Schema struct {
	Name      string // as first written: "raw", "prod.public"
	Queries   int    // statements that read from it
	Relations int    // different ones
	Looks     Looks
}

// Looks is what a schema's name suggests.
type Looks uint8

// What names suggest.
const (
	LooksUnknown Looks = iota
	LooksRaw           // a copy of a production database or of what a vendor delivers
	LooksStaging       // cleaned, but not for everybody
	LooksDerived       // made for analysis
)

// look finds out what a sample of files tells.
func look(files []*source.File, declared []declaration) Finding {
	f := Finding{Files: len(files)}
	f.Dialect, f.Why = chooseDialect(files, declared)
	f.Schemas = schemas(files, dialect.Find(f.Dialect))
	return f
}

// schemas counts where queries read from, the most read first.
func schemas(files []*source.File, d *dialect.Dialect) []Schema {
	type counts struct {
		Schema
		relations map[string]bool
	}
	found := map[string]*counts{}
	empty, _ := catalog.New() // nothing is declared, so nothing can be wrong
	settings := lineage.Settings{Dialect: d, Catalog: empty, Treatment: func(string) lineage.Via { return lineage.Copy }}
	for _, f := range files {
		for _, statement := range lineage.File(parser.Parse(f, d).Statements, settings) {
			seen := map[string]bool{}
			for _, read := range statement.Reads {
				r := read.Relation
				if r == nil || r.Made != nil || len(r.Parts) < 2 {
					continue
				}
				key := strings.Join(r.Parts[:len(r.Parts)-1], ".")
				c := found[key]
				if c == nil {
					name := strings.Join(strings.Split(r.Name, ".")[:max(1, strings.Count(r.Name, "."))], ".")
					c = &counts{Schema: Schema{Name: name, Looks: looks(key)}, relations: map[string]bool{}}
					found[key] = c
				}
				c.relations[r.Parts[len(r.Parts)-1]] = true
				if !seen[key] {
					seen[key] = true
					c.Queries++
				}
			}
		}
	}
	var out []Schema
	for _, key := range slices.Sorted(maps.Keys(found)) {
		c := found[key]
		c.Schema.Relations = len(c.relations)
		out = append(out, c.Schema)
	}
	slices.SortStableFunc(out, func(a, b Schema) int { return cmp.Compare(b.Queries, a.Queries) })
	return out
}

// Words of schema names, by what they suggest. They are habits of data teams and the defaults of loaders.
var lookWords = map[string]Looks{
	"raw": LooksRaw, "replica": LooksRaw, "prod": LooksRaw, "production": LooksRaw, "public": LooksRaw, "landing": LooksRaw,
	"ods": LooksRaw, "source": LooksRaw, "sources": LooksRaw, "src": LooksRaw, "ingest": LooksRaw, "ingestion": LooksRaw,
	"fivetran": LooksRaw, "airbyte": LooksRaw, "stitch": LooksRaw, "hevo": LooksRaw, "segment": LooksRaw, "cdc": LooksRaw,
	"dump": LooksRaw, "mirror": LooksRaw, "bronze": LooksRaw, "copy": LooksRaw, "import": LooksRaw, "imports": LooksRaw,

	"staging": LooksStaging, "stage": LooksStaging, "stg": LooksStaging, "silver": LooksStaging, "intermediate": LooksStaging,

	"analytics": LooksDerived, "mart": LooksDerived, "marts": LooksDerived, "dwh": LooksDerived, "dw": LooksDerived,
	"warehouse": LooksDerived, "reporting": LooksDerived, "reports": LooksDerived, "bi": LooksDerived, "gold": LooksDerived,
	"core": LooksDerived, "curated": LooksDerived, "derived": LooksDerived, "metrics": LooksDerived,
}

// looks goes by the last part of a schema's name first, and there by the words that say what it is a copy of: a staging
// of production is a copy.
func looks(key string) Looks {
	parts := strings.Split(key, ".")
	for _, part := range slices.Backward(parts) {
		best := LooksUnknown
		for word := range strings.FieldsFuncSeq(part, func(r rune) bool { return r == '_' || r == '-' }) {
			if l := lookWords[word]; l != LooksUnknown && (best == LooksUnknown || l < best) {
				best = l
			}
		}
		if best != LooksUnknown {
			return best
		}
	}
	return LooksUnknown
}

// maxSchemas is how many schemas the settings name.
const maxSchemas = 12

// Settings is the text of a first sqlsteward.toml: what was found out, as proposals for a person to confirm. Only the
// dialect takes effect.
func (f Finding) Settings() string {
	var b strings.Builder
	b.WriteString("# Settings of sqlsteward for the SQL below this folder. sqlsteward check obeys the nearest such file.\n\n")
	fmt.Fprintf(&b, "# How the SQL is read, as one of\n%s", listed(dialect.Names()))
	fmt.Fprintf(&b, "# Chosen from %s:\n#   %s\n", count(f.Files, "file"), f.Why)
	fmt.Fprintf(&b, "dialect = %s\n\n", tomldoc.Quote(f.Dialect))
	b.WriteString("# How strict the defaults are: informed shows the debt, driven asks to act on it, led holds the line.\n")
	b.WriteString("stage = \"informed\"\n\n")
	b.WriteString("# What is not checked, as patterns relative to this folder.\n# exclude = [\"archive/**\"]\n\n")
	b.WriteString("# Rules whose severity or options differ from their defaults; sqlsteward rules lists them.\n")
	b.WriteString("# [rules]\n# raw-table = \"error\"\n# monster-query = { joins = 10 }\n\n")
	f.layers(&b)
	b.WriteString(`
# A dataset to read instead of a raw table. With it, raw-table shows the way, and fixes what can be fixed.
# [[dataset]]
# name     = "analytics.fct_orders"
# owner    = "data-platform"
# replaces = "raw.orders"
# rows     = "same"             # one row for each of raw.orders, none dropped
#   [[dataset.column]]
#   name = "amount_usd"
#   from = "amount_cents / 100.0" # in the terms of raw.orders
`)
	return b.String()
}

// listed is a list of names in lines of comments.
func listed(names []string) string {
	const width = 100 // characters
	var b strings.Builder
	line := "#  "
	for i, name := range names {
		if i < len(names)-1 {
			name += ","
		}
		if len(line)+1+len(name) > width {
			b.WriteString(line + "\n")
			line = "#  "
		}
		line += " " + name
	}
	return b.String() + line + "\n"
}

func (f Finding) layers(b *strings.Builder) {
	b.WriteString("# Which schemas are copies of production tables, and which are made for analysis. Only you know: a schema's name\n")
	b.WriteString("# suggests it and no more. Check these lines, and remove the # in front of them.\n")
	if len(f.Schemas) == 0 {
		b.WriteString("# No query names the schema that it reads from.\n# [layers]\n# raw     = [\"raw.*\"]\n# derived = [\"analytics.*\"]\n")
		return
	}
	b.WriteString("# [layers]\n")
	for _, layer := range []struct {
		name  string
		looks Looks
	}{{"raw", LooksRaw}, {"staging", LooksStaging}, {"derived", LooksDerived}} {
		var patterns, counts []string
		for _, s := range f.Schemas {
			if s.Looks == layer.looks && len(patterns) < maxSchemas {
				patterns = append(patterns, tomldoc.Quote(s.Name+".*"))
				counts = append(counts, s.counted())
			}
		}
		if len(patterns) > 0 {
			fmt.Fprintf(b, "# %-7s = [%s]\n", layer.name, strings.Join(patterns, ", "))
			for _, c := range counts {
				fmt.Fprintf(b, "#   %s\n", c)
			}
		}
	}
	shown := 0
	for _, s := range f.Schemas {
		if s.Looks != LooksUnknown {
			continue
		}
		if shown == 0 {
			b.WriteString("# Their names tell nothing:\n")
		}
		if shown++; shown > maxSchemas {
			b.WriteString("#   and more\n")
			return
		}
		fmt.Fprintf(b, "#   %s\n", s.counted())
	}
}

// counted says what was counted of a schema, on one line.
func (s Schema) counted() string {
	verb := "read"
	if s.Queries == 1 {
		verb = "reads"
	}
	return fmt.Sprintf("%s %s %s of %s", count(s.Queries, "statement"), verb, count(s.Relations, "table"), tomldoc.Quote(s.Name))
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Words says what was found out, in a few lines for the person who asked.
func (f Finding) Words() string {
	var b strings.Builder
	fmt.Fprintf(&b, "dialect %s: %s\n", f.Dialect, f.Why)
	var raw []string
	for _, s := range f.Schemas {
		if s.Looks == LooksRaw && len(raw) < 3 {
			raw = append(raw, s.counted())
		}
	}
	if len(raw) > 0 {
		fmt.Fprintf(&b, "raw tables, by their names: %s\n", strings.Join(raw, "; "))
	}
	return b.String()
}
