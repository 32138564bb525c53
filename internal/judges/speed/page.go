package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"text/template"
	"time"

	"github.com/google/pprof/profile"

	"github.com/sqlsteward/sqlsteward/internal/bench"
)

// render is the table in Markdown.
func render(rows []*row) string {
	var b strings.Builder
	b.WriteString("| judge | read as | kB | its parse | our lex | our parse | our check | parse, ratio | check, ratio |\n")
	b.WriteString("|---|---|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, r := range rows {
		size := 0
		for _, f := range r.files {
			size += len(f)
		}
		fmt.Fprintf(&b, "| %s | %s | %d | %.1f | %.1f | %.1f | %.1f | %.2f | %.2f |\n", r.judge.Name, r.dialect.Name, size/1000,
			r.theirs.best, r.lex.best, r.parse.best, r.check.best, r.parse.best/r.theirs.best, r.check.best/r.theirs.best)
	}
	return b.String()
}

// growth is the table of how time and memory grow with statements that are long in one direction.
func growth() string {
	var b strings.Builder
	b.WriteString("| statement | size | traced in ms | MB | at twice the size | MB | checked in ms | MB | at twice the size | MB |\n")
	b.WriteString("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, s := range bench.Shapes {
		fmt.Fprintf(&b, "| %s | %d |", s.Name, s.Size)
		for _, of := range []func(int) func(){s.Tracing, s.Checking} {
			for _, size := range []int{s.Size, 2 * s.Size} {
				run := of(size)
				fmt.Fprintf(&b, " %.1f | %.1f |", bench.Least(7, run).Seconds()*1000, float64(bench.Allocated(run))/1e6)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// profiled is the share of each phase, and of the functions that take most, when all files but those read as MySQL are
// checked.
func profiled(rows []*row) (string, error) {
	var buf bytes.Buffer
	if err := pprof.StartCPUProfile(&buf); err != nil {
		return "", err
	}
	for start := time.Now(); time.Since(start) < 10*time.Second; {
		for _, r := range rows {
			if r.dialect.TiDB {
				continue
			}
			for _, f := range r.files {
				r.check.do(f)
			}
		}
	}
	pprof.StopCPUProfile()
	p, err := profile.Parse(&buf)
	if err != nil {
		return "", err
	}
	return shares(p), nil
}

// phases are what a sample belongs to, by the innermost function of ours; the tree's own are left to who called them.
var phases = []struct{ name, in string }{
	{"lexing", "parser/token."},
	{"the catalog", "sqlsteward/catalog."},
	{"the rewriting of queries", "sqlsteward/rewrite."},
	{"lineage", "sqlsteward/lineage."},
	{"the recognition of personal data", "sqlsteward/privacy."},
	{"rules", "sqlsteward/rules."},
	{"the running of rules", "sqlsteward/lint."},
	{"parsing", "sqlsteward/parser."},
	{"parsing", "parser/grammar."},
	{"parsing", "parser/template."},
	{"parsing", "parser/dialect."},
}

const (
	module    = "github.com/sqlsteward/sqlsteward/"
	elsewhere = "garbage collection, and the runtime beside"
)

// types are those of a generic function.
var types = regexp.MustCompile(`\[.*\]`)

// phaseOf is the phase that a function belongs to, or "".
func phaseOf(function string) string {
	for _, p := range phases {
		if strings.HasPrefix(function, module[:len(module)-1]) && strings.Contains(function, p.in) {
			return p.name
		}
	}
	return ""
}

// shares are the tables of phases and functions.
func shares(p *profile.Profile) string {
	byPhase, byFunction, all := map[string]int64{}, map[string]int64{}, int64(0)
	for _, s := range p.Sample {
		n := s.Value[len(s.Value)-1]
		all += n
		phase, function := "", ""
		for _, l := range s.Location {
			for _, line := range l.Line {
				name := types.ReplaceAllString(line.Function.Name, "")
				if function == "" && strings.HasPrefix(name, module) {
					function = strings.TrimPrefix(name, module)
				}
				if phase == "" {
					phase = phaseOf(name)
				}
			}
		}
		if phase == "" {
			phase = elsewhere
		}
		byPhase[phase] += n
		if function != "" {
			byFunction[function] += n
		}
	}
	var b strings.Builder
	b.WriteString("| phase | share |\n|---|--:|\n")
	top(&b, byPhase, all, len(byPhase), "| %s | %.1f%% |\n")
	b.WriteString("\nThe functions that take most, with what they call in Go's own packages:\n\n| function | share |\n|---|--:|\n")
	top(&b, byFunction, all, 15, "| `%s` | %.1f%% |\n")
	return b.String()
}

// top prints the most of a map, largest first.
func top(b *strings.Builder, of map[string]int64, all int64, most int, format string) {
	var keys []string
	for k := range of {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(x, y string) int { return int(of[y] - of[x]) })
	for _, k := range keys[:min(most, len(keys))] {
		fmt.Fprintf(b, format, k, 100*float64(of[k])/float64(all))
	}
}

//go:embed benchmarks.md.tmpl
var text string

// write makes the page.
func write(path, table, growth, profile string) error {
	var b bytes.Buffer
	err := template.Must(template.New("page").Parse(text)).Execute(&b, map[string]string{
		"Table": table, "Growth": growth, "Profile": profile, "Go": runtime.Version(), "CPU": cpu(), "Platform": runtime.GOOS + "/" + runtime.GOARCH,
	})
	if err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}

// cpu is what the machine calls its processor, where it tells.
func cpu() string {
	info, _ := os.ReadFile("/proc/cpuinfo") // on Linux alone
	for line := range strings.Lines(string(info)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "a processor that does not tell its name"
}
