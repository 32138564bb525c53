package catalog

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseName(t *testing.T) {
	tests := []struct {
		text string
		want Name
		err  string
	}{
		{text: "orders", want: Name{"orders"}},
		{text: "Prod.raw.Users", want: Name{"Prod", "raw", "Users"}},
		{text: "my-project.ds.t$1", want: Name{"my-project", "ds", "t$1"}},
		{text: `raw."Order Items"`, want: Name{"raw", "Order Items"}},
		{text: "`a.b`.\"c.d\".e", want: Name{"a.b", "c.d", "e"}},
		{text: "", err: "the name is empty"},
		{text: "  ", err: "the name is empty"},
		{text: "a..b", err: `"a..b": a part of the name is empty`},
		{text: "a.", err: `"a.": a part of the name is empty`},
		{text: `a.""`, err: `"a.\"\"": a part of the name is empty`},
		{text: `a."b"`, want: Name{"a", "b"}},
		{text: `a."b".`, err: `"a.\"b\".": a part of the name is empty`},
		{text: `a."b`, err: `"a.\"b": a quote is not closed`},
		{text: `"a"b`, err: `"\"a\"b": a dot is missing behind the quotes`},
		{text: `a b.c`, err: `"a b.c": put a part that holds spaces or quotes in quotes of its own`},
		{text: strings.Repeat("a.", 8) + "a", err: `"a.a.a.a.a.a.a.a.a" has more than 8 parts`},
	}
	for _, tt := range tests {
		got, err := ParseName(tt.text)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", tt.text, diff)
		}
		if message(err) != tt.err {
			t.Errorf("%s: got error %q, want %q", tt.text, message(err), tt.err)
		}
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
