package run

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// WriteFile writes a file whole or not at all: what was there before stays until all is written. A file that is there
// keeps its mode, and a link its place: what it leads to is written. A device or pipe is written to as it is.
func WriteFile(path string, write func(io.Writer) error) error {
	target, mode := path, fs.FileMode(0)
	if info, err := os.Stat(path); err == nil {
		if !info.Mode().IsRegular() {
			return writeThrough(path, write)
		}
		mode = info.Mode().Perm()
		if target, err = filepath.EvalSymlinks(path); err != nil {
			return err
		}
	}
	return writeWhole(target, mode, write, nil)
}

func writeThrough(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// replace writes the new text of a file that was read, whole or not at all, unless it holds other than the old text by
// now. Its mode stays, and a link stays a link.
func replace(path, before, after string) error {
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return plain(err)
	}
	info, err := os.Stat(target)
	if err != nil {
		return plain(err)
	}
	if !info.Mode().IsRegular() {
		return errors.New("it is not a regular file")
	}
	// Its folder may be written to where the file itself may not.
	f, err := os.OpenFile(target, os.O_WRONLY, 0)
	if err != nil {
		return plain(err)
	}
	if err := f.Close(); err != nil {
		return plain(err)
	}
	write := func(w io.Writer) error {
		_, err := io.WriteString(w, after)
		return err
	}
	unchanged := func() error {
		if now, err := readFile(target); err != nil || now != before {
			return errors.New("it changed in the meantime, so it was left alone: run this again")
		}
		return nil
	}
	return plain(writeWhole(target, info.Mode().Perm(), write, unchanged))
}

// plain leaves out what a message that names the file would say twice.
func plain(err error) error {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("it cannot be written: %w", pe.Err)
	}
	if le, ok := errors.AsType[*os.LinkError](err); ok {
		return fmt.Errorf("it cannot be written: %w", le.Err)
	}
	return err
}

// writeWhole writes a file beside the one at path and puts it in its place, unless before says otherwise at the last
// moment. The mode 0 is that of new files.
func writeWhole(path string, mode fs.FileMode, write func(io.Writer) error, before func() error) (err error) {
	f, err := beside(path)
	if err != nil {
		return err
	}
	closed := false
	defer func() {
		if err != nil {
			if !closed {
				err = errors.Join(err, f.Close())
			}
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if mode != 0 {
		if err := f.Chmod(mode); err != nil {
			return err
		}
	}
	if err := write(f); err != nil {
		return err
	}
	closed = true
	if err := f.Close(); err != nil {
		return err
	}
	if before != nil {
		if err := before(); err != nil {
			return err
		}
	}
	return os.Rename(f.Name(), path)
}

// beside makes a new file in the folder of path. It is hidden and has no suffix of SQL files, so that it is not checked.
func beside(path string) (*os.File, error) {
	const tries = 10_000
	for n := 0; ; n++ {
		name := filepath.Join(filepath.Dir(path), fmt.Sprintf(".sqlsteward-%d-%d.tmp", os.Getpid(), n))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err == nil || !errors.Is(err, fs.ErrExist) || n == tries {
			return f, err
		}
	}
}
