package report

import (
	"io"
	"net/url"
	"path"
	"strings"
	"unicode"

	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/source"
)

// The types below are the part of SARIF 2.1.0 that a linter fills, named as the standard names them.
// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	sarifHome   = "https://github.com/sqlsteward/sqlsteward"
	// sarifRoot names the folder that paths are relative to; who reads the log knows where that is.
	sarifRoot = "%SRCROOT%"
)

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool               sarifTool                `json:"tool"`
	Invocations        []sarifInvocation        `json:"invocations"`
	OriginalURIBaseIDs map[string]sarifArtifact `json:"originalUriBaseIds"`
	ColumnKind         string                   `json:"columnKind"`
	Results            []sarifResult            `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name           string      `json:"name"`
	Version        string      `json:"version,omitempty"`
	InformationURI string      `json:"informationUri"`
	Rules          []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID                   string             `json:"id"`
	Name                 string             `json:"name"`
	ShortDescription     *sarifMessage      `json:"shortDescription,omitempty"`
	FullDescription      *sarifMessage      `json:"fullDescription,omitempty"`
	HelpURI              string             `json:"helpUri,omitempty"`
	DefaultConfiguration sarifConfiguration `json:"defaultConfiguration"`
}

type sarifConfiguration struct {
	Level string `json:"level"`
}

type sarifMessage struct {
	Text string `json:"text"`
}

type sarifInvocation struct {
	ExecutionSuccessful            bool                `json:"executionSuccessful"`
	ToolExecutionNotifications     []sarifNotification `json:"toolExecutionNotifications"`
	ToolConfigurationNotifications []sarifNotification `json:"toolConfigurationNotifications"`
}

type sarifNotification struct {
	Level          string          `json:"level"`
	Message        sarifMessage    `json:"message"`
	Locations      []sarifLocation `json:"locations,omitempty"`
	AssociatedRule *sarifReference `json:"associatedRule,omitempty"`
}

type sarifReference struct {
	ID string `json:"id"`
}

type sarifResult struct {
	RuleID              string            `json:"ruleId"`
	RuleIndex           *int              `json:"ruleIndex,omitempty"`
	Level               string            `json:"level"`
	Message             sarifMessage      `json:"message"`
	Locations           []sarifLocation   `json:"locations"`
	RelatedLocations    []sarifLocation   `json:"relatedLocations,omitempty"`
	PartialFingerprints map[string]string `json:"partialFingerprints,omitempty"`
	Fixes               []sarifFix        `json:"fixes,omitempty"`
}

type sarifLocation struct {
	PhysicalLocation sarifPhysicalLocation `json:"physicalLocation"`
	Message          *sarifMessage         `json:"message,omitempty"`
}

type sarifPhysicalLocation struct {
	ArtifactLocation sarifArtifact `json:"artifactLocation"`
	Region           *sarifRegion  `json:"region,omitempty"`
}

type sarifArtifact struct {
	URI         string        `json:"uri,omitempty"`
	URIBaseID   string        `json:"uriBaseId,omitempty"`
	Description *sarifMessage `json:"description,omitempty"`
}

// A sarifRegion counts lines and columns from 1, columns in characters, and offsets in bytes; ends are exclusive.
type sarifRegion struct {
	StartLine   int   `json:"startLine"`
	StartColumn int   `json:"startColumn"`
	EndLine     int   `json:"endLine"`
	EndColumn   int   `json:"endColumn"`
	ByteOffset  int32 `json:"byteOffset"`
	ByteLength  int   `json:"byteLength"`
}

type sarifFix struct {
	Description     sarifMessage          `json:"description"`
	ArtifactChanges []sarifArtifactChange `json:"artifactChanges"`
}

type sarifArtifactChange struct {
	ArtifactLocation sarifArtifact      `json:"artifactLocation"`
	Replacements     []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	DeletedRegion   *sarifRegion `json:"deletedRegion"`
	InsertedContent sarifMessage `json:"insertedContent"`
}

func writeSARIF(w io.Writer, result *lint.Result, opts Options) error {
	run := sarifRun{
		Tool: sarifTool{sarifDriver{
			Name: "sqlsteward", Version: opts.Version, InformationURI: sarifHome, Rules: make([]sarifRule, 0, len(opts.Rules)),
		}},
		Invocations: []sarifInvocation{sarifInvocationOf(result)},
		OriginalURIBaseIDs: map[string]sarifArtifact{
			sarifRoot: {Description: &sarifMessage{"the folder in which sqlsteward ran"}},
		},
		ColumnKind: "unicodeCodePoints",
		Results:    make([]sarifResult, 0, len(result.Findings)),
	}
	index := make(map[string]int, len(opts.Rules))
	for i, rule := range opts.Rules {
		index[rule.Name] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			ID: rule.Name, Name: pascal(rule.Name),
			ShortDescription: optionalMessage(rule.Summary), FullDescription: optionalMessage(rule.Description),
			HelpURI: rule.URL, DefaultConfiguration: sarifConfiguration{sarifLevel(rule.Severity)},
		})
	}
	for i := range result.Findings {
		r := sarifResultOf(&result.Findings[i])
		if at, ok := index[r.RuleID]; ok {
			r.RuleIndex = &at
		}
		run.Results = append(run.Results, r)
	}
	enc := encoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

// sarifInvocationOf tells how the run went: a file that could not be checked makes it unsuccessful, a gap is a note.
func sarifInvocationOf(result *lint.Result) sarifInvocation {
	inv := sarifInvocation{
		ExecutionSuccessful:            len(result.Errors) == 0,
		ToolExecutionNotifications:     make([]sarifNotification, 0, len(result.Errors)+len(result.Gaps)),
		ToolConfigurationNotifications: make([]sarifNotification, 0, len(result.Skipped)),
	}
	for _, e := range result.Errors {
		inv.ToolExecutionNotifications = append(inv.ToolExecutionNotifications, sarifNotification{
			Level: "error", Message: sarifMessage{e.Message},
			Locations: []sarifLocation{{PhysicalLocation: sarifPhysicalLocation{ArtifactLocation: artifact(e.File)}}},
		})
	}
	for _, g := range result.Gaps {
		inv.ToolExecutionNotifications = append(inv.ToolExecutionNotifications, sarifNotification{
			Level: "note", Message: sarifMessage{"not understood: " + g.Reason},
			Locations: []sarifLocation{sarifPlace(g.Place)},
		})
	}
	for _, s := range result.Skipped {
		inv.ToolConfigurationNotifications = append(inv.ToolConfigurationNotifications, sarifNotification{
			Level: "note", Message: sarifMessage{"skipped " + s.Rule + ": " + s.Reason}, AssociatedRule: &sarifReference{s.Rule},
		})
	}
	return inv
}

func sarifResultOf(f *lint.Finding) sarifResult {
	r := sarifResult{
		RuleID: f.Rule, Level: sarifLevel(f.Severity), Message: sarifMessage{f.Text()},
		Locations: []sarifLocation{sarifLocationOf(f.File, f.Span)},
		Fixes:     sarifFixes(f),
	}
	for _, related := range f.Related {
		l := sarifLocationOf(related.File, related.Span)
		l.Message = &sarifMessage{related.Message}
		r.RelatedLocations = append(r.RelatedLocations, l)
	}
	if f.Fingerprint != "" {
		r.PartialFingerprints = map[string]string{"sqlsteward/v1": f.Fingerprint}
	}
	return r
}

// sarifFixes leaves sketches out: whoever reads the log may apply what it offers.
func sarifFixes(f *lint.Finding) []sarifFix {
	var fixes []sarifFix
	for _, fix := range f.Fixes {
		if fix.Safety == lint.ShowOnly || len(fix.Edits) == 0 {
			continue
		}
		title := fix.Safety.String() + ": " + fix.Title
		if len(fix.Assumes) > 0 {
			title += "; assumes " + strings.Join(fix.Assumes, "; ")
		}
		change := sarifArtifactChange{ArtifactLocation: artifact(f.File.Path)}
		for _, e := range fix.Edits {
			change.Replacements = append(change.Replacements, sarifReplacement{region(f.File.Place(e.Span)), sarifMessage{e.Text}})
		}
		fixes = append(fixes, sarifFix{sarifMessage{title}, []sarifArtifactChange{change}})
	}
	return fixes
}

func sarifLocationOf(file *source.File, span source.Span) sarifLocation {
	return sarifPlace(file.Place(span))
}

func sarifPlace(p source.Place) sarifLocation {
	return sarifLocation{PhysicalLocation: sarifPhysicalLocation{artifact(p.Path), region(p)}}
}

func region(p source.Place) *sarifRegion {
	return &sarifRegion{p.From.Line, p.From.Column, p.To.Line, p.To.Column, p.Start, p.Len()}
}

// artifact names a file by a URI: relative to the root that the run names, or absolute where the path is.
func artifact(name string) sarifArtifact {
	if path.IsAbs(name) {
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: name}).String()}
	}
	if len(name) > 2 && name[1] == ':' && name[2] == '/' { // a path with a drive
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: "/" + name}).String()}
	}
	return sarifArtifact{URI: (&url.URL{Path: name}).String(), URIBaseID: sarifRoot}
}

func sarifLevel(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "error"
	case lint.Warning:
		return "warning"
	case lint.Info:
		return "note"
	default:
		return "none"
	}
}

func optionalMessage(text string) *sarifMessage {
	if text == "" {
		return nil
	}
	return &sarifMessage{text}
}

// pascal spells raw-table as RawTable: the standard wants a rule's name to differ from its id.
func pascal(kebab string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(kebab, "-") {
		for i, r := range word {
			if i == 0 {
				r = unicode.ToUpper(r)
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}
