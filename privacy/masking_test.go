package privacy

import (
	"strings"
	"testing"
)

func TestMaskKind(t *testing.T) {
	for name, want := range map[string]Treatment{
		"md5": Mask, "sha2_hex": Mask, "farm_fingerprint": Mask, "hashbytes": Mask, "pgp_sym_encrypt": Mask, "aead.encrypt": Mask,
		"anon.partial_email": Mask, "public.digest": Mask, "analytics.udf.redact": Mask,
		"count": Count, "approx_count_distinct": Count, "hll_count.init": Count, "length": Count,
		"upper": None, "substring": None, "split_part": None, "concat": None, "to_hex": None, "base64_encode": None, "max": None,
		"array_agg": None, "aead.decrypt_string": None, "anon": None, "": None, ".": None, "md5.x": None,
	} {
		if got := MaskKind(name); got != want {
			t.Errorf("%q: %s, not %s", name, got, want)
		}
	}
}

func TestFunctions(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Functions() {
		if seen[f.Name] {
			t.Errorf("%s is listed twice", f.Name)
		}
		seen[f.Name] = true
		if f.Name != strings.ToLower(f.Name) || f.Doc == "" || f.Treatment == None {
			t.Errorf("%+v", f)
		}
		if strings.Contains(f.Name, "decrypt") {
			t.Errorf("%s hides nothing", f.Name)
		}
	}
}
