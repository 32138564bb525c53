//go:build ignore

// Generate writes keywords.go from keywords.txt.
package main

import (
	"bytes"
	"fmt"
	"go/format"
	"log"
	"os"
	"slices"
	"strings"
)

func main() {
	text, err := os.ReadFile("keywords.txt")
	if err != nil {
		log.Fatal(err)
	}
	var words []string
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "#") {
			words = append(words, strings.Fields(line)...)
		}
	}
	slices.Sort(words)
	words = slices.Compact(words)

	var out bytes.Buffer
	out.WriteString("// Code generated from keywords.txt by generate.go; DO NOT EDIT.\n\npackage keyword\n\n")
	out.WriteString("// The keywords, in alphabetical order.\nconst (\n\tNone Keyword = iota // an ordinary word\n")
	for _, w := range words {
		fmt.Fprintf(&out, "\t%s\n", w)
	}
	out.WriteString("\tcount\n)\n\nvar names = [count]string{\n")
	for _, w := range words {
		fmt.Fprintf(&out, "\t%s: %q,\n", w, w)
	}
	out.WriteString("}\n")
	code, err := format.Source(out.Bytes())
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("keywords.go", code, 0o644); err != nil {
		log.Fatal(err)
	}
}
