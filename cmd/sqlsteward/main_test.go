package main

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"

	"github.com/sqlsteward/sqlsteward/internal/golden"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"sqlsteward": main})
}

// TestScripts runs the scripts of testdata/script. With -update what they compare output with is written anew.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       flag.Lookup("update").Value.String() == "true",
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, errors.New("unknown condition " + name)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"run": runCommand, "replace": replaceCommand, "crlf": crlfCommand,
		},
	})
}

// runCommand runs sqlsteward and checks its exit code: run 1 check a.sql.
func runCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: run CODE [ARGUMENT...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec("sqlsteward", args[1:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// replaceCommand replaces escapes of Go strings in a file by what they stand for: replace a.sql.
func replaceCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: replace FILE")
	}
	text, err := strconv.Unquote(`"` + strings.TrimSuffix(strings.ReplaceAll(ts.ReadFile(args[0]), "\n", `\n`), `\n`) + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// crlfCommand makes every line break of files CRLF: crlf a.sql.
func crlfCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: crlf FILE...")
	}
	for _, name := range args {
		text := strings.ReplaceAll(ts.ReadFile(name), "\n", "\r\n")
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o600))
	}
}

// TestHelp compares the help text of each command with the one that was reviewed.
func TestHelp(t *testing.T) {
	root := newRoot(&session{})
	root.InitDefaultHelpCmd()
	root.InitDefaultVersionFlag()
	var see func(*cobra.Command)
	see = func(cmd *cobra.Command) {
		t.Run(cmd.CommandPath(), func(t *testing.T) {
			var out strings.Builder
			cmd.SetOut(&out)
			cmd.InitDefaultHelpFlag()
			if err := cmd.Help(); err != nil {
				t.Fatal(err)
			}
			for i, line := range strings.Split(out.String(), "\n") {
				if n := len([]rune(line)); n > 100 {
					t.Errorf("line %d has %d characters: %s", i+1, n, line)
				}
			}
			golden.Check(t, "testdata/help/"+strings.ReplaceAll(cmd.CommandPath(), " ", "-")+".txt", out.String())
		})
		for _, sub := range cmd.Commands() {
			if sub.Name() != "help" && sub.Name() != "completion" {
				see(sub)
			}
		}
	}
	see(root)
}

func TestWrap(t *testing.T) {
	long := strings.Repeat("wörter ", 20)
	for _, tt := range []struct{ text, want string }{
		{"", ""},
		{"a\nb\n\nc\n", "a b\n\nc"},
		{long, strings.TrimSpace(strings.Repeat("wörter ", 11)) + "\n" + strings.TrimSpace(strings.Repeat("wörter ", 9))},
	} {
		if got := wrap(tt.text); got != tt.want {
			t.Errorf("wrap(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}
