package grammar_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/sqlsteward/sqlsteward/parser/dialect"
)

func TestZZ(t *testing.T) {
	files, _ := filepath.Glob("testdata/fuzz/FuzzParse/*")
	for _, f := range files {
		b, _ := os.ReadFile(f)
		l := strings.Split(string(b), "\n")
		s, err := strconv.Unquote(strings.TrimSuffix(strings.TrimPrefix(l[1], "string("), ")"))
		if err != nil {
			t.Fatal(err)
		}
		r := strings.TrimSuffix(strings.TrimPrefix(l[2], "byte("), ")")
		c, _, _, err := strconv.UnquoteChar(strings.Trim(r, "'"), '\'')
		if err != nil {
			t.Fatal(err)
		}
		d := dialect.All[int(byte(c))%len(dialect.All)]
		t.Logf("%s %q", d.Name, s)
		read(s, d)
		for _, p := range problems(fixture{text: s, dialect: d}) {
			t.Log(p)
		}
	}
}
