package lint

import (
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/privacy"
)

// treatment says what a function, named in lower case, does to the personal data that it is given: what the settings say,
// and otherwise what is known of it.
func (in *Input) treatment(function string) privacy.Treatment {
	if t, ok := in.Functions[function]; ok {
		return t
	}
	f, _ := privacy.FindFunction(function, in.Dialect.Name)
	if in.RequireSalt && f.Protection == privacy.Unsalted {
		return privacy.Salted
	}
	return f.Treatment
}

// via is the treatment in the terms of lineage. Whether there is a salt, lineage does not see: it follows the value.
func (in *Input) via(function string) lineage.Via {
	switch in.treatment(function) {
	case privacy.Mask:
		return lineage.Mask
	case privacy.Count:
		return lineage.Count
	case privacy.Test:
		return lineage.Test
	}
	return lineage.Copy
}
