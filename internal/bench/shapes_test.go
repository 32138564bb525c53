package bench

import (
	"fmt"
	"testing"
)

// Twice the size takes at most two and a half times the memory, for every shape, to trace and to check.
func TestShapesAreLinear(t *testing.T) {
	for _, s := range Shapes {
		t.Run(s.Name, func(t *testing.T) {
			for what, of := range map[string]func(int) func(){"tracing": s.Tracing, "checking": s.Checking} {
				one, two := Allocated(of(s.Size)), Allocated(of(2*s.Size))
				if float64(two) > 2.5*float64(one) {
					t.Errorf("%s: %d bytes at size %d, %d at twice that", what, one, s.Size, two)
				}
			}
		})
	}
}

func BenchmarkShapes(b *testing.B) {
	for _, s := range Shapes {
		for _, size := range []int{s.Size, 2 * s.Size} {
			for what, of := range map[string]func(int) func(){"tracing": s.Tracing, "checking": s.Checking} {
				b.Run(fmt.Sprintf("%s/%d/%s", s.Name, size, what), func(b *testing.B) {
					run := of(size)
					b.ReportAllocs()
					for range b.N {
						run()
					}
				})
			}
		}
	}
}
