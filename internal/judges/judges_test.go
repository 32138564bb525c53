package judges

import (
	"os"
	"testing"
)

func TestDebug(t *testing.T) {
	root := os.Getenv("SQLSTEWARD_CORPORA")
	for i := range All {
		j := &All[i]
		d := dialectOf(j)
		statements, err := Corpus(root, d)
		if err != nil {
			t.Fatal(err)
		}
		f, diffs := Compare(j, d, statements)
		kinds := map[Kind]int{}
		for _, x := range diffs {
			kinds[x.Kind]++
			t.Log(x)
		}
		t.Logf("TABLE %s %+v %v", j.Name, f, kinds)
	}
}
