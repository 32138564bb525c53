package rules_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sqlsteward/sqlsteward/internal/example"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/rules"
)

var (
	output  = rules.Find("personal-data-output")
	stored  = rules.Find("personal-data-stored")
	literal = rules.Find("personal-data-literal")
)

// people is a catalog with one personal column, and the settings that a test puts in front.
const people = `
[[dataset]]
name = "raw.users"
  [[dataset.column]]
  name = "id"
  [[dataset.column]]
  name     = "email"
  personal = "user.contact.email"
`

func check(t *testing.T, settings, text string, only ...*lint.Rule) []lint.Finding {
	t.Helper()
	s, err := example.Load(map[string]string{"sqlsteward.toml": settings})
	if err != nil {
		t.Fatal(err)
	}
	result := example.Check(s, "input.sql", text, only...)
	for _, e := range result.Errors {
		t.Error(e.Message)
	}
	return result.Findings
}

// TestPersonalDataIsSaidOnce: what is stored is not reported as output too.
func TestPersonalDataIsSaidOnce(t *testing.T) {
	spoke := map[string]int{}
	for _, rule := range []*lint.Rule{output, stored} {
		paths, err := filepath.Glob(filepath.Join(fixtures, rule.Name, "*.txtar"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			fx := load(t, path, rule)
			by := map[int]string{}
			for _, f := range example.Check(fx.settings, fx.path, fx.text, output, stored).Findings {
				spoke[f.Rule]++
				if before := by[f.Statement]; before != "" && before != f.Rule {
					t.Errorf("%s: %s and %s both speak of statement %d", path, before, f.Rule, f.Statement)
				}
				by[f.Statement] = f.Rule
			}
		}
	}
	if spoke[output.Name] == 0 || spoke[stored.Name] == 0 {
		t.Errorf("the fixtures prove nothing: %v", spoke)
	}
}

func TestPersonalDataSeverities(t *testing.T) {
	for _, tt := range []struct {
		stage string
		// of what is declared and of what is recognised by name
		output, stored [2]lint.Severity
	}{
		{"informed", [2]lint.Severity{lint.Warning, lint.Info}, [2]lint.Severity{lint.Error, lint.Info}},
		{"driven", [2]lint.Severity{lint.Error, lint.Warning}, [2]lint.Severity{lint.Error, lint.Warning}},
		{"led", [2]lint.Severity{lint.Error, lint.Warning}, [2]lint.Severity{lint.Error, lint.Warning}},
	} {
		for text, want := range map[string][2]lint.Severity{
			"select u.email, l.phone from raw.users u, crm.leads l":                             tt.output,
			"create table sandbox.x as select u.email, l.phone from raw.users u, crm.leads l":   tt.stored,
			"create view reporting.x as select u.email, l.phone from raw.users u, crm.leads l;": tt.stored,
		} {
			var got []lint.Severity
			for _, f := range check(t, fmt.Sprintf("stage = %q\n%s", tt.stage, people), text, output, stored) {
				got = append(got, f.Severity)
			}
			if !slices.Equal(got, want[:]) {
				t.Errorf("%s at stage %s: got %v, want %v", text, tt.stage, got, want)
			}
		}
	}
}

// TestPersonalDataLiteralHidesTheValue: reports go to logs and chats, where the value must not go.
func TestPersonalDataLiteralHidesTheValue(t *testing.T) {
	for _, value := range []string{
		"ann.lee@gmail.com", "a@telia.se", "Ünal@telia.se", "+49 30 901820", "4556 7375 8689 9855", "DE89 3704 0044 0532 0130 00", "536-22-8726",
	} {
		found := check(t, "", "select id from raw.users where x = '"+value+"'", literal)
		if len(found) != 1 {
			t.Errorf("%s: got %d findings, want 1", value, len(found))
			continue
		}
		f := found[0]
		for _, said := range []string{f.Text(), f.Object} {
			if strings.Contains(said, value) {
				t.Errorf("%s is said in full: %s", value, said)
			}
		}
		if digits := strings.FieldsFunc(f.Message, func(c rune) bool { return c < '0' || c > '9' }); len(strings.Join(digits, "")) > 2 {
			t.Errorf("%s: too much is said of it: %s", value, f.Message)
		}
	}
}

// TestPersonalDataFingerprints: an edit elsewhere in the statement revives nothing.
func TestPersonalDataFingerprints(t *testing.T) {
	fingerprints := func(text string) (out []string) {
		for _, f := range check(t, people, text, output, stored, literal) {
			out = append(out, f.Rule+" "+f.Fingerprint)
		}
		return out
	}
	for before, after := range map[string]string{
		"select email from raw.users":                                   "-- why\nwith u as (select email as mail, id from raw.users) select id, lower(mail) as x from u where id > 7",
		"create table sandbox.x as select email from raw.users":         "create or replace table sandbox.x as select id, email as e from raw.users",
		"select 1 from raw.users where x in ('b', 'ann.lee@gmail.com')": "select 2 from raw.users as u where u.x = 'ann.lee@gmail.com' and id > 7",
	} {
		was, is := fingerprints(before), fingerprints(after)
		if len(was) != 1 {
			t.Errorf("%s: got %d findings, want 1", before, len(was))
		}
		if diff := cmp.Diff(was, is); diff != "" {
			t.Errorf("%s: the edit changes the fingerprint (-before +after):\n%s", before, diff)
		}
	}
}

// TestPersonalDataInLongQueries: the way is followed to its end, and what is shown of it is bounded.
func TestPersonalDataInLongQueries(t *testing.T) {
	const steps = 400
	var b strings.Builder
	b.WriteString("with c0 as (select email as m0 from raw.users)")
	for i := 1; i <= steps; i++ {
		fmt.Fprintf(&b, ",\nc%d as (select m%d as m%d from c%d union all select m%d from c%d)", i, i-1, i, i-1, i-1, i-1)
	}
	fmt.Fprintf(&b, "\nselect m%d from c%d", steps, steps)
	found := check(t, people, b.String(), output)
	if len(found) != 1 || !strings.Contains(found[0].Message, "`raw.users.email`") {
		t.Fatalf("got %v, want one finding of raw.users.email", found)
	}
	if n := len(found[0].Related); n == 0 || n > 40 {
		t.Errorf("got %d related locations", n)
	}
}
