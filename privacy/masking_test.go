package privacy

import (
	"strings"
	"testing"
)

func TestFindFunction(t *testing.T) {
	for name, want := range map[string]Treatment{
		"md5": Mask, "sha2_hex": Mask, "farm_fingerprint": Mask, "hashbytes": Mask, "pgp_sym_encrypt": Mask, "aead.encrypt": Mask,
		"anon.partial_email": Mask, "public.digest": Mask, "analytics.udf.redact": Mask,
		"count": Count, "approx_count_distinct": Count, "hll_count.init": Count, "length": Count,
		"upper": None, "substring": None, "split_part": None, "concat": None, "to_hex": None, "base64_encode": None, "max": None,
		"array_agg": None, "aead.decrypt_string": None, "anon": None, "": None, ".": None, "md5.x": None,
	} {
		if f, _ := FindFunction(name, "snowflake"); f.Treatment != want {
			t.Errorf("%q: %s, not %s", name, f.Treatment, want)
		}
	}
}

func TestFunctionsOfDialects(t *testing.T) {
	for _, tt := range []struct {
		name, dialect string
		treatment     Treatment
		protection    Protection
	}{
		{"encode", "mysql", Mask, Keyed},
		{"encode", "postgres", None, 0},
		{"tokenize", "snowflake", Mask, Token},
		{"tokenize", "doris", None, 0},
		{"regexp_matches", "duckdb", Test, 0},
		{"regexp_matches", "postgres", None, 0},
		{"md5", "postgres", Mask, Unsalted},
		{"hmac", "postgres", Mask, Keyed},
		{"mask", "databricks", Mask, Hidden},
	} {
		f, _ := FindFunction(tt.name, tt.dialect)
		if f.Treatment != tt.treatment || f.Protection != tt.protection {
			t.Errorf("%s in %s: %s %s, not %s %s", tt.name, tt.dialect, f.Treatment, f.Protection, tt.treatment, tt.protection)
		}
	}
}

func TestFunctions(t *testing.T) {
	seen := map[meaning]bool{}
	for _, f := range Functions() {
		for _, dialect := range append(strings.Fields(f.Dialects), "") {
			if dialect == "" && f.Dialects != "" {
				continue
			}
			if seen[meaning{f.Name, dialect}] {
				t.Errorf("%s is listed twice for %q", f.Name, dialect)
			}
			seen[meaning{f.Name, dialect}] = true
		}
		if f.Name != strings.ToLower(f.Name) || f.Doc == "" || (f.Treatment == Mask) != (f.Protection != 0) {
			t.Errorf("%+v", f)
		}
		if strings.Contains(f.Name, "decrypt") {
			t.Errorf("%s hides nothing", f.Name)
		}
	}
}
