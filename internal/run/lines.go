package run

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/sqlsteward/sqlsteward/catalog/tomldoc"
	"github.com/sqlsteward/sqlsteward/internal/trace"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/report"
	"github.com/sqlsteward/sqlsteward/source"
)

const (
	maxLine = 256 << 20 // bytes of one request
	// flight bounds the bytes of all requests that were read and not yet answered; one larger than it goes alone.
	flight = 64 << 20
	// window is how many requests a worker may be ahead of the answers.
	window = 16
	// maxCatalogErrors bounds what is kept of contradictions in the catalog.
	maxCatalogErrors = 50
)

// A request is one line of --input jsonl.
type request struct {
	ID            json.RawMessage     `json:"id"`
	SQL           *string             `json:"sql"`
	Dialect       string              `json:"dialect"`
	Schema        map[string][]string `json:"schema"`
	DefaultSchema string              `json:"default_schema"`
}

// Answered is what became of a stream of requests.
type Answered struct {
	Findings      map[lint.Severity]int
	Refused       int      // lines that could not be answered
	Faults        int      // of them, by a fault of ours
	CatalogErrors []string // each once, the first ones
}

// Lines answers requests, one JSON object a line, in their order, as the settings of the working directory say. An answer
// is written as soon as those before it are. The memory that it takes is bounded by what is in flight, and not by how
// many requests there are. The error is one of the settings (*config.Errors), of in, or of out.
func Lines(o Options, in io.Reader, out io.Writer) (Answered, error) {
	answered := Answered{Findings: map[lint.Severity]int{}}
	s, err := o.Settings.ForFolder(".")
	if err != nil {
		return answered, err
	}
	base := o.input(nil, s, "")

	st := &stream{
		order: make(chan *line, window*o.Jobs),
		work:  make(chan *line),
		stop:  make(chan struct{}),
	}
	st.room.L = &st.mu
	var workers sync.WaitGroup
	for range o.Jobs {
		workers.Go(func() {
			for l := range st.work {
				l.answer <- o.answer(l, base)
			}
		})
	}
	var readErr error
	go func() {
		readErr = st.read(in)
		close(st.work)
		close(st.order)
	}()
	if err := st.write(out, &answered); err != nil {
		close(st.stop) // the reader may wait for input that never comes: it ends with the process
		return answered, err
	}
	workers.Wait()
	return answered, readErr
}

// A line is a request on its way.
type line struct {
	number int // from 1
	text   []byte
	long   bool // it is longer than maxLine, and was left out
	answer chan answer
}

// An answer is a line to write, and what it counts.
type answer struct {
	text          []byte
	findings      map[lint.Severity]int
	refused       bool
	fault         bool
	catalogErrors []string
}

// stream is the way of lines from the reader over the workers to the writer, who takes them in order.
type stream struct {
	order chan *line
	work  chan *line
	stop  chan struct{}

	mu    sync.Mutex
	room  sync.Cond
	bytes int // of the lines in flight
}

// read sends each line on its way.
func (st *stream) read(in io.Reader) error {
	r := bufio.NewReaderSize(in, 64<<10)
	for n := 1; ; n++ {
		text, long, err := readLine(r, maxLine)
		if err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		if n == 1 {
			text = bytes.TrimPrefix(text, []byte("\ufeff"))
		}
		st.enter(len(text))
		l := &line{number: n, text: text, long: long, answer: make(chan answer, 1)}
		for _, to := range []chan *line{st.order, st.work} {
			select {
			case to <- l:
			case <-st.stop:
				return nil
			}
		}
	}
}

// enter waits until there is room for so many bytes.
func (st *stream) enter(n int) {
	st.mu.Lock()
	defer st.mu.Unlock()
	for st.bytes > 0 && st.bytes+n > flight {
		st.room.Wait()
	}
	st.bytes += n
}

func (st *stream) leave(n int) {
	st.mu.Lock()
	st.bytes -= n
	st.mu.Unlock()
	st.room.Signal()
}

// write writes the answers in order, and passes them on whenever the next one is not ready yet.
func (st *stream) write(out io.Writer, answered *Answered) error {
	w := bufio.NewWriterSize(out, 64<<10)
	seen := map[string]bool{}
	for {
		var l *line
		var ok bool
		select {
		case l, ok = <-st.order:
		default:
			if err := w.Flush(); err != nil {
				return err
			}
			l, ok = <-st.order
		}
		if !ok {
			return w.Flush()
		}
		var a answer
		select {
		case a = <-l.answer:
		default:
			if err := w.Flush(); err != nil {
				return err
			}
			a = <-l.answer
		}
		if _, err := w.Write(a.text); err != nil {
			return err
		}
		st.leave(len(l.text))
		for severity, n := range a.findings {
			answered.Findings[severity] += n
		}
		if a.refused {
			answered.Refused++
		}
		if a.fault {
			answered.Faults++
		}
		for _, e := range a.catalogErrors {
			if !seen[e] && len(seen) < maxCatalogErrors {
				seen[e] = true
				answered.CatalogErrors = append(answered.CatalogErrors, e)
			}
		}
	}
}

// readLine reads a line without its break. Of one that is longer than most nothing is kept. The error is io.EOF behind
// the last line.
func readLine(r *bufio.Reader, most int) (text []byte, long bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if !long {
			text = append(text, part...)
			if len(text) > most+1 {
				text, long = nil, true
			}
		}
		switch {
		case err == nil, errors.Is(err, io.EOF) && (len(text) > 0 || long):
			return bytes.TrimSuffix(text, []byte("\n")), long, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, false, err
		}
	}
}

// answer answers a request.
func (o *Options) answer(l *line, base lint.Input) (a answer) {
	var r request
	refuse := func(fault bool, message string) answer {
		return answer{text: report.AppendLineError(nil, r.ID, l.number, message), refused: true, fault: fault}
	}
	defer func() {
		if v := recover(); v != nil {
			a = refuse(true, fmt.Sprintf("internal fault: %v; please report it", v))
		}
	}()
	if l.long {
		return refuse(false, fmt.Sprintf("the line is longer than %d MiB, the most that is read", maxLine>>20))
	}
	if err := parseRequest(l.text, &r); err != nil {
		return refuse(false, err.Error())
	}
	in := base
	if r.Dialect != "" && o.Dialect == nil {
		if in.Dialect = dialect.Find(r.Dialect); in.Dialect == nil {
			return refuse(false, tomldoc.Unknown("dialect", r.Dialect, dialect.Known()))
		}
	}
	if len(r.Schema) > 0 {
		var err error
		if in.Catalog, err = base.Catalog.WithSchema(r.Schema); err != nil {
			return refuse(false, err.Error())
		}
	}
	in.DefaultSchema = r.DefaultSchema
	in.File = source.NewFile(requestName(&r, l.number), *r.SQL)
	if o.Lineage {
		return answer{text: trace.AppendLine(nil, r.ID, trace.File(in, false))}
	}
	result := lint.Check(in, o.Rules)
	if len(result.Errors) > 0 {
		return refuse(true, result.Errors[0].Message)
	}
	return answer{
		text:          report.AppendLine(nil, r.ID, &result),
		findings:      result.Summary.Findings,
		catalogErrors: result.CatalogErrors,
	}
}

// requestName is what findings name in place of a file: the id, if it is a text.
func requestName(r *request, number int) string {
	var id string
	if json.Unmarshal(r.ID, &id) == nil && id != "" {
		return id
	}
	return fmt.Sprintf("line %d", number)
}

// parseRequest reads a request; an id is there even if the rest is wrong, as far as it could be read.
func parseRequest(text []byte, r *request) error {
	if text = bytes.TrimSpace(text); len(text) == 0 || text[0] != '{' {
		return errors.New("the line is not a JSON object")
	}
	if !utf8.Valid(text) {
		return errors.New("the line is not UTF-8 text")
	}
	err := json.Unmarshal(text, r)
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		if strings.HasPrefix(wrong.Field, "schema") {
			return errors.New(`"schema" must be an object that gives each relation the list of its columns`)
		}
		return fmt.Errorf("%q must be a string", wrong.Field)
	}
	if err != nil {
		return fmt.Errorf("the line is not a JSON object: %w", err)
	}
	if r.SQL == nil {
		return errors.New(`"sql" is missing`)
	}
	return nil
}
