package main

import (
	"os"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows how far a long run is, on a terminal only.
type progress struct {
	done  atomic.Int64
	stop  chan struct{} // nil where nothing is to be shown
	ended chan struct{}
}

// newProgress begins to wait: a run of less than a second shows nothing.
func newProgress(to *os.File, files int, quiet bool) *progress {
	p := &progress{}
	if quiet || files < 2 || !term.IsTerminal(int(to.Fd())) {
		return p
	}
	p.stop, p.ended = make(chan struct{}), make(chan struct{})
	go p.show(to, files)
	return p
}

// step notes that a file is done.
func (p *progress) step() { p.done.Add(1) }

// end takes the bar away.
func (p *progress) end() {
	if p.stop != nil {
		close(p.stop)
		<-p.ended
	}
}

func (p *progress) show(to *os.File, files int) {
	defer close(p.ended)
	select {
	case <-p.stop:
		return
	case <-time.After(time.Second):
	}
	bar := progressbar.NewOptions(files,
		progressbar.OptionSetWriter(to),
		progressbar.OptionSetDescription("checking"),
		progressbar.OptionSetItsString("files"),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionFullWidth(),
		progressbar.OptionClearOnFinish(),
	)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		// That a terminal cannot be written to is no reason to stop checking.
		_ = bar.Set64(p.done.Load())
		select {
		case <-p.stop:
			_ = bar.Clear()
			return
		case <-tick.C:
		}
	}
}
