package template_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sqlsteward/sqlsteward/parser/template"
)

func TestAt(t *testing.T) {
	for _, c := range []struct {
		text string
		kind template.Kind
		end  int
	}{
		{"{{ a }} b", template.Output, 7},
		{"{{ '}}' }}", template.Output, 10},
		{"{{ {'a': {}} }}", template.Output, 15},
		{`{{ "\"}}" }}`, template.Output, 12},
		{"{% if a %}b", template.Statement, 10},
		{"{% set a = '%}' %}", template.Statement, 18},
		{"{# }} %} #}a", template.Comment, 11},
		{"{{ a", template.Output, -1},
		{"{{ a }", template.Output, -1},
		{"{{ 'a }}", template.Output, -1},
		{"{% a", template.Statement, -1},
		{"{# a", template.Comment, -1},
		{"{a: 1}", template.None, 0},
		{"{", template.None, 0},
	} {
		if kind, end := template.At(c.text, 0); kind != c.kind || end != c.end {
			t.Errorf("At(%q) = %v, %d, want %v, %d", c.text, kind, end, c.kind, c.end)
		}
	}
}

func TestPresent(t *testing.T) {
	for text, want := range map[string]bool{
		"select {{ a }}": true, "{% b %}": true, "{# c #}": true, "select {a: 1}, {": false, "": false, "{ {": false,
	} {
		if got := template.Present(text); got != want {
			t.Errorf("Present(%q) = %v", text, got)
		}
	}
}

func TestRelation(t *testing.T) {
	for tag, want := range map[string]string{
		"{{ ref('orders') }}":                                  "orders",
		`{{ref("orders")}}`:                                    "orders",
		"{{- ref( 'shop' , 'orders' )-}}":                      "shop.orders",
		"{{ source('raw', 'users') }}":                         "raw.users",
		"{{ source('raw') }}":                                  "",
		"{{ ref('a', 'b', 'c') }}":                             "",
		"{{ ref() }}":                                          "",
		"{{ ref('a', v=2) }}":                                  "a",
		"{{ ref('p', 'a', version='2') }}":                     "p.a",
		"{{ ref('a', w=2) }}":                                  "",
		"{{ source('a', v=2) }}":                               "",
		"{{ builtins.ref('a') }}":                              "a",
		"{{ this }}":                                           "this",
		"{{ this.schema }}":                                    "",
		"{{ this.include(database=false) }}":                   "this",
		"{{ ref('a').include(schema=false, database=false) }}": "a",
		"{{ ref('a').include(identifier=false) }}":             "",
		"{{ ref('a').schema }}":                                "",
		"${ref('a')}":                                          "a",
		`${ ref("s", "a") }`:                                   "s.a",
		"${resolve('a')}":                                      "a",
		"${self()}":                                            "self",
		"${ref(a)}":                                            "",
		"${ref('a') + 1}":                                      "",
		"${a}":                                                 "",
		"{{ ref('') }}":                                        "",
		"{{ ref('a' ~ b) }}":                                   "",
		"{{ ref('a') ~ 'b' }}":                                 "",
		`{{ ref('a\'b') }}`:                                    "",
		"{{ ref(name) }}":                                      "",
		"{{ ref('a' }}":                                        "",
		"{{ ref('a }}":                                         "",
		"{{ reference('a') }}":                                 "",
		"{{ }}":                                                "",
	} {
		var parts []string
		for _, p := range template.Relation(tag) {
			parts = append(parts, tag[p.Start:p.End])
		}
		if diff := cmp.Diff(want, strings.Join(parts, ".")); diff != "" {
			t.Errorf("Relation(%q): %s", tag, diff)
		}
	}
}

func TestSilent(t *testing.T) {
	for tag, want := range map[string]bool{
		"{{ config(materialized='view') }}": true, "{{- config( a=1 ) -}}": true, "{{ configure() }}": false, "{{ config }}": false,
		"{{ log('x') }}": true, "{{ return(x) }}": true, "{{ cols.append(x) }}": true, "{{ cols.join(x) }}": false,
		"{{ exceptions.raise_compiler_error('x') }}": true, "{{ exceptions }}": false,
		`{{ "," if not loop.last }}`: true, `{{ ' or ' if not loop.last else '' }}`: true, `{{ ',' if not loop.first -}}`: true, `{{ ',' if not loop.last else 'x' }}`: false, `{{ ',' if not loop.last and x }}`: false, `{{ "," if x }}`: false, "{{ ',' }}": false,
		"{{ ',": false,
	} {
		if got := template.Silent(tag); got != want {
			t.Errorf("Silent(%q) = %v", tag, got)
		}
	}
}

func TestBlank(t *testing.T) {
	for tag, want := range map[string]bool{
		`{{ '\n' }}`: true, `{{ "\n" -}}`: true, "{{ ' ' }}": true, "{{ 'a' }}": false, "{{ ' ' ~ a }}": false, "{{ a }}": false, "{{ '": false,
	} {
		if got := template.Blank(tag); got != want {
			t.Errorf("Blank(%q) = %v", tag, got)
		}
	}
}

func TestGlues(t *testing.T) {
	for text, want := range map[string]bool{
		"": true, " ": false, "{% if a %}": true, "{% if a %} ": false, "{% if a -%} ": true, " {%- if a %}": true, " {% if a %}": false,
		"{% if a -%} {% endif %}": true, "{% if a %}{# b #}": true, "/* a */": false, "{% if": false,
	} {
		if got := template.Glues(text); got != want {
			t.Errorf("Glues(%q) = %v", text, got)
		}
	}
}
