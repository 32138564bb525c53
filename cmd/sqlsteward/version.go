package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

func newVersion(s *session) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			return s.writeResult(func(w io.Writer) error {
				_, err := io.WriteString(w, versionText())
				return err
			})
		},
	}
}

// version is that of the build without its "v", or "" where it has none.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "(devel)" {
		return ""
	}
	return strings.TrimPrefix(info.Main.Version, "v")
}

// versionText says what was built, from what, and with what.
func versionText() string {
	v := version()
	if v == "" {
		v = "built without a version"
	}
	text := fmt.Sprintf("sqlsteward %s\n", v)
	if info, ok := debug.ReadBuildInfo(); ok {
		of := map[string]string{}
		for _, s := range info.Settings {
			of[s.Key] = s.Value
		}
		if revision := of["vcs.revision"]; revision != "" {
			text += fmt.Sprintf("commit %s of %s", revision, of["vcs.time"])
			if of["vcs.modified"] == "true" {
				text += ", with changes"
			}
			text += "\n"
		}
	}
	return text + fmt.Sprintf("%s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
