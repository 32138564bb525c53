package trace

import (
	"bufio"
	"fmt"
	"io"
	"time"
)

// The documents that describe the events: https://openlineage.io/docs/spec/object-model.
const (
	producer            = "https://github.com/sqlsteward/sqlsteward"
	eventSchema         = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent"
	columnsSchema       = "https://openlineage.io/spec/facets/1-1-1/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet"
	columnLineageSchema = "https://openlineage.io/spec/facets/1-2-0/ColumnLineageDatasetFacet.json#/$defs/ColumnLineageDatasetFacet"
)

type olEvent struct {
	EventTime string      `json:"eventTime"`
	Producer  string      `json:"producer"`
	SchemaURL string      `json:"schemaURL"`
	Job       olJob       `json:"job"`
	Inputs    []olDataset `json:"inputs"`
	Outputs   []olDataset `json:"outputs"`
}

type olJob struct {
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
}

type olDataset struct {
	Namespace string    `json:"namespace"`
	Name      string    `json:"name"`
	Facets    *olFacets `json:"facets,omitempty"`
}

type olFacets struct {
	Schema        *olSchema        `json:"schema,omitempty"`
	ColumnLineage *olColumnLineage `json:"columnLineage,omitempty"`
}

type olFacet struct {
	Producer  string `json:"_producer"`
	SchemaURL string `json:"_schemaURL"`
}

type olSchema struct {
	olFacet
	Fields []olField `json:"fields"`
}

type olField struct {
	Name string `json:"name"`
}

type olColumnLineage struct {
	olFacet
	Fields map[string]olInputs `json:"fields"`
	// Dataset are the columns that decide which rows there are and how they are grouped and sorted.
	Dataset []olInput `json:"dataset,omitempty"`
}

type olInputs struct {
	InputFields []olInput `json:"inputFields"`
}

type olInput struct {
	Namespace       string             `json:"namespace"`
	Name            string             `json:"name"`
	Field           string             `json:"field"`
	Transformations []olTransformation `json:"transformations"`
}

type olTransformation struct {
	Type    string `json:"type"` // DIRECT or INDIRECT
	Subtype string `json:"subtype"`
	Masking bool   `json:"masking"`
}

// WriteOpenLineage writes an event of OpenLineage for each statement that makes or fills a relation, one a line: what
// its job reads and writes, with the lineage of its columns as far as their names are known. The namespace is that of
// all datasets and jobs; the time is that of the analysis. The statements were traced in steps.
func WriteOpenLineage(w io.Writer, statements []Statement, namespace string, at time.Time) error {
	out := bufio.NewWriter(w)
	events := encoder(out)
	for i := range statements {
		s := &statements[i]
		event := olEvent{
			EventTime: at.UTC().Format(time.RFC3339), Producer: producer, SchemaURL: eventSchema,
			Job:    olJob{namespace, fmt.Sprintf("%s:%d", s.File, s.line)},
			Inputs: []olDataset{}, Outputs: []olDataset{},
		}
		for _, m := range s.made {
			if m.relation != "" {
				event.Outputs = append(event.Outputs, s.output(m, namespace))
			}
		}
		if len(event.Outputs) == 0 {
			continue
		}
		var names []string
		for _, r := range s.Reads {
			if before := len(names); len(add(names, r.Relation)) > before {
				names = append(names, r.Relation)
				event.Inputs = append(event.Inputs, olDataset{Namespace: namespace, Name: r.Relation})
			}
		}
		if err := events.Encode(event); err != nil {
			return err
		}
	}
	return out.Flush()
}

// output is a relation that a statement makes, with its columns. One whose name is not known is left out.
func (s *Statement) output(m made, namespace string) olDataset {
	schema := &olSchema{olFacet: olFacet{producer, columnsSchema}, Fields: []olField{}}
	lineage := &olColumnLineage{olFacet: olFacet{producer, columnLineageSchema}, Fields: map[string]olInputs{}}
	for _, c := range m.columns {
		if c.Name == "" || c.Name == "*" {
			continue
		}
		schema.Fields = append(schema.Fields, olField{c.Name})
		inputs := []olInput{}
		for _, f := range c.From {
			if f.Column != "*" {
				inputs = append(inputs, olInput{namespace, f.Relation, f.Column, []olTransformation{direct[f.Via]}})
			}
		}
		lineage.Fields[c.Name] = olInputs{inputs}
	}
	for _, u := range s.Uses {
		if u.Column != "*" {
			lineage.Dataset = append(lineage.Dataset, olInput{namespace, u.Relation, u.Column, []olTransformation{
				{Type: "INDIRECT", Subtype: indirect[u.Role]},
			}})
		}
	}
	return olDataset{namespace, m.relation, &olFacets{schema, lineage}}
}

// direct are OpenLineage's words for how a value gets into a column.
var direct = map[string]olTransformation{
	"copy":       {Type: "DIRECT", Subtype: "IDENTITY"},
	"expression": {Type: "DIRECT", Subtype: "TRANSFORMATION"},
	"aggregate":  {Type: "DIRECT", Subtype: "AGGREGATION"},
	"mask":       {Type: "DIRECT", Subtype: "TRANSFORMATION", Masking: true},
}

// indirect are OpenLineage's words for roles.
var indirect = map[string]string{
	"filter": "FILTER", "having": "FILTER", "join": "JOIN", "group": "GROUP_BY", "order": "SORT", "window": "WINDOW",
}
