package grammar

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// markDateParts turns the argument that names a part of a date into a Word, for it is no column: DATEDIFF(day, a, b),
// DATE_TRUNC(a, MONTH). So is what RAISE does in a trigger of SQLite.
func (p *Parser) markDateParts(c *ast.Call) {
	if len(c.Name.Parts) != 1 || len(c.Args) == 0 {
		return
	}
	var room foldRoom
	at, parts := -1, dateParts
	switch n := len(c.Args); datePartFuncs[string(room.fold(c.Name.Parts[0].Name))] {
	case partFirst:
		at = 0
	case partFirstOfThree:
		if n == 3 {
			at = 0
			if p.d.PartLast {
				at = 2
			}
		}
	case partLastOfThree:
		if n == 3 {
			at = 2
		}
	case partSecond:
		if n >= 2 {
			at = 1
		}
	case raised:
		at, parts = 0, raises
	case counted:
		at, parts = 0, counters
	case marked:
		at, parts = 0, rowMarkers
	case measured:
		at, parts = n-1, lengthUnits
	case formatted:
		at, parts = 1, charFormats
		if n < 2 {
			at = -1
		}
	case normalized:
		at, parts = 1, normalForms
		if n < 2 {
			at = -1
		}
	case partEither:
		at, parts = 0, units
		if n > 1 && (p.d.PartLast || p.datePartOf(c.Args[0], units) == nil) {
			at = 1
		}
	}
	if at >= 0 {
		if w := p.datePartOf(c.Args[at], parts); w != nil {
			c.Args[at] = w
		}
	}
}

// datePartOf is the word that an argument is made of, if that is one of those parts of a date; else nil.
func (p *Parser) datePartOf(e ast.Expr, parts vocabulary) *ast.Word {
	switch e := e.(type) {
	case *ast.ColumnRef:
		if len(e.Parts) == 1 && e.Parts[0].Quote == 0 && parts.has(e.Parts[0].Name) {
			return &ast.Word{Span: e.Span, Text: e.Parts[0].Name}
		}
	case *ast.Call: // WEEK(MONDAY)
		if len(e.Args) == 1 && e.Callee == nil && len(e.Clauses) == 0 && e.Over == nil && e.Filter == nil && equalFold(e.Name.Last().Name, "WEEK") {
			if day, ok := e.Args[0].(*ast.ColumnRef); ok && len(day.Parts) == 1 && len(day.Parts[0].Name) > 5 {
				return &ast.Word{Span: e.Span, Text: e.In(p.text)}
			}
		}
	}
	return nil
}

// partPlace says which argument of a function names a part of a date.
type partPlace uint8

const (
	partFirst        partPlace = iota + 1
	partFirstOfThree           // the first of three arguments; GoogleSQL's last
	partLastOfThree
	partSecond
	partEither // the first or the second: dialects differ
	raised     // no part of a date, but what RAISE does
	counted    // nor here, but the type of T-SQL's IDENTITY(INT, 1, 1)
	marked     // a row of a window
	measured   // the unit of lengths, the last argument of Db2's functions on strings
	formatted  // the second argument of Db2's CHAR and STRIP
	normalized // the second argument of NORMALIZE
)

// datePartFuncs are the functions that take a part of a date: those of Snowflake, Redshift, SQL Server, Databricks,
// MySQL, Teradata, DuckDB and GoogleSQL.
var datePartFuncs = map[string]partPlace{
	"DATEADD": partFirst, "DATEDIFF": partFirstOfThree, "DATEDIFF_BIG": partFirst, "DATE_PART": partFirst,
	"DATEPART": partFirst, "DATENAME": partFirst, "DATE_BUCKET": partFirst, "DATETRUNC": partFirst, "EXTRACT": partFirst,
	"TIMEADD": partFirst, "TIMESTAMPADD": partFirst, "TIMESTAMPDIFF": partFirst, "GET_FORMAT": partFirst,
	"DATE_ADD": partFirstOfThree, "DATE_SUB": partFirstOfThree, "DATE_DIFF": partFirstOfThree, "DATESUB": partFirstOfThree,
	"TIMEDIFF": partFirstOfThree, "TIME_DIFF": partLastOfThree, "DATETIME_DIFF": partLastOfThree,
	"TIMESTAMP_DIFF": partLastOfThree, "TIMESTAMP_TRUNC": partSecond, "DATETIME_TRUNC": partSecond, "TIME_TRUNC": partSecond,
	"LAST_DAY": partSecond, "DATE_TRUNC": partEither, "TRUNC": partEither,
	"RAISE": raised, "IDENTITY": counted, "ROW_NUMBER": marked,
	"SUBSTRING": measured, "LOCATE": measured, "LOCATE_IN_STRING": measured, "POSITION": measured, "LEFT": measured,
	"RIGHT": measured, "INSERT": measured, "OVERLAY": measured, "CHARACTER_LENGTH": measured, "CHAR_LENGTH": measured,
	"LENGTH": measured, "CHAR": formatted, "STRIP": formatted, "NORMALIZE": normalized, "NORMALIZE_AND_CASEFOLD": normalized,
}

// lengthUnits are what Db2 counts in strings.
var lengthUnits = wordSet("CODEUNITS16 CODEUNITS32 OCTETS")

// charFormats are the formats of dates that Db2's CHAR takes, and the sides that STRIP does.
var charFormats = wordSet("ISO USA EUR JIS LOCAL BOTH LEADING TRAILING")

// normalForms are the forms of Unicode that NORMALIZE makes.
var normalForms = wordSet("NFC NFD NFKC NFKD")

// rowMarkers are the standard's names of rows of a window: ROW_NUMBER(END_PARTITION).
var rowMarkers = wordSet("BEGIN_PARTITION BEGIN_FRAME CURRENT_ROW FRAME_ROW END_FRAME END_PARTITION")

// raises are what RAISE does to the statement that fired a trigger of SQLite.
var raises = wordSet("ABORT FAIL IGNORE ROLLBACK")

// counters are the types that IDENTITY counts in.
var counters = wordSet("BIGINT DEC DECIMAL INT INTEGER NUMERIC SMALLINT TINYINT")

// A vocabulary is a set of words in upper case.
type vocabulary map[string]bool

// wordSet returns the set of those words, which stand between spaces.
func wordSet(words string) vocabulary {
	set := vocabulary{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// has reports whether a word in any case is in the set.
func (v vocabulary) has(word string) bool {
	var room foldRoom
	return v[string(room.fold(word))]
}

// A foldRoom is room for a word in upper case that is only looked up, so that it costs no allocation.
type foldRoom [32]byte

// fold returns word in upper case; nothing when it is longer than any that is looked for.
func (r *foldRoom) fold(word string) []byte {
	if len(word) > len(r) {
		return nil
	}
	for i := range len(word) {
		c := word[i]
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		r[i] = c
	}
	return r[:len(word)]
}

// units are the units of time of intervals; hardly a column is called like one.
var units = wordSet(`YEAR YEARS QUARTER QUARTERS MONTH MONTHS MON MONS WEEK WEEKS DAY DAYS HOUR HOURS MINUTE MINUTES MIN MINS
	SECOND SECONDS SEC SECS MILLISECOND MILLISECONDS MICROSECOND MICROSECONDS NANOSECOND NANOSECONDS DECADE DECADES CENTURY
	CENTURIES MILLENNIUM MILLENNIA ISOWEEK ISOYEAR YEAR_MONTH DAY_HOUR DAY_MINUTE DAY_SECOND DAY_MICROSECOND HOUR_MINUTE
	HOUR_SECOND HOUR_MICROSECOND MINUTE_SECOND MINUTE_MICROSECOND SECOND_MICROSECOND SQL_TSI_DAY SQL_TSI_HOUR SQL_TSI_MINUTE
	SQL_TSI_MONTH SQL_TSI_QUARTER SQL_TSI_SECOND SQL_TSI_WEEK SQL_TSI_YEAR`)

// dateParts are the names of the parts of a date that functions take, and their short forms.
var dateParts = func() vocabulary {
	parts := wordSet(`YY YYYY YR YRS Y QTR QTRS QQ Q MM M WK W WW ISO_WEEK WEEKISO WEEK_ISO WEEKOFYEAR DD D DAYOFWEEK
		DAYOFWEEKISO DAYOFWEEK_ISO DAYOFYEAR DAYOFMONTH DOW DOY DW DY WEEKDAY ISODOW HH H HR HRS MI N SS S MS MSEC US USEC
		MSECS MSECOND MSECONDS MILLISEC MILLISECS MILLISECON USECS USECOND USECONDS MICROSEC MICROSECS MCS NS NSEC NSECOND
		NSECONDS NANOSEC C CENT CENTS DEC DECS MIL MILS YEARDAY YEAROFWEEK YEAROFWEEKISO EPOCH EPOCH_SECOND EPOCH_SECONDS
		EPOCH_MILLISECOND EPOCH_MILLISECONDS EPOCH_MICROSECOND EPOCH_MICROSECONDS EPOCH_NANOSECOND EPOCH_NANOSECONDS TIMEZONE
		TIMEZONE_HOUR TIMEZONE_MINUTE TZOFFSET DATE TIME DATETIME TIMESTAMP`)
	for u := range units {
		parts[u] = true
	}
	return parts
}()

// datePartAhead reports whether YEAR FROM, 'year' FROM or WEEK(MONDAY) FROM stands here.
func (p *Parser) datePartAhead() bool {
	if !p.at(token.Word) && !p.at(token.String) {
		return false
	}
	return p.peekKw(1) == keyword.FROM || p.peekKind(1) == token.LParen && p.peekKind(3) == token.RParen && p.peekKw(4) == keyword.FROM
}

// datePart reads YEAR, 'year', WEEK(MONDAY).
func (p *Parser) datePart() ast.Expr {
	w := p.word("a part of a date")
	if p.at(token.LParen) {
		p.pass(3)
		w.Span = p.since(w.Start)
		w.Text = w.In(p.text)
	}
	return w
}

// intervalUnit reports whether the token names a unit of time.
func (p *Parser) intervalUnit(t *token.Token) bool {
	return t.Kind == token.Word && t.Len() >= 3 && units.has(p.str(t))
}
