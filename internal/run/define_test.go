package run

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sqlsteward/sqlsteward/internal/walk"
	"github.com/sqlsteward/sqlsteward/lineage"
)

// defined are the datasets that the files of the working directory make, as text: name(columns with their sources).
func defined(t *testing.T) (made, circles []string) {
	t.Helper()
	o := options()
	for _, c := range o.define(walk.Find([]string{"."}, o.Settings.ForFolder).Files) {
		circles = append(circles, c.String())
	}
	if o.known == nil {
		return nil, circles
	}
	for _, d := range o.known.datasets {
		var columns []string
		for _, c := range d.Columns {
			text := c.Name
			for i, s := range c.Sources {
				text += []string{" <- ", " + "}[min(i, 1)]
				if via := lineage.Via(s.Via); via != lineage.Copy {
					text += via.String() + " of "
				}
				text += s.Relation.String() + "." + s.Column
			}
			columns = append(columns, text)
		}
		if !d.ColumnsComplete {
			columns = append(columns, "...")
		}
		made = append(made, fmt.Sprintf("%s(%s)", d.Name, strings.Join(columns, ", ")))
	}
	slices.Sort(made)
	return made, circles
}

func TestDefine(t *testing.T) {
	tests := []struct {
		name    string
		files   map[string]string
		want    []string
		circles []string
	}{
		{"a view over a view over a table, whatever their order", map[string]string{
			"a.sql": "create view mart.top as select *, upper(contact) as loud from mart.people",
			"b.sql": "create view mart.people as select id, email as contact from raw.users",
			"c.sql": "create table raw.users (id int, email text)",
		}, []string{
			"mart.people(id <- raw.users.id, contact <- raw.users.email)",
			"mart.top(id <- raw.users.id, contact <- raw.users.email, loud <- expression of raw.users.email)",
			"raw.users(id, email)",
		}, nil},
		{"models, which are called like their files", map[string]string{
			"models/stg_users.sql": "{{ config(materialized='view') }} select id, email from {{ source('raw', 'users') }}",
			"models/users.sql":     "with users as (select * from {{ ref('stg_users') }}) select id, md5(email) as email from users",
			"models/also.sql":      "select u.* from {{ ref('users') }} as u",
		}, []string{
			"also(id <- raw.users.id, email <- mask of raw.users.email)",
			"stg_users(id <- raw.users.id, email <- raw.users.email)",
			"users(id <- raw.users.id, email <- mask of raw.users.email)",
		}, nil},
		{"a model that reads a raw table of its own name, or itself", map[string]string{
			"models/orders.sql": "select id, amount from {{ source('raw', 'orders') }} union all select id, amount from {{ this }}",
		}, []string{"orders(id <- raw.orders.id, amount <- raw.orders.amount)"}, nil},
		{"columns that nobody knows", map[string]string{
			"a.sql": "create view a as select *, 1 as one from raw.users",
			"b.sql": "create view b as select one, email from a",
			"c.sql": "create view c as select one, email from a2; create view a2 as select u.*, o.* from raw.users u, raw.orders o",
		}, []string{"a(one, ...)", "a2(...)", "b(one <- a.one, email <- raw.users.email)", "c(one <- a2.one, email <- a2.email)"}, nil},
		{"temporary tables and queries make nothing", map[string]string{
			"a.sql": "create temporary table t as select 1 as x; select x from t; insert into other select x from t",
		}, nil, nil},
		{"one table made by two files", map[string]string{
			"a.sql": "create table t (id int, a int)", "b.sql": "create table t (id int, b int)", "c.sql": "create table same (id int)",
			"d.sql": "create table same (id int)",
		}, []string{"same(id)", "t(id, ...)"}, nil},
		{"a table that another file alters", map[string]string{
			"a.sql": "create table s.t (id int)", "b.sql": "alter table s.t add column x int",
		}, []string{"s.t(id, ...)"}, nil},
		{
			"a circle",
			map[string]string{
				"a.sql": "create view a as select x from b", "b.sql": "create view b as select x from c",
				"c.sql": "create view c as select x from a", "d.sql": "create view d as select x from a",
			},
			[]string{"a(x <- b.x)", "b(x <- c.x)", "c(x <- a.x)", "d(x <- a.x)"},
			[]string{"a.sql reads from b.sql, which reads from c.sql, which reads from a.sql"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			folder(t, tt.files)
			made, circles := defined(t)
			if !slices.Equal(made, tt.want) {
				t.Errorf("made:\n%s\nwant:\n%s", strings.Join(made, "\n"), strings.Join(tt.want, "\n"))
			}
			if !slices.Equal(circles, tt.circles) {
				t.Errorf("circles %q, want %q", circles, tt.circles)
			}
		})
	}
}

func TestMayDefine(t *testing.T) {
	for text, want := range map[string]bool{
		"select 1": false, "Create table t (x int)": true, "select * into t from u": true, "insert  into t select 1": false,
		"MERGE INTO t using u": false, "select {{ x }}": true, "alter table t add x int": true, "cre": false, "select a, i": false,
	} {
		if got := mayDefine(text); got != want {
			t.Errorf("mayDefine(%q) = %v, want %v", text, got, want)
		}
	}
}
