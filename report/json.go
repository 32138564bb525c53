package report

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/source"
)

// The types below are the contract of --format json: their fields are its keys, in its order. Offsets are bytes,
// lines and columns count from 1, columns are characters, and ends are exclusive. Lists are never null.

type jsonResult struct {
	Version  int           `json:"version"`
	Tool     string        `json:"tool"`
	Summary  jsonSummary   `json:"summary"`
	Findings []jsonFinding `json:"findings"`
	Gaps     []jsonGap     `json:"gaps"`
	Skipped  []jsonSkipped `json:"skipped"`
	Errors   []jsonError   `json:"errors"`
}

type jsonSummary struct {
	Files      int        `json:"files"`
	Statements int        `json:"statements"`
	Complete   int        `json:"complete"`
	Partial    int        `json:"partial"`
	Invalid    int        `json:"invalid"`
	Other      int        `json:"other"`
	Findings   jsonCounts `json:"findings"`
	Suppressed int        `json:"suppressed"`
	Baselined  int        `json:"baselined"`
}

type jsonCounts struct {
	Error   int `json:"error"`
	Warning int `json:"warning"`
	Info    int `json:"info"`
}

type jsonFinding struct {
	Rule        string        `json:"rule"`
	Severity    string        `json:"severity"`
	Message     string        `json:"message"`
	File        string        `json:"file"`
	Statement   int           `json:"statement"`
	Start       int32         `json:"start"`
	End         int32         `json:"end"`
	Line        int           `json:"line"`
	Column      int           `json:"column"`
	EndLine     int           `json:"end_line"`
	EndColumn   int           `json:"end_column"`
	Fingerprint string        `json:"fingerprint"`
	Related     []jsonRelated `json:"related"`
	Fixes       []jsonFix     `json:"fixes"`
}

type jsonRelated struct {
	Message string `json:"message"`
	File    string `json:"file"`
	Start   int32  `json:"start"`
	End     int32  `json:"end"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
}

type jsonFix struct {
	Title    string     `json:"title"`
	Safety   string     `json:"safety"`
	Evidence string     `json:"evidence"`
	Assumes  []string   `json:"assumes"`
	Edits    []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	Start int32  `json:"start"`
	End   int32  `json:"end"`
	Text  string `json:"text"`
}

type jsonGap struct {
	File   string `json:"file"`
	Start  int32  `json:"start"`
	End    int32  `json:"end"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Reason string `json:"reason"`
}

type jsonSkipped struct {
	Rule   string `json:"rule"`
	Reason string `json:"reason"`
}

type jsonError struct {
	File    string `json:"file"`
	Message string `json:"message"`
}

type jsonAnswer struct {
	ID       json.RawMessage `json:"id"`
	Summary  jsonSummary     `json:"summary"`
	Findings []jsonFinding   `json:"findings"`
	Gaps     []jsonGap       `json:"gaps"`
}

type jsonRefusal struct {
	ID    json.RawMessage `json:"id"`
	Line  int             `json:"line"`
	Error string          `json:"error"`
}

// AppendLine appends the answer to one request of --input jsonl: one line of JSON with its line break. The id is the
// request's own, as it came; nil, or bytes that are not JSON, are answered as null.
func AppendLine(dst []byte, id []byte, result *lint.Result) []byte {
	return appendLine(dst, jsonAnswer{
		ID: rawID(id), Summary: summaryJSON(result.Summary), Findings: findingsJSON(result.Findings), Gaps: gapsJSON(result.Gaps),
	})
}

// AppendLineError appends the answer to a request of --input jsonl that cannot be answered. The line counts from 1;
// the id is as in AppendLine.
func AppendLineError(dst []byte, id []byte, line int, message string) []byte {
	return appendLine(dst, jsonRefusal{ID: rawID(id), Line: line, Error: message})
}

func rawID(id []byte) json.RawMessage {
	if !json.Valid(id) {
		return json.RawMessage("null")
	}
	return id
}

func appendLine(dst []byte, v any) []byte {
	buf := bytes.NewBuffer(dst)
	if err := encoder(buf).Encode(v); err != nil {
		panic(err) // strings, numbers and a checked id always encode, and a buffer takes all
	}
	return buf.Bytes()
}

func writeJSON(w io.Writer, result *lint.Result, version string) error {
	out := jsonResult{
		Version:  1,
		Tool:     tool(version),
		Summary:  summaryJSON(result.Summary),
		Findings: findingsJSON(result.Findings),
		Gaps:     gapsJSON(result.Gaps),
		Skipped:  make([]jsonSkipped, 0, len(result.Skipped)),
		Errors:   make([]jsonError, 0, len(result.Errors)),
	}
	for _, s := range result.Skipped {
		out.Skipped = append(out.Skipped, jsonSkipped(s))
	}
	for _, e := range result.Errors {
		out.Errors = append(out.Errors, jsonError(e))
	}
	enc := encoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

// encoder writes JSON with <, > and & as they are: SQL is full of them, and no browser reads this as HTML.
func encoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

func tool(version string) string {
	if version == "" {
		return "sqlsteward"
	}
	return "sqlsteward " + version
}

func summaryJSON(s lint.Summary) jsonSummary {
	return jsonSummary{
		Files: s.Files, Statements: s.Statements,
		Complete: s.Complete, Partial: s.Partial, Invalid: s.Invalid, Other: s.Other,
		Findings:   jsonCounts{s.Findings[lint.Error], s.Findings[lint.Warning], s.Findings[lint.Info]},
		Suppressed: s.Suppressed, Baselined: s.Baselined,
	}
}

func findingsJSON(findings []lint.Finding) []jsonFinding {
	out := make([]jsonFinding, 0, len(findings))
	for i := range findings {
		f := &findings[i]
		start, end := f.File.Position(f.Span.Start), f.File.Position(f.Span.End)
		out = append(out, jsonFinding{
			Rule: f.Rule, Severity: f.Severity.String(), Message: f.Text(),
			File: f.File.Path, Statement: f.Statement,
			Start: f.Span.Start, End: f.Span.End,
			Line: start.Line, Column: start.Column, EndLine: end.Line, EndColumn: end.Column,
			Fingerprint: f.Fingerprint,
			Related:     relatedJSON(f.Related),
			Fixes:       fixesJSON(f.Fixes),
		})
	}
	return out
}

func relatedJSON(related []lint.Related) []jsonRelated {
	out := make([]jsonRelated, 0, len(related))
	for _, r := range related {
		at := r.File.Position(r.Span.Start)
		out = append(out, jsonRelated{r.Message, r.File.Path, r.Span.Start, r.Span.End, at.Line, at.Column})
	}
	return out
}

func fixesJSON(fixes []lint.Fix) []jsonFix {
	out := make([]jsonFix, 0, len(fixes))
	for _, f := range fixes {
		out = append(out, jsonFix{
			Title: f.Title, Safety: f.Safety.String(), Evidence: f.Evidence.String(),
			Assumes: append([]string{}, f.Assumes...),
			Edits:   editsJSON(f.Edits),
		})
	}
	return out
}

func editsJSON(edits []source.Edit) []jsonEdit {
	out := make([]jsonEdit, 0, len(edits))
	for _, e := range edits {
		out = append(out, jsonEdit{e.Start, e.End, e.Text})
	}
	return out
}

func gapsJSON(gaps []lint.Gap) []jsonGap {
	out := make([]jsonGap, 0, len(gaps))
	for _, g := range gaps {
		out = append(out, jsonGap{g.Path, g.Start, g.End, g.From.Line, g.From.Column, g.Reason})
	}
	return out
}
