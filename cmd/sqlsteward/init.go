package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/sqlsteward/sqlsteward/config"
	"github.com/sqlsteward/sqlsteward/internal/discover"
	"github.com/sqlsteward/sqlsteward/internal/run"
	"github.com/sqlsteward/sqlsteward/internal/walk"
)

func newInit(s *session) *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "init [FOLDER]",
		Short: "Write a first sqlsteward.toml, with what the SQL files tell",
		Long: `Look at the SQL files of a folder (by default the working directory), find out
their dialect and which schemas look like copies of production tables, and write
a commented sqlsteward.toml there. What is only likely is written as a comment.
Where dbt's profiles or the settings of sqlfluff name the dialect, that counts.`,
		Example: "  sqlsteward init\n  sqlsteward init queries/",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return errors.New("name one folder: a settings file is for all that is below it")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			folder := "."
			if len(args) == 1 {
				folder = args[0]
			}
			return s.writeSettings(folder, force)
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "replace a sqlsteward.toml that is there")
	return cmd
}

func (s *session) writeSettings(folder string, force bool) error {
	switch info, err := os.Stat(folder); {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no folder %s", folder)
	case err != nil:
		return err
	case !info.IsDir():
		return fmt.Errorf("%s is not a folder: settings are for a folder", folder)
	}
	path := filepath.Join(folder, config.FileName)
	if _, err := os.Lstat(path); err == nil && !force {
		return fmt.Errorf("%s is there already: --force replaces it", filepath.ToSlash(path))
	}
	// The settings that hold now have no say in what the new ones will.
	defaults := config.Default()
	found := walk.Find([]string{folder}, func(string) (*config.Settings, error) { return defaults, nil })
	finding := discover.Folder(folder, found.Files)
	err := run.WriteFile(path, func(w io.Writer) error {
		_, err := io.WriteString(w, finding.Settings())
		return err
	})
	if err != nil {
		return fault{fmt.Errorf("%s cannot be written: %w", filepath.ToSlash(path), err)}
	}
	return s.writeResult(func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "wrote %s from %s\n%ssee what it proposes, and then run sqlsteward check\n",
			filepath.ToSlash(path), plural(finding.Files, "SQL file"), finding.Words())
		return err
	})
}
