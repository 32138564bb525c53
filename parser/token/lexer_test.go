package token_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// render writes tokens that are no trivia as their text in the bracket that tells their kind.
func render(text string, tokens []token.Token) string {
	var out []string
	for _, t := range tokens {
		s := t.In(text)
		switch {
		case t.Kind.Trivia():
			continue
		case t.Kind == token.Word && t.Keyword != 0:
			s = "kw:" + t.Keyword.String()
		case t.Kind == token.Word:
			s = "w:" + s
		case t.Kind == token.String:
			s = "s:" + s
		case t.Kind == token.QuotedName:
			s = "q:" + s
		case t.Kind == token.Number:
			s = "n:" + s
		case t.Kind == token.Param:
			s = "p:" + s
		case t.Kind == token.Tag, t.Kind == token.TagStmt:
			s = "t:" + s
		case t.Kind == token.Unclosed:
			s = "unclosed:" + s
		case t.Kind == token.Stray:
			s = "stray:" + s
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestLex(t *testing.T) {
	for _, c := range []struct{ dialect, text, want string }{
		{"generic", "select a.b, 1.5e-3 from t -- x\n;", "kw:SELECT w:a . w:b , n:1.5e-3 kw:FROM w:t ;"},
		{"generic", `'it''s' "a""b" ` + "`c`", `s:'it''s' q:"a""b" ` + "q:`c`"},
		{"generic", `'C:\' , 'it\'s'`, `s:'C:\' , s:'it\'s'`},
		{"generic", "t.1 .5 a[1]", "w:t . n:1 n:.5 w:a [ n:1 ]"},
		{"generic", "# note\nselect #tmp", "kw:SELECT w:#tmp"},
		{"postgres", "a $x$b c", "w:a unclosed:$x$b c"},
		{
			"generic", "a{b} {c.d} ##e## #{f} @{g} %(h)s = %s <i> = <j> x<y >z &k &&l. $(m) $[n]",
			"w:a t:{b} t:{c.d} t:##e## t:#{f} t:@{g} t:%(h)s = t:%s < w:i > = t:<j> w:x < w:y > w:z & w:k && w:l . t:$(m) t:$[n]",
		},
		{"generic", "{1} {} {a:b} A{2} {'a':1} a %s", "t:{1} { } { w:a : w:b } w:A { n:2 } { s:'a' : n:1 } w:a % w:s"},
		{"generic", "[[ and a = {{b}} ]] [[1]]", "t:[[ kw:AND w:a = t:{{b}} t:]] [ [ n:1 ] ]"},
		{"generic", "{% raw %}{{a}}{% endraw %}{{b}}", "t:{% raw %} { t:{a} } t:{% endraw %} t:{{b}}"},
		{"generic", "{% docs x %}it's{% enddocs %}", "t:{% docs x %} t:{% enddocs %}"},
		{"generic", "a {{ b", "w:a unclosed:{{ b"},
		{"generic", "a::int b:c x:=1 $1 :name ${v}", "w:a :: kw:INT w:b : w:c w:x := n:1 p:$1 : kw:NAME t:${v}"},
		{"generic", "$$ a 'b $$ $x$ $$ $x$", "s:$$ a 'b $$ s:$x$ $$ $x$"},
		{"sparksql", "1L 2.5bd .5D 3.BD 1e3f t.1d 5_a 1Lx 7", "n:1L n:2.5bd n:.5D n:3.BD n:1e3f w:t . w:1d w:5_a w:1Lx n:7"},
		{"hive", "${hiveconf:d}.t_${x} '${y}' a$b", "t:${hiveconf:d} . w:t_ t:${x} s:'${y}' w:a$b"},
		{
			"databricks", "-- Databricks notebook source\n%python\nprint('a)\n\n-- COMMAND ----------\n-- x\n%sql select a\n% r\n-- COMMAND ----------\n%md b",
			"-- COMMAND ---------- kw:SELECT w:a % w:r -- COMMAND ----------",
		},
		{"generic", "r'\\d' b'1' N'x' e'\\'' u&'\\0041'", "s:r'\\d' s:b'1' s:N'x' s:e'\\'' s:u&'\\0041'"},
		{
			"generic", "{{ ref('a') }} {% if x == '%}' %} {# note #} '{{ var(\"it's\") }}'",
			"t:{{ ref('a') }} t:{% if x == '%}' %} s:'{{ var(\"it's\") }}'",
		},
		{"generic", "a\u00a0b é_1", "w:a w:b w:é_1"},
		{"generic", "\ufeffselect 1", "kw:SELECT n:1"},
		{"generic", "1_000 0xFF 0b10 1.", "n:1_000 n:0xFF n:0b10 n:1."},
		{"generic", "'open\nselect 1", "unclosed:'open kw:SELECT n:1"},
		{"generic", "/* open", "unclosed:/* open"},
		{"snowflake", "a/tmp/*.csv @s", "w:a / w:tmp / * . w:csv @ w:s"},
		{"generic", "a <=> b <> c != d -> e ->> f => g |> h || i", "w:a <=> w:b <> w:c != w:d -> w:e ->> w:f => w:g |> w:h || w:i"},
		{"mysql", "select 1--1", "kw:SELECT n:1 - - n:1"},
		{"mysql", `"a\"b" 1a 1e5 @x @@global.y @'z' _utf8mb4'q'`, `s:"a\"b" w:1a n:1e5 p:@x p:@@global.y p:@'z' s:_utf8mb4'q'`},
		{"mysql", "select /*!50100 1 + */ 2 # x", "kw:SELECT n:1 + n:2"},
		{"mysql", "a$b delimiter $$\nend$$ a$b\ndelimiter ;\nx$$", "w:a$b kw:DELIMITER $$ kw:END $$ w:a$b kw:DELIMITER ; w:x$$"},
		{"mysql", "t.1a db.2", "w:t . w:1a w:db . w:2"},
		{"mysql", "1_000 1_a", "n:1_000 w:1_a"},
		{"generic", "a #> b, #x", "w:a #> w:b , w:#x"},
		{"generic", `'it\'s' x 'C:\' from t`, `s:'it\'s' w:x s:'C:\' kw:FROM w:t`},
		{"generic", `'IS \''::x + '\'; '::y`, `s:'IS \'' :: w:x + s:'\'; ' :: w:y`},
		{"ansi", `"a\"b" 'it\'s' 0_is_a_name 1e5`, `q:"a\"b" s:'it\'s' w:0_is_a_name n:1e5`},
		{"snowflake", "a # x\n// y\n1", "w:a n:1"},
		{"postgres", "a@>b -1 =-1 x=? ?| y /* /* */ */ z", "w:a @> w:b - n:1 = - n:1 w:x = ? ?| w:y w:z"},
		{"postgres", `E'\'' '\'`, `s:E'\'' s:'\'`},
		{"postgres", "a->>'b' #>> c <-> d !~* e", "w:a ->> s:'b' #>> w:c <-> w:d !~* w:e"},
		{"bigquery", `"a" '''it's''' r"\d" @p # x`, `s:"a" s:'''it's''' s:r"\d" p:@p`},
		{"snowflake", "a // x\n@stage/path", "w:a @ kw:STAGE / w:path"},
		{"ansi", "\x00", "stray:\x00"},
	} {
		t.Run(c.dialect+"/"+c.text, func(t *testing.T) {
			tokens := token.Lex(c.text, dialect.Find(c.dialect))
			if diff := cmp.Diff(c.want, render(c.text, tokens)); diff != "" {
				t.Error(diff)
			}
			if err := lossless(c.text, tokens); err != nil {
				t.Error(err)
			}
		})
	}
}

// lossless checks that the tokens joined are the text and none is empty.
func lossless(text string, tokens []token.Token) error {
	end := int32(0)
	for i, tok := range tokens {
		if tok.Start != end || tok.End <= tok.Start {
			return fmt.Errorf("token %d is [%d, %d) behind %d", i, tok.Start, tok.End, end)
		}
		end = tok.End
	}
	if int(end) != len(text) {
		return fmt.Errorf("the tokens end at %d of %d", end, len(text))
	}
	return nil
}

// TestLexOpenings reads texts of openings without an end. Each is looked for in vain, and yet not for ever.
func TestLexOpenings(t *testing.T) {
	const n = 60_000
	distinct := func(format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	start := time.Now()
	for name, text := range map[string]string{
		"tags":              strings.Repeat("{{ ", n),
		"statement tags":    strings.Repeat("{% ", n),
		"note tags":         strings.Repeat("{# ", n),
		"tags in a string":  "'" + strings.Repeat("{{", n),
		"dollar quotes":     distinct("$q%d$ "),
		"parameters":        strings.Repeat("${", n),
		"escaped quotes":    strings.Repeat("'\n\\", n),
		"double quotes":     strings.Repeat("\"\n\\", n),
		"triple quotes":     strings.Repeat("'''\\", n),
		"comments":          strings.Repeat("/* ", n),
		"paths":             strings.Repeat("a/*", n),
		"nested comments":   strings.Repeat("/*/* */", n),
		"executed comments": strings.Repeat("/*! ", n),
		"variables":         strings.Repeat("@'@\"@`", n),
		"hashes":            strings.Repeat("#", n),
		"spaced hashes":     strings.Repeat(" #\t", n),
		"backslashes":       "'" + strings.Repeat("\\'  ", n),
		"prefixes":          strings.Repeat("r'\\' ", n),
	} {
		for _, d := range dialect.All {
			if err := lossless(text, token.Lex(text, d)); err != nil {
				t.Errorf("%s in %s: %v", name, d.Name, err)
			}
			if took := time.Since(start); took > 2*time.Minute {
				t.Fatalf("%s in %s: %v and no end", name, d.Name, took)
			}
		}
	}
}

func FuzzLexIsLossless(f *testing.F) {
	for _, s := range []string{"select 'a' from `b`", "/*! x */ $$ {{ a }} {% b", "r'''\\", "@@a.b.c @'", "1e+ 0x 0b2 .5."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, d := range dialect.All {
			if err := lossless(text, token.Lex(text, d)); err != nil {
				t.Fatalf("%s: %v", d.Name, err)
			}
		}
	})
}
