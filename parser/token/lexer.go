package token

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/template"
	"github.com/sqlsteward/sqlsteward/source"
)

// class says what a byte may be part of.
type class uint16

const (
	wordStart class = 1 << iota
	wordByte
	digit
	space
	hexDigit
	operator // of Postgres' user-defined operators
	plain    // a letter, digit or underscore of ASCII
	further  // part of a word in some dialects or places
	opening  // what may go on with the word before it: a quote, a mark
	mark     // a token of its own, whatever stands beside it
)

var classes = func() (t [256]class) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_', c >= 0x80:
			t[c] = wordStart | wordByte
		case '0' <= c && c <= '9':
			t[c] = digit | wordByte | hexDigit
		case c == '$':
			t[c] = wordByte
		case c == ' ', '\t' <= c && c <= '\r':
			t[c] = space
		}
		if 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F' {
			t[c] |= hexDigit
		}
		if c < 0x80 && c != '$' && t[c]&wordByte != 0 {
			t[c] |= plain
		}
	}
	for c := range t {
		if c >= 0x80 {
			t[c] |= further
		}
	}
	for k, list := range map[class]string{operator: "+-*/<>=~!@#%^&|`?", further: "$#@", opening: `'"&:`, mark: ",();"} {
		for _, c := range list {
			t[c] |= k
		}
	}
	return t
}()

// marks are the kinds of the tokens that are a mark.
var marks = [256]Kind{',': Comma, '(': LParen, ')': RParen, ';': Semicolon}

// Lex splits text, which must be shorter than 2 GiB, into tokens of the dialect.
func Lex(text string, d *dialect.Dialect) []Token {
	l := lexer{text: text, d: d, tags: template.Present(text)}
	l.heeds = d.InlineData || d.ScriptBodies || d.SQLPlus || d.ExecutableComments
	if room, ok := rooms.Get().(*[]Token); ok {
		l.tokens = *room
	}
	l.tokens = slices.Grow(l.tokens, len(text)*tokensPer/100+16)
	for l.pos < len(text) {
		start := l.pos
		kind, kw := l.next()
		l.tokens = append(l.tokens, Token{source.Span{Start: int32(start), End: int32(l.pos)}, kind, kw})
	}
	return l.tokens
}

// tokensPer is how many tokens 100 bytes hold, white space counted: what is reserved for them.
const tokensPer = 42

// rooms are slices of tokens that nobody uses any more.
var rooms sync.Pool

// maxKept is how many tokens such a slice holds at most.
const maxKept = 2 << 20

// Release lets later calls of Lex use the room of tokens that it returned, which must not be used any more.
func Release(tokens []Token) {
	if n := cap(tokens); n > 0 && n <= maxKept {
		tokens = tokens[:0]
		rooms.Put(&tokens)
	}
}

type lexer struct {
	text       string
	pos        int
	d          *dialect.Dialect
	tags       bool   // the text may hold template tags
	heeds      bool   // some words say how to read on
	verbatim   int    // up to here tags are text: {% raw %}
	prose      int    // up to here the text is no SQL: {% docs %}, or rows of another syntax
	optional   int    // here the optional part of a query ends: [[ and a = {{ a }} ]]
	operations int    // where the block of statements ends that Dataform runs before or after the query
	executable bool   // inside /*! ... */
	delimiter  string // of dollars, that MySQL's client was told to end statements by, and that a word may touch: END$$
	rows       bool   // the name of the format of an INSERT's rows is the next word
	script     uint8  // how much of CREATE ... SCRIPT ... AS has been read
	created    int    // how many tokens stand before its CREATE
	client     int    // the offset at which the last line of SQL*Plus's ends
	wasted     int    // bytes looked at for an end that there is none of
	tokens     []Token
}

// horizon is how far the lexer looks for the end of what begins at offset i. Where it has looked in vain for long, that
// is not far, so that no text of openings without an end costs more than a multiple of its length.
func (l *lexer) horizon(i int) int {
	const patience, near = 16, 256
	if l.wasted > patience*len(l.text)+1<<16 {
		return min(len(l.text), i+near)
	}
	return len(l.text)
}

// waste notes that what begins at offset i has no end before the horizon.
func (l *lexer) waste(i, horizon int) { l.wasted += horizon - i }

// at is the byte at offset i, or 0 behind the end.
func (l *lexer) at(i int) byte {
	if i < len(l.text) {
		return l.text[i]
	}
	return 0
}

// take moves behind the next n bytes, which are a token of that kind.
func (l *lexer) take(n int, kind Kind) (Kind, keyword.Keyword) {
	l.pos += n
	return kind, keyword.None
}

// scriptWord notes the words behind which the body of a script begins.
func (l *lexer) scriptWord(kw keyword.Keyword) {
	switch {
	case kw == keyword.CREATE:
		l.script, l.created = 1, len(l.tokens)
	case kw == keyword.SCRIPT && l.script == 1:
		l.script = 2
		for _, t := range l.tokens[min(l.created, len(l.tokens)):] {
			if t.Kind == Semicolon { // another statement's
				l.script = 0
				break
			}
		}
	case kw == keyword.AS && l.script == 2:
		l.script = 3
	}
}

// javaWord notes the words behind which Java or JavaScript stands: CREATE OR REPLACE AND COMPILE JAVA SOURCE NAMED x AS,
// CREATE MLE MODULE m LANGUAGE JAVASCRIPT AS.
func (l *lexer) javaWord(word string, kw keyword.Keyword) {
	switch {
	case kw == keyword.CREATE:
		l.script = 1
	case l.script == 0:
	case l.script == 2 && kw == keyword.AS:
		l.script = 3
	case l.script == 2 && kw != keyword.USING && kw != keyword.SELECT:
	case l.script == 1 && (strings.EqualFold(word, "JAVA") || strings.EqualFold(word, "MLE")):
		l.script = 2
	case l.script == 1 && (kw == keyword.OR || kw == keyword.REPLACE || kw == keyword.AND || strings.EqualFold(word, "COMPILE") ||
		strings.EqualFold(word, "RESOLVE") || strings.EqualFold(word, "NOFORCE")):
	default:
		l.script = 0
	}
}

// scriptBody moves behind the body of a script, which a line of / alone ends, or the end of the text; false when none
// stands here.
func (l *lexer) scriptBody() bool {
	l.script = 0
	start := l.pos
	for i := start; i < len(l.text); {
		line, _, more := strings.Cut(l.text[i:], "\n")
		if strings.TrimSpace(line) == "/" && i > start {
			l.pos = i
			return i > start
		}
		i += len(line)
		if more {
			i++
		}
	}
	l.pos = len(l.text)
	return l.pos > start
}

// next moves behind the next token, which is never empty, and says what it is.
func (l *lexer) next() (Kind, keyword.Keyword) {
	if l.script == 3 && l.scriptBody() {
		return Script, keyword.None
	}
	i := l.pos
	if i < l.prose {
		return l.take(l.prose-i, Comment)
	}
	c := l.text[i]
	k := classes[c]
	switch {
	case k&space != 0:
		for i++; i < len(l.text) && classes[l.text[i]]&space != 0; i++ {
		}
		l.pos = i
		return Space, keyword.None
	case k&wordStart != 0:
		if c >= 0x80 {
			if n := spaceRune(l.text[i:]); n > 0 {
				return l.take(n, Space)
			}
			if kind, n := l.notSign(); n > 0 {
				return l.take(n, kind)
			}
		}
		return l.word()
	case k&mark != 0:
		l.pos++
		return marks[c], keyword.None
	case k&digit != 0:
		return l.number()
	}
	switch c {
	case '\'':
		return l.quoted(i, c, String, l.d.Escapes)
	case '"':
		if l.d.DoubleQuoteStrings {
			return l.quoted(i, c, String, l.d.Escapes)
		}
		return l.quoted(i, c, QuotedName, l.d.NameEscapes)
	case '`':
		if l.d.Backticks {
			return l.quoted(i, c, QuotedName, l.d.NameEscapes)
		}
	case '{':
		if l.tags && i >= l.verbatim {
			if kind, n := l.tag(); n > 0 {
				return l.take(n, kind)
			}
		}
		if n := l.placeholder(c); n > 0 {
			return l.take(n, Tag)
		}
		if kind, n := l.sqlxBlock(); n > 0 {
			return l.take(n, kind)
		}
	case '}':
		if i == l.operations && i > 0 {
			return l.take(1, Semicolon)
		}
	case '%', '<', '&':
		if l.d.Cells && c == '%' && classes[l.at(i+1)]&wordStart != 0 {
			if n := l.magic(); n > 0 {
				return l.take(n, Comment)
			}
		}
		if n := l.placeholder(c); n > 0 {
			return l.take(n, Tag)
		}
	case '-':
		if l.at(i+1) == '-' && (!l.d.DashNeedsSpace || i+2 >= len(l.text) || classes[l.text[i+2]]&space != 0 || l.betweenStatements()) {
			return l.lineComment()
		}
	case '/':
		switch {
		case l.at(i+1) == '*':
			return l.blockComment()
		case l.at(i+1) == '/' && l.d.SlashComments:
			return l.lineComment()
		case l.aloneOnLine(i) && (l.d.SQLPlus || l.begins()):
			return l.take(1, Semicolon)
		case l.d.ScriptBodies && len(l.tokens) > 0 && l.tokens[len(l.tokens)-1].Kind == Script:
			return l.take(1, Semicolon)
		}
	case '*':
		if l.executable && l.at(i+1) == '/' {
			l.executable = false
			return l.take(2, Comment)
		}
	case '#':
		if n := l.placeholder(c); n > 0 {
			return l.take(n, Tag)
		}
		return l.hash()
	case '$':
		if n := l.placeholder(c); n > 0 {
			return l.take(n, Tag)
		}
		return l.dollar()
	case '@':
		if n := l.placeholder(c); n > 0 {
			return l.take(n, Tag)
		}
		if l.d.AtEnds && l.lastOnLine(i) {
			return l.take(1, Semicolon)
		}
		if l.d.SQLPlus && l.opensLine() && l.begins() {
			l.clientLine()
		}
		if l.d.AtParams {
			if n := l.atParam(); n > 0 {
				return l.take(n, Param)
			}
		}
	case '.':
		if classes[l.at(i+1)]&digit != 0 && !l.behindName() && (i == 0 || l.text[i-1] != '.') {
			return l.number()
		}
		return l.take(1, Dot)
	case ']':
		if i == l.optional && i > 0 {
			return l.take(2, TagStmt)
		}
	case '[':
		if l.tags && l.opensOptional() {
			return l.take(2, TagStmt)
		}
		if l.d.Brackets {
			return l.quoted(i, ']', QuotedName, dialect.NoEscapes)
		}
	}
	if l.d.CustomOperators && classes[c]&operator != 0 {
		n := l.customOperator()
		return l.take(n, operatorKind(l.text[i:i+n]))
	}
	kind, n := l.punctuation()
	return l.take(n, kind)
}

// betweenStatements reports whether no statement is open here, so that two dashes can be nothing but a comment.
func (l *lexer) betweenStatements() bool {
	for i := len(l.tokens) - 1; i >= 0; i-- {
		if k := l.tokens[i].Kind; !k.Trivia() {
			return k == Semicolon
		}
	}
	return true
}

// lastOnLine reports whether nothing but blanks stands behind the byte at offset i on its line.
func (l *lexer) lastOnLine(i int) bool {
	for i++; i < len(l.text) && l.text[i] != '\n'; i++ {
		if classes[l.text[i]]&space == 0 {
			return false
		}
	}
	return true
}

// notSign is the comparison that the not sign of EBCDIC's code pages begins here, and its length; 0 when none does.
func (l *lexer) notSign() (Kind, int) {
	rest, ok := strings.CutPrefix(l.text[l.pos:], "¬")
	if !ok || rest == "" {
		return 0, 0
	}
	switch rest[0] {
	case '=':
		return Ne, 3
	case '<':
		return Ge, 3
	case '>':
		return Le, 3
	}
	return 0, 0
}

// spaceRune is the length of the white space beyond ASCII (also a byte order mark) that s begins with, or 0.
func spaceRune(s string) int {
	switch s[0] {
	case 0xC2, 0xE1, 0xE2, 0xE3, 0xEF: // what the encodings of Unicode's spaces begin with
		if r, n := utf8.DecodeRuneInString(s); unicode.IsSpace(r) || r == '\uFEFF' || r == '\u200B' {
			return n
		}
	}
	return 0
}

// behindName reports whether a name or a closing bracket ends here, so that a dot behind it is no number's.
func (l *lexer) behindName() bool {
	if len(l.tokens) == 0 {
		return false
	}
	switch l.tokens[len(l.tokens)-1].Kind {
	case Word, QuotedName, RParen, RBracket, Tag, Param:
		return true
	}
	return false
}

func (l *lexer) word() (Kind, keyword.Keyword) {
	start := l.pos
	i, text := start, l.text
	var spelling keyword.Spelling
	var next class // of the byte behind the word
	for ; i < len(text); i++ {
		c := text[i]
		if next = classes[c]; next&plain == 0 && (next&further == 0 || !l.wordGoesOn(start, i)) {
			break
		}
		spelling = spelling.With(c)
	}
	word := text[start:i]
	if l.heeds && l.d.SQLPlus && l.remark(word) {
		return l.lineComment()
	}
	if next&opening != 0 && i < len(text) {
		if kind, ok := l.glued(word, i); ok {
			return kind, keyword.None
		}
	}
	l.pos = i
	kw := keyword.Lookup(word, spelling)
	if l.heeds {
		l.heed(word, kw)
	}
	return Word, kw
}

// glued reads what the quote or mark at offset i goes on with that the word before it begins.
func (l *lexer) glued(word string, i int) (Kind, bool) {
	c := l.text[i]
	if len(word) <= 2 && (c == '\'' || c == '"' && l.d.DoubleQuoteStrings || c == '&') {
		if kind, ok := l.prefixed(word, i); ok {
			return kind, true
		}
	}
	if c == '\'' && word[0] == '_' && l.d.ExecutableComments { // MySQL's _utf8mb4'text'
		kind, _ := l.quoted(i, '\'', String, l.d.Escapes)
		return kind, true
	}
	if len(word) == len("file") && l.d.Stages && strings.HasPrefix(l.text[i:], "://") && strings.EqualFold(word, "file") { // PUT file:///tmp/*.csv
		for i < len(l.text) && classes[l.text[i]]&space == 0 && l.text[i] != ';' {
			i++
		}
		l.pos = i
		return Word, true
	}
	return 0, false
}

// heed notes what a word says about what stands behind it.
func (l *lexer) heed(word string, kw keyword.Keyword) {
	if l.d.InlineData {
		l.inlineData(word, kw)
	}
	if l.d.ScriptBodies && kw != keyword.None {
		l.scriptWord(kw)
	} else if l.d.SQLPlus {
		l.javaWord(word, kw)
	}
	if kw == keyword.DELIMITER && l.d.ExecutableComments {
		line, _, _ := strings.Cut(l.text[l.pos:], "\n")
		if l.delimiter = strings.TrimSpace(line); l.delimiter == "" || strings.Trim(l.delimiter, "$") != "" {
			l.delimiter = ""
		}
	}
}

// wordGoesOn reports whether the byte at offset i, which is no plain letter or digit, is part of the word from start on.
func (l *lexer) wordGoesOn(start, i int) bool {
	switch c := l.text[i]; {
	case c >= 0x80:
		return spaceRune(l.text[i:]) == 0
	case c == '$':
		return l.at(i+1) != '{' && (i == start || l.delimiter == "" || !strings.HasPrefix(l.text[i:], l.delimiter))
	case c == '#':
		return l.d.HashNames
	case c == '@':
		return l.d.AtNames
	}
	return false
}

// inlineData looks for the rows that follow INSERT ... FORMAT name. They are text of another syntax, and so trivia, up to
// an empty line or a semicolon that ends a line. Those of the format Values are SQL.
func (l *lexer) inlineData(word string, kw keyword.Keyword) {
	switch {
	case l.rows:
		l.rows = false
		if strings.EqualFold(word, "values") || strings.EqualFold(word, "null") {
			return
		}
		rest := l.text[l.pos:]
		rows := strings.TrimLeft(rest, " \t\r\n")
		if rows == "" || rows[0] == ';' || keyword.Of(firstWord(rows)) == keyword.SETTINGS {
			return
		}
		from := l.pos + len(rest) - len(rows)
		l.prose = from + rowsEnd(rows)
	case kw == keyword.FORMAT:
		l.rows = l.insertsRows()
	}
}

// firstWord is the word that s begins with, or "".
func firstWord(s string) string { return s[:run(s, wordByte)] }

// rowsEnd is where rows end that s begins with.
func rowsEnd(s string) int {
	for end := 0; ; {
		n := strings.IndexByte(s[end:], '\n')
		line := s[end:]
		if n >= 0 {
			line = line[:n]
		}
		trimmed := strings.TrimRight(line, " \t\r")
		if trimmed == "" {
			return end
		}
		if trimmed[len(trimmed)-1] == ';' {
			return end + len(trimmed) - 1
		}
		if n < 0 {
			return len(s)
		}
		end += n + 1
	}
}

// insertsRows reports whether the statement so far is an INSERT that takes its rows from what follows: it has no query,
// or one that reads input().
func (l *lexer) insertsRows() bool {
	query, input := false, false
	for i := len(l.tokens) - 1; i >= 0; i-- {
		t := &l.tokens[i]
		switch {
		case t.Kind == Semicolon:
			return false
		case t.Kind != Word:
		case t.Keyword == keyword.SELECT, t.Keyword == keyword.VALUES, strings.EqualFold(t.In(l.text), "infile"):
			query = true
		case t.Keyword == keyword.INSERT:
			return !query || input
		case strings.EqualFold(t.In(l.text), "input"):
			input = true
		}
	}
	return false
}

// prefixed reads a string with the prefix that ends at i: N”, E”, B”, X”, R”, RB”, U&”.
func (l *lexer) prefixed(prefix string, i int) (Kind, bool) {
	quote := l.text[i]
	escapes := l.d.Escapes
	switch strings.ToLower(prefix) {
	case "n", "x":
	case "e":
		escapes = dialect.Backslashes
	case "b":
	case "r", "rb", "br":
		if !l.d.RawStrings {
			return 0, false
		}
		if escapes = rawEscapes; l.d.RawBackslashes {
			escapes = dialect.NoEscapes
		}
	case "q", "nq":
		if !l.d.QQuotes || quote != '\'' {
			return 0, false
		}
		return l.qQuoted(i)
	case "u":
		if quote != '&' || l.at(i+1) != '\'' && l.at(i+1) != '"' {
			return 0, false
		}
		kind := String
		if l.at(i+1) == '"' {
			kind = QuotedName
		}
		kind, _ = l.quoted(i+1, l.text[i+1], kind, dialect.NoEscapes)
		return kind, true
	default:
		return 0, false
	}
	if quote == '&' {
		return 0, false
	}
	kind, _ := l.quoted(i, quote, String, escapes)
	return kind, true
}

// qQuoted reads Oracle's q'[...]', whose quote stands at open: it ends in a quote behind the mark that follows the first,
// or behind the bracket which closes that.
func (l *lexer) qQuoted(open int) (Kind, bool) {
	mark := l.at(open + 1)
	if mark == 0 || classes[mark]&space != 0 || mark == '\'' {
		return 0, false
	}
	if i := strings.IndexByte("([{<", mark); i >= 0 {
		mark = ")]}>"[i]
	}
	horizon := l.horizon(open)
	for i := open + 2; i+1 < horizon; i++ {
		if l.text[i] == mark && l.text[i+1] == '\'' {
			l.pos = i + 2
			return String, true
		}
	}
	l.waste(open, horizon)
	return 0, false
}

// aloneOnLine reports whether the byte at offset i has none but blanks beside it on its line.
func (l *lexer) aloneOnLine(i int) bool {
	for j := i - 1; j >= 0 && l.text[j] != '\n'; j-- {
		if classes[l.text[j]]&space == 0 {
			return false
		}
	}
	for j := i + 1; j < len(l.text) && l.text[j] != '\n'; j++ {
		if classes[l.text[j]]&space == 0 {
			return false
		}
	}
	return true
}

// begins reports whether what stands here begins a statement.
func (l *lexer) begins() bool {
	for i := len(l.tokens) - 1; i >= 0 && int(l.tokens[i].End) > l.client; i-- {
		if !l.tokens[i].Kind.Trivia() {
			return l.tokens[i].Kind == Semicolon
		}
	}
	return true
}

// remark reports whether the word here begins a line that SQL*Plus keeps to itself whatever it holds: a remark or a
// prompt between two statements.
func (l *lexer) remark(word string) bool {
	if !ClientCommand(word) && !strings.EqualFold(word, "SET") && !strings.EqualFold(word, "EXEC") && !strings.EqualFold(word, "EXECUTE") || !l.opensLine() {
		return false
	}
	if next := l.at(l.pos + len(word)); next != 0 && classes[next]&space == 0 || !l.begins() {
		return false
	}
	l.clientLine()
	switch word[0] | 0x20 {
	case 'r':
		return word[len(word)-1]|0x20 != 'n' // RUN
	case 'p':
		return word[1]|0x20 == 'r' && word[2]|0x20 == 'o'
	}
	return false
}

// opensLine reports whether nothing but white space stands before this on its line.
func (l *lexer) opensLine() bool {
	for i := l.pos - 1; i >= 0 && l.text[i] != '\n'; i-- {
		if classes[l.text[i]]&space == 0 {
			return false
		}
	}
	return true
}

// clientLine notes where the line here ends that is a command of SQL*Plus's; a dash at its end continues it.
func (l *lexer) clientLine() {
	for end := l.pos; ; end++ {
		n := strings.IndexByte(l.text[end:], '\n')
		if n < 0 {
			l.client = len(l.text)
			return
		}
		if end += n; !strings.HasSuffix(strings.TrimRight(l.text[l.pos:end], " \t\r"), "-") {
			l.client = end
			return
		}
	}
}

// ClientCommand reports whether a word begins a command of SQL*Plus's, which its line ends (SQL*Plus User's Guide and
// Reference, chapter 12). SET and EXECUTE are not among them: they begin statements too.
func ClientCommand(word string) bool {
	const longest = len("DISCONNECT")
	if len(word) > longest {
		return false
	}
	var upper [longest]byte
	for i := range len(word) {
		upper[i] = word[i]
		if 'a' <= word[i] && word[i] <= 'z' {
			upper[i] -= 'a' - 'A'
		}
	}
	switch string(upper[:len(word)]) {
	case "ACC", "ACCEPT", "ARCHIVE", "BREAK", "BTITLE", "BTI", "CLEAR", "CL", "COL", "COLUMN", "COMPUTE", "CONN", "CONNECT",
		"DEF", "DEFINE", "DESC", "DESCRIBE", "DISC", "DISCONNECT", "ED", "EDIT", "EXIT", "GET", "HELP", "HIST", "HISTORY", "HO",
		"HOST", "LIST", "PASSW", "PASSWORD", "PAU", "PAUSE", "PRI", "PRINT", "PRO", "PROMPT", "QUIT", "RECOVER", "REM",
		"REMARK", "REPF", "REPFOOTER", "REPH", "REPHEADER", "RUN", "SAVE", "SHO", "SHOW", "SHUTDOWN", "SPO", "SPOOL", "START",
		"STA", "STARTUP", "STORE", "TIMI", "TIMING", "TTI", "TTITLE", "UNDEF", "UNDEFINE", "VAR", "VARIABLE", "WHENEVER",
		"XQUERY":
		return true
	}
	return false
}

// rawEscapes is GoogleSQL's reading of raw strings: a backslash keeps the quote behind it from closing.
const rawEscapes = dialect.Backslashes

// quoted reads from the quote at open to the one that closes it. A doubled quote stands for itself. What is never
// closed ends with its line, so that it costs no more than that.
func (l *lexer) quoted(open int, quote byte, kind Kind, escapes dialect.Escapes) (Kind, keyword.Keyword) {
	if l.d.TripleQuotes && kind == String && strings.HasPrefix(l.text[open:], triple(quote)) {
		if end := l.tripleEnd(open+3, triple(quote)); end > 0 {
			l.pos = end
			return String, keyword.None
		}
	}
	horizon := l.horizon(open)
	for i := open + 1; i < horizon; i++ {
		switch c := l.text[i]; c {
		case quote:
			if l.at(i+1) != quote {
				l.pos = i + 1
				return kind, keyword.None
			}
			i++
		case '\\':
			if escapes == dialect.Backslashes || escapes == dialect.GuessEscapes && l.escapes(i, quote) {
				i++
			}
		case '{':
			if l.tags && i >= l.verbatim {
				if k, end := l.tagAt(i); k != template.None && end > 0 {
					i = end - 1
				}
			}
		}
	}
	l.waste(open, horizon)
	l.pos = l.restOfLine(open)
	return Unclosed, keyword.None
}

func triple(quote byte) string {
	if quote == '"' {
		return `"""`
	}
	return `'''`
}

func (l *lexer) tripleEnd(i int, mark string) int {
	start, horizon := i, l.horizon(i)
	for ; i < horizon; i++ {
		if l.text[i] == '\\' {
			i++
		} else if strings.HasPrefix(l.text[i:], mark) {
			return i + 3
		}
	}
	l.waste(start, horizon)
	return -1
}

// escapes guesses whether the backslash at i escapes what follows it. Only a backslash before the closing quote matters:
// where a string may end behind that quote, it is taken to end (Windows paths, LIKE ... ESCAPE '\').
func (l *lexer) escapes(i int, quote byte) bool {
	if l.at(i+1) != quote {
		return l.at(i+1) == '\\'
	}
	if classes[l.at(i+2)]&wordByte != 0 { // 'it\'s'
		return true
	}
	rest := strings.TrimLeft(l.text[i+2:], " \t\r\n")
	if rest == "" {
		return false
	}
	n := 0
	for n < len(rest) && classes[rest[n]]&wordByte != 0 {
		n++
	}
	if strings.IndexByte(",);|:=", rest[0]) < 0 && keyword.Of(rest[:n]) == keyword.None {
		return true
	}
	return l.openAfter(i+2, quote) // 'C:\' FROM ends, '\'; ' does not
}

// openAfter reports whether a string is open at offset i by the quotes on the rest of its line: they close it and open
// no other.
func (l *lexer) openAfter(i int, quote byte) bool {
	const far = 1000 // bytes
	open := false
	for end := min(len(l.text), i+far); i < end && l.text[i] != '\n'; i++ {
		switch l.text[i] {
		case '\\':
			i++
		case quote:
			open = !open
		}
	}
	return open
}

// tag reads the template tag that begins here; of no length when there is none.
func (l *lexer) tag() (Kind, int) {
	kind, end := l.tagAt(l.pos)
	if kind == template.None {
		return 0, 0
	}
	if end < 0 {
		return Unclosed, l.restOfLine(l.pos) - l.pos
	}
	n := end - l.pos
	switch kind {
	case template.Output:
		return Tag, n
	case template.Statement:
		tag := l.text[l.pos:end]
		if template.Yields(tag) {
			return Tag, n
		}
		if template.Name(tag) == "raw" {
			l.verbatim = template.Find(l.text, end, "endraw")
		}
		if name := template.Prose(tag); name != "" {
			l.prose = template.Find(l.text, end, name)
		}
		return TagStmt, n
	}
	return Comment, n
}

// restOfLine is where the line of offset i ends.
func (l *lexer) restOfLine(i int) int {
	if n := strings.IndexByte(l.text[i:], '\n'); n > 0 {
		return i + n
	}
	return len(l.text)
}

// tagAt is template.At as far as the lexer looks.
func (l *lexer) tagAt(i int) (template.Kind, int) {
	horizon := l.horizon(i)
	kind, end := template.At(l.text[:horizon], i)
	if kind != template.None && end < 0 {
		l.waste(i, horizon)
	}
	return kind, end
}

func (l *lexer) lineComment() (Kind, keyword.Keyword) {
	n := strings.IndexAny(l.text[l.pos:], "\r\n")
	if n < 0 {
		n = len(l.text) - l.pos
	}
	if l.d.Cells && strings.HasPrefix(l.text[l.pos:], cellEnd) {
		return l.take(n, Semicolon)
	}
	return l.take(n, Comment)
}

// cellEnd begins the comment that stands between the cells of a notebook of Databricks', each of which ends a statement.
const cellEnd = "-- COMMAND ----------"

// magic is the length of the cell that begins here with a command of the notebook's (%python): all of the cell, or the
// command alone where SQL follows it; 0 when no cell begins here.
func (l *lexer) magic() int {
	for i := len(l.tokens) - 1; i >= 0; i-- {
		if k := l.tokens[i].Kind; k == Semicolon && strings.HasPrefix(l.tokens[i].In(l.text), cellEnd) {
			break
		} else if !k.Trivia() {
			return 0
		}
	}
	cell := l.text[l.pos:]
	if strings.HasPrefix(cell, "%sql") {
		return len("%sql")
	}
	if n := strings.Index(cell, cellEnd); n >= 0 {
		return n
	}
	return len(cell)
}

func (l *lexer) blockComment() (Kind, keyword.Keyword) {
	text := l.text[l.pos:]
	if l.d.ExecutableComments && !l.executable {
		if n := executableStart(text); n > 0 {
			l.executable = true
			return l.take(n, Comment)
		}
	}
	path := l.pos > 0 && classes[l.text[l.pos-1]]&space == 0 // perhaps: PUT file:///data/*.csv
	if path {
		text = l.text[l.pos:l.horizon(l.pos)]
	}
	depth := 1
	for i := 2; i+1 < len(text); i++ {
		switch {
		case text[i] == '*' && text[i+1] == '/':
			if depth--; depth == 0 {
				return l.take(i+2, Comment)
			}
			i++
		case text[i] == '/' && text[i+1] == '*' && l.d.NestedComments:
			depth++
			i++
		}
	}
	if path {
		l.waste(0, len(text))
		return l.take(1, Slash)
	}
	if l.d.OpenComments {
		return l.take(len(text), Comment)
	}
	return l.take(len(text), Unclosed)
}

// executableStart is the length of the opening of a comment whose content is SQL: /*!, /*!50100, /*M!, /*T!, /*T![x].
func executableStart(text string) int {
	i := 2
	if i < len(text) && (text[i] == 'M' || text[i] == 'T') {
		i++
	}
	if i >= len(text) || text[i] != '!' {
		return 0
	}
	i++
	if text[2] == 'T' && i < len(text) && text[i] == '[' {
		n := strings.IndexByte(text[i:], ']')
		if n < 0 {
			return 0
		}
		return i + n + 1
	}
	for n := 0; n < 6 && i < len(text) && classes[text[i]]&digit != 0; n++ {
		i++
	}
	return i
}

func (l *lexer) hash() (Kind, keyword.Keyword) {
	d := l.d
	next := l.at(l.pos + 1)
	named := d.HashNames && (classes[next]&wordByte != 0 || next == '#' || next == '@' && d.AtNames)
	if d.HashNames && d.HashComments { // a guess: neither a name nor an operator (a #> b) begins a line
		before := strings.TrimRight(l.text[:l.pos], " \t")
		begins := before == "" || before[len(before)-1] == '\n'
		named = named && next != '#' && !begins
		if next == '>' && !begins {
			kind, n := l.punctuation()
			return l.take(n, kind)
		}
	}
	switch {
	case d.HashComments && !named:
		return l.lineComment()
	case named:
		i := l.pos + 1
		for i < len(l.text) && (classes[l.text[i]]&wordByte != 0 || l.text[i] == '#' || l.text[i] == '@' && d.AtNames) {
			i++
		}
		return l.take(i-l.pos, Word)
	case d.CustomOperators:
		n := l.customOperator()
		return l.take(n, operatorKind(l.text[l.pos:l.pos+n]))
	}
	kind, n := l.punctuation()
	return l.take(n, kind)
}

// dollar reads what begins with a dollar sign: a quoted string, $1 or $name.
func (l *lexer) dollar() (Kind, keyword.Keyword) {
	if l.delimiter != "" && strings.HasPrefix(l.text[l.pos:], l.delimiter) {
		return l.take(len(l.delimiter), Semicolon)
	}
	i := l.pos + 1
	const directive = "$$plsql_" // what PL/SQL itself knows, as $$plsql_unit; a program's own look alike
	if n := len(directive); l.at(i) == '$' && l.d.QQuotes && (l.d.SQLPlus && classes[l.at(i+1)]&wordStart != 0 ||
		len(l.text)-l.pos > n && strings.EqualFold(l.text[l.pos:l.pos+n], directive)) {
		for i++; i < len(l.text) && classes[l.text[i]]&wordByte != 0; i++ {
		}
		return l.take(i-l.pos, Param)
	}
	for i < len(l.text) && l.text[i] != '$' && classes[l.text[i]]&wordByte != 0 {
		i++
	}
	if (l.d.DollarQuotes || l.d.DollarBodies && l.behindAs()) && l.at(i) == '$' && classes[l.at(l.pos+1)]&digit == 0 {
		mark := l.text[l.pos : i+1]
		horizon := l.horizon(i)
		if n := strings.Index(l.text[i+1:horizon], mark); n >= 0 {
			return l.take(len(mark)+n+len(mark), String)
		}
		l.waste(i, horizon)
		// Elsewhere than in Postgres' family, where quotes have tags, it may be variables that are glued.
		if mark == "$$" || !l.d.AtParams && (l.d.NestedComments || classes[l.at(i+1)]&wordByte == 0) {
			return l.take(len(l.text)-l.pos, Unclosed)
		}
	}
	if i > l.pos+1 {
		return l.take(i-l.pos, Param)
	}
	if l.at(i) == '"' && l.d.SlashComments && !l.d.DoubleQuoteStrings { // Snowflake: $"name"
		if n := strings.IndexByte(l.text[i+1:], '"'); n > 0 {
			return l.take(i+1+n+1-l.pos, Param)
		}
	}
	return l.take(1, Stray)
}

// behindAs reports whether the last token is AS, white space and comments apart.
func (l *lexer) behindAs() bool {
	i := len(l.tokens) - 1
	for i >= 0 && l.tokens[i].Kind.Trivia() {
		i--
	}
	return i >= 0 && l.tokens[i].Keyword == keyword.AS
}

// atParam is the length of the variable that begins here (@x, @@global.x, @'x', @`x`), or 0.
func (l *lexer) atParam() int {
	i := l.pos + 1
	if l.at(i) == '@' {
		i++
	}
	switch c := l.at(i); {
	case classes[c]&wordStart != 0, c == '#', classes[c]&digit != 0 && l.d.DigitNames:
	case (c == '\'' || c == '"' || c == '`') && l.d.ExecutableComments: // MySQL
		if n := strings.IndexByte(l.text[i+1:], c); n >= 0 {
			return i + 1 + n + 1 - l.pos
		}
		return 0
	default:
		return 0
	}
	for i < len(l.text) && (classes[l.text[i]]&wordByte != 0 || l.text[i] == '#' || l.text[i] == '@' && l.d.HashNames) {
		i++
	}
	for l.at(l.pos+1) == '@' && l.at(i) == '.' && classes[l.at(i+1)]&wordStart != 0 {
		for i++; i < len(l.text) && classes[l.text[i]]&wordByte != 0; i++ {
		}
	}
	return i - l.pos
}

// number reads a number, or a name that begins with a digit where the dialect has them.
func (l *lexer) number() (Kind, keyword.Keyword) {
	i, text := l.pos, l.text
	if l.d.NumberSuffixes {
		if n := l.suffixed(); n > 0 {
			return l.take(n, Number)
		}
	}
	if l.d.DigitNames && classes[text[i]]&digit != 0 {
		if n := l.digitName(); n > 0 {
			return l.take(n, Word)
		}
	}
	if text[i] == '0' && i+2 < len(text) {
		switch text[i+1] | 0x20 {
		case 'x':
			if classes[text[i+2]]&hexDigit != 0 {
				return l.take(2+run(text[i+2:], hexDigit), Number)
			}
			if l.d.Brackets && classes[text[i+2]]&wordByte == 0 { // T-SQL: no bytes
				return l.take(2, Number)
			}
		case 'b', 'o':
			if text[i+2] == '0' || text[i+2] == '1' {
				return l.take(2+run(text[i+2:], digit), Number)
			}
		}
	}
	return l.take(l.decimal()-l.pos, Number)
}

// decimal is where the number here ends: 1, .5, 1.5e-3.
func (l *lexer) decimal() int {
	i, text := l.pos, l.text
	i += run(text[i:], digit)
	if l.at(i) == '.' && (l.at(i+1) != '.') {
		i++
		i += run(text[i:], digit)
	}
	if l.at(i)|0x20 == 'e' {
		j := i + 1
		if c := l.at(j); c == '+' || c == '-' {
			j++
		}
		if classes[l.at(j)]&digit != 0 {
			i = j + run(text[j:], digit)
		}
	}
	return i
}

// suffixed is the length of the number here with the letters of its type: BIGINT L, SMALLINT S, TINYINT Y, FLOAT F,
// DOUBLE D, DECIMAL BD; 0 when it has none. Behind a dot it is a name.
func (l *lexer) suffixed() int {
	if l.pos > 0 && l.text[l.pos-1] == '.' && l.behindDot() {
		return 0
	}
	i := l.decimal()
	switch l.at(i) | 0x20 {
	case 'l', 's', 'y', 'f', 'd':
		i++
	case 'b':
		if l.at(i+1)|0x20 != 'd' {
			return 0
		}
		i += 2
	default:
		return 0
	}
	if classes[l.at(i)]&wordByte != 0 {
		return 0
	}
	return i - l.pos
}

// run is the length of the run of bytes of a class at the start of s, with single underscores between them.
func run(s string, k class) int {
	i := 0
	for i < len(s) {
		if classes[s[i]]&k == 0 && (s[i] != '_' || i == 0 || i+1 >= len(s) || classes[s[i+1]]&k == 0) {
			break
		}
		i++
	}
	return i
}

// digitName is the length of the name of digits and letters here, or 0 when it is a number.
func (l *lexer) digitName() int {
	i := l.pos
	letters := false
	for i < len(l.text) && classes[l.text[i]]&wordByte != 0 {
		letters = letters || classes[l.text[i]]&digit == 0
		i++
	}
	word := l.text[l.pos:i]
	if !letters {
		if l.pos > 0 && l.text[l.pos-1] == '.' && l.behindDot() {
			return len(word)
		}
		return 0
	}
	digits := run(word, digit)
	if digits == len(word) { // 1_000
		return 0
	}
	rest := word[digits:]
	if kw := keyword.Of(rest); l.d.Reserved.Has(kw) || kw == keyword.END { // a = 1AND b
		return 0
	}
	if rest[0]|0x20 == 'e' {
		if len(rest) == 1 && (l.at(i) == '+' || l.at(i) == '-') && classes[l.at(i+1)]&digit != 0 {
			return 0
		}
		if len(rest) > 1 && run(rest[1:], digit) == len(rest)-1 {
			return 0
		}
	}
	if digits == 1 && word[0] == '0' {
		kind := rest[0]
		if !l.d.ExecutableComments { // in MySQL 0X1 is a name
			kind |= 0x20
		}
		switch kind {
		case 'x':
			if len(rest) > 1 && run(rest[1:], hexDigit) == len(rest)-1 {
				return 0
			}
		case 'o':
			if len(rest) > 1 && strings.Trim(rest[1:], "01234567") == "" && !l.d.ExecutableComments {
				return 0
			}
		case 'b':
			if len(rest) > 1 && strings.Trim(rest[1:], "01") == "" {
				return 0
			}
		}
	}
	return len(word)
}

// behindDot reports whether the last token is a dot behind a name.
func (l *lexer) behindDot() bool {
	n := len(l.tokens)
	return n >= 2 && l.tokens[n-1].Kind == Dot && (l.tokens[n-2].Kind == Word || l.tokens[n-2].Kind == QuotedName)
}

// customOperator is the length of the operator here by the rules of PostgreSQL's manual, section 4.1.3: the longest run
// of operator characters before a comment, which does not end in + or - unless it holds one of ~ ! @ # % ^ & | ` ?.
func (l *lexer) customOperator() int {
	const longest = 63 // bytes of an operator's name
	i, special := l.pos, false
	for ; i < min(len(l.text), l.pos+longest) && classes[l.text[i]]&operator != 0; i++ {
		if i > l.pos && (strings.HasPrefix(l.text[i:], "--") || strings.HasPrefix(l.text[i:], "/*")) {
			break
		}
		if l.text[i] == '?' && i > l.pos && l.text[i-1] != '@' {
			break // a placeholder: a=?
		}
		if strings.IndexByte("~!@#%^&|`?", l.text[i]) >= 0 {
			special = true
		}
	}
	if strings.Trim(l.text[l.pos:i], ">") == "" { // each may close a type: array<struct<a:int>>
		return 1
	}
	for i > l.pos+1 && !special && (l.text[i-1] == '+' || l.text[i-1] == '-') {
		i--
	}
	return i - l.pos
}

// operatorKind finds the kind of an operator that is spelled out.
func operatorKind(op string) Kind {
	l := lexer{text: op}
	if kind, n := l.punctuation(); n == len(op) {
		return kind
	}
	return Operator
}

// punctuation finds the longest operator or mark that begins here.
func (l *lexer) punctuation() (Kind, int) {
	i := l.pos
	c, c1, c2 := l.text[i], l.at(i+1), l.at(i+2)
	switch c {
	case ',':
		return Comma, 1
	case '(':
		return LParen, 1
	case ')':
		return RParen, 1
	case '[':
		return LBracket, 1
	case ']':
		return RBracket, 1
	case '{':
		return LBrace, 1
	case '}':
		return RBrace, 1
	case ';':
		return Semicolon, 1
	case '.':
		return Dot, 1
	case '\\':
		return Backslash, 1
	case ':':
		switch c1 {
		case ':':
			return DoubleColon, 2
		case '=':
			return Assign, 2
		}
		return Colon, 1
	case '+':
		if c1 == '=' {
			return Operator, 2
		}
		return Plus, 1
	case '-':
		switch {
		case c1 == '>' && c2 == '>':
			return LongArrow, 3
		case c1 == '>':
			return Arrow, 2
		case c1 == '=':
			return Operator, 2
		}
		return Minus, 1
	case '*':
		if c1 == '*' || c1 == '=' {
			return Operator, 2
		}
		return Star, 1
	case '/':
		if c1 == '/' || c1 == '=' {
			return Operator, 2
		}
		return Slash, 1
	case '%':
		if c1 == '=' {
			return Operator, 2
		}
		return Percent, 1
	case '=':
		switch c1 {
		case '=':
			return Eq, 2
		case '>':
			return FatArrow, 2
		}
		return Eq, 1
	case '<':
		switch {
		case c1 == '=' && c2 == '>':
			return NullSafeEq, 3
		case c1 == '*' && c2 == '>': // SingleStore's product of vectors
			return Operator, 3
		case c1 == '-' && c2 == '>':
			return Operator, 3
		case c1 == '=':
			return Le, 2
		case c1 == '>':
			return Ne, 2
		case c1 == '<':
			return Shift, 2
		case c1 == '@':
			return Operator, 2
		}
		return Lt, 1
	case '>':
		switch c1 {
		case '=':
			return Ge, 2
		}
		return Gt, 1 // >> is put together by the grammar, for it may close two types
	case '!':
		switch {
		case c1 == '=':
			return Ne, 2
		case c1 == '!' && l.d != nil && l.d.BangsConcat:
			return Concat, 2
		case c1 == '~' && c2 == '*':
			return Operator, 3
		case c1 == '~', c1 == '<', c1 == '>':
			return Operator, 2
		}
		return Bang, 1
	case '|':
		switch {
		case c1 == '|' && c2 == '/':
			return Operator, 3
		case c1 == '|':
			return Concat, 2
		case c1 == '>':
			return PipeGt, 2
		case c1 == '/', c1 == '=':
			return Operator, 2
		}
		return Pipe, 1
	case '&':
		switch c1 {
		case '&':
			return DoubleAmp, 2
		case '=', '<', '>':
			return Operator, 2
		}
		return Amp, 1
	case '^':
		if c1 == '=' {
			return Ne, 2
		}
		if c1 == '@' {
			return Operator, 2
		}
		return Caret, 1
	case '~':
		switch {
		case c1 == '~' && c2 == '*':
			return Operator, 3
		case c1 == '*', c1 == '~', c1 == '=':
			return Operator, 2
		}
		return Tilde, 1
	case '?':
		if l.d != nil && l.d.QuestionOperator && (c1 == '|' || c1 == '&') {
			return Operator, 2
		}
		return Question, 1
	case '@':
		switch c1 {
		case '>', '@', '?', '-':
			return Operator, 2
		}
		return At, 1
	case '#':
		switch {
		case c1 == '>' && c2 == '>':
			return Operator, 3
		case c1 == '>', c1 == '-', c1 == '=':
			return Operator, 2
		}
		return Hash, 1
	}
	return Stray, 1
}
