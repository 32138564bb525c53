package lint

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/privacy"
)

// treatment says what functions do to what they are given: the known ones and those of the settings, which mask.
func treatment(masking []string) func(string) lineage.Via {
	mask := make(map[string]bool, len(masking))
	for _, name := range masking {
		mask[strings.ToLower(name)] = true
	}
	return func(name string) lineage.Via {
		if mask[name] {
			return lineage.Mask
		}
		switch privacy.MaskKind(name) {
		case privacy.Mask:
			return lineage.Mask
		case privacy.Count:
			return lineage.Count
		}
		return lineage.Copy
	}
}
