package trace

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// WriteJSON writes statements as one JSON object.
func WriteJSON(w io.Writer, statements []Statement) error {
	if statements == nil {
		statements = []Statement{}
	}
	out := encoder(w)
	out.SetIndent("", "  ")
	return out.Encode(struct {
		Version    int         `json:"version"`
		Statements []Statement `json:"statements"`
	}{1, statements})
}

// WriteJSON writes what leads to a column and away from it as one JSON object.
func (g *Graph) WriteJSON(w io.Writer, n Node, ways Ways) error {
	part := struct {
		Version    int    `json:"version"`
		Relation   string `json:"relation"`
		Column     string `json:"column"`
		Upstream   []Step `json:"upstream,omitempty"`
		Downstream []Step `json:"downstream,omitempty"`
		Uses       []Used `json:"uses,omitempty"`
	}{Version: 1, Relation: n.Relation, Column: n.Column, Uses: g.Uses(n)}
	if ways.Up {
		part.Upstream = g.Walk(n, false)
	}
	if ways.Down {
		part.Downstream = g.Walk(n, true)
	}
	out := encoder(w)
	out.SetIndent("", "  ")
	return out.Encode(part)
}

// AppendLine appends the answer to one request of --input jsonl: one line of JSON with its line break. The id is the
// request's own, as it came; null stands for one that is not JSON.
func AppendLine(dst, id []byte, statements []Statement) []byte {
	if !json.Valid(id) {
		id = []byte("null")
	}
	if statements == nil {
		statements = []Statement{}
	}
	buf := bytes.NewBuffer(dst)
	err := encoder(buf).Encode(struct {
		ID         json.RawMessage `json:"id"`
		Statements []Statement     `json:"statements"`
	}{id, statements})
	if err != nil {
		panic(err) // strings, numbers and a checked id always encode, and a buffer takes all
	}
	return buf.Bytes()
}

func encoder(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}

// WriteText writes statements for people: what each yields and where that comes from, and what it uses besides.
func WriteText(w io.Writer, statements []Statement) error {
	out := bufio.NewWriter(w)
	t := text{out}
	file := ""
	for i := range statements {
		s := &statements[i]
		if s.File != file {
			if file != "" {
				t.line("")
			}
			file = s.File
			t.line("%s", file)
		}
		t.statement(s)
	}
	return out.Flush()
}

type text struct{ *bufio.Writer }

// line writes a line. Errors show when the writer is flushed.
func (t text) line(format string, args ...any) { _, _ = fmt.Fprintf(t, format+"\n", args...) }

func (t text) statement(s *Statement) {
	if s.State == "other" && len(s.Reads) == 0 && len(s.Writes) == 0 {
		return
	}
	state := ""
	if s.State != "complete" && s.State != "other" {
		state = ", " + s.State
	}
	t.line("  statement %d: %s%s", s.Statement, s.Kind, state)
	t.relations("reads", s.Reads)
	t.relations("writes", s.Writes)
	width := 0
	for _, c := range s.Columns {
		width = max(width, min(len([]rune(c.shown())), widest))
	}
	for _, c := range s.Columns {
		t.line("    %-*s  %s", width, c.shown(), c.origin())
	}
	for _, role := range []string{"filter", "join", "group", "having", "window", "order"} {
		var names []string
		for _, u := range s.Uses {
			if u.Role == role {
				names = append(names, u.Relation+"."+u.Column)
			}
		}
		if len(names) > 0 {
			t.line("    %s by %s", role, strings.Join(names, ", "))
		}
	}
}

// widest is how many characters of a column's name others are aligned with.
const widest = 32

func (t text) relations(verb string, list []Relation) {
	var names []string
	for _, r := range list {
		names = add(names, r.Relation)
	}
	if len(names) > 0 {
		t.line("    %s %s", verb, strings.Join(names, ", "))
	}
}

func (c *Column) shown() string {
	if c.Name == "" {
		return "(no name)"
	}
	return c.Name
}

// origin says where a column comes from.
func (c *Column) origin() string {
	var b strings.Builder
	b.WriteString("<- ")
	via := ""
	for i, f := range c.From {
		if i > 0 {
			b.WriteString(", ")
		}
		if f.Via != via && f.Via != "copy" {
			b.WriteString(f.Via + " of ")
		}
		via = f.Via
		b.WriteString(f.Relation + "." + f.Column)
	}
	switch {
	case len(c.From) == 0 && c.Known:
		return "<- no column"
	case len(c.From) == 0:
		return "<- not known: " + c.Reason
	case !c.Known:
		b.WriteString(" (not known for certain: " + c.Reason + ")")
	}
	return b.String()
}
