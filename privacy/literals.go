package privacy

import "strings"

// Literal is personal data found in a text.
type Literal struct {
	Class Class
	What  string // one of it in words, with its article: "an e-mail address"
	// Start and End are its half-open byte range in the text that was searched.
	Start, End int
}

// MaxLiterals is how many Literals finds in one text at most: who pasted that many has been told enough.
const MaxLiterals = 64

// fewestDigits is how many a number has at least. Of all that are looked for the British has the fewest; an Italian one
// can have fewer, where clashes with other persons' were resolved by letters, and is then not found.
const fewestDigits = 6

// Literals finds personal data in the value of a string literal: e-mail addresses, phone numbers, payment card numbers,
// IBANs and national identity numbers, in the order of the text. It takes time in proportion to the text.
//
// What is written by way of example is not personal, and is left out: addresses in the top-level domains that RFC 2606
// and RFC 6761 reserve (*.test, *.invalid, *.localhost) and in those of private networks (*.local, *.internal, *.lan),
// placeholders such as user1@example.com (but not jane.doe@example.com, which is how real ones are made harmless and
// habits are not), and those of roles (RFC 2142: info, support, ...) and of senders that nobody reads (noreply). Neither are
// patterns (%@acme.com), regular expressions, addresses of repositories (git@github.com:acme/app) and of cloud service
// accounts. Card numbers that payment providers publish for tests (4242 4242 4242 4242) are found: nothing but a list
// of them tells them from real ones, and a query should hold neither. So are phone numbers that are kept for fiction.
//
// A number is found only where its check digits hold, and where it has none, in its one usual way of writing.
func Literals(text string) []Literal {
	// Nearly all literals end here: a status, a pattern, a short number.
	if strings.IndexByte(text, '@') < 0 && countDigits(text) < fewestDigits {
		return nil
	}

	var found []Literal
	for i := 0; i < len(text) && len(found) < MaxLiterals; {
		c := text[i]
		var l Literal
		switch {
		case c == '@':
			if start, end := email(text, i); start < end {
				l = Literal{"user.contact.email", "an e-mail address", start, end}
			}
		case c == '+' && isolated(text, i):
			if end := international(text, i+1); end > 0 {
				l = Literal{"user.contact.phone", "a phone number", i, end}
			}
		case isDigit(c) || isUpper(c) || c == '(':
			if !isolated(text, i) {
				break
			}
			if l = number(text, i); countDigits(text[l.Start:l.End]) < fewestDigits {
				l = Literal{}
			}
		}
		switch {
		case l.End > 0:
			found = append(found, l)
			i = l.End
		case wordByte(c): // nothing begins inside a word
			for i++; i < len(text) && wordByte(text[i]); i++ {
			}
		default:
			i++
		}
	}
	return found
}

func countDigits(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if isDigit(s[i]) {
			n++
		}
	}
	return n
}

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }

// isolated reports whether something may begin at i: neither in a word nor behind a sign that ties it to one, as in
// decimals, paths, versions and UUIDs.
func isolated(text string, i int) bool {
	if i == 0 {
		return true
	}
	switch c := text[i-1]; c {
	case '_', '@', '+', '\\', '%', '^':
		return false
	case '.', '-', '/', '$':
		return i > 1 && !wordByte(text[i-2]) && text[i-2] != c
	default:
		return !wordByte(c)
	}
}

// ends reports whether something may end at i, as isolated does for its beginning.
func ends(text string, i int) bool {
	if i >= len(text) {
		return true
	}
	switch c := text[i]; c {
	case '_', '@', '%', '\\', '*', '$':
		return false
	case '.', '-', '/', ':', '+':
		return i+1 == len(text) || !wordByte(text[i+1])
	default:
		return !wordByte(c)
	}
}

// --- e-mail addresses ---

// The longest parts of an address, in bytes (RFC 5321).
const (
	maxLocal  = 64
	maxDomain = 253
)

// email is the byte range of the address whose @ stands at the given place; empty where it is none, or exempt.
func email(text string, at int) (start, end int) {
	start = at
	for start > 0 && at-start <= maxLocal && localByte(text[start-1]) {
		start--
	}
	local := text[start:at]
	// A pattern's or a regular expression's rest, as in %_x@acme.com and [a-z]+@acme.com, begins with a sign.
	if local == "" || len(local) > maxLocal || !wordByte(local[0]) || !wordByte(local[len(local)-1]) && local[len(local)-1] != '_' {
		return 0, 0
	}
	if start > 0 {
		switch text[start-1] {
		case '\\', '@', ']', '}', ')', '*', '?':
			return 0, 0
		case '/', ':': // https://user:password@host.com, git+ssh://git@host.com; but mailto:
			token := text[max(0, start-maxDomain):start]
			token = token[strings.LastIndexAny(token, " \t\n\r\"'<>,;")+1:]
			if _, authority, ok := strings.Cut(token, "//"); ok && !strings.ContainsAny(authority, "/?") {
				return 0, 0
			}
		}
	}

	// The domain: labels of letters, digits and inner hyphens. A final dot ends the sentence.
	end = at + 1
	label, dots := end, 0
	for end < len(text) && end-at <= maxDomain {
		c := text[end]
		if c == '.' {
			if end == label || end+1 == len(text) || !wordByte(text[end+1]) || text[end-1] == '-' {
				break
			}
			dots++
			label = end + 1
		} else if !wordByte(c) && (c != '-' || end == label) {
			break
		}
		end++
	}
	top := text[label:end]
	if dots == 0 || !topLevel(top) {
		return 0, 0
	}
	if end < len(text) {
		switch text[end] {
		case '_', '@', '%', '\\', '*', '[', '(':
			return 0, 0
		case ':': // git@github.com:acme/app
			if end+1 < len(text) && (wordByte(text[end+1]) || text[end+1] == '/' || text[end+1] == '~') {
				return 0, 0
			}
		}
	}
	if exemptDomain(text[at+1:end]) || exemptLocal(local) || placeholder(local, text[at+1:end]) {
		return 0, 0
	}
	return start, end
}

// localByte reports whether a byte may be in the local part of an address. The standard allows more, such as % and =,
// which in queries are patterns and assignments.
func localByte(c byte) bool {
	return wordByte(c) || c == '.' || c == '_' || c == '-' || c == '+'
}

// topLevel reports whether a domain may end so: letters (of any script), or punycode.
func topLevel(label string) bool {
	if len(label) < 2 {
		return false
	}
	if len(label) > 4 && strings.EqualFold(label[:4], "xn--") {
		return true
	}
	for i := 0; i < len(label); i++ {
		if isDigit(label[i]) || label[i] == '-' {
			return false
		}
	}
	switch strings.ToLower(label) {
	case "png", "jpg", "jpeg", "gif", "svg", "webp", "pdf": // logo@2x.png
		return false
	}
	return true
}

// exemptDomains are top-level ones where no person has an address: RFC 2606, RFC 6761, RFC 6762, and those that ICANN
// and habit keep for private networks.
var exemptDomains = map[string]bool{
	"test": true, "example": true, "invalid": true, "localhost": true,
	"local": true, "localdomain": true, "internal": true, "lan": true, "home": true, "corp": true,
}

func exemptDomain(domain string) bool {
	domain = strings.ToLower(domain)
	if strings.HasSuffix(domain, ".gserviceaccount.com") || strings.HasSuffix(domain, ".noreply.github.com") {
		return true
	}
	return exemptDomains[domain[strings.LastIndexByte(domain, '.')+1:]]
}

// placeholders are what stands for anybody in front of an example domain, with or without a number behind it.
var placeholders = map[string]bool{
	"": true, "user": true, "users": true, "username": true, "test": true, "tester": true, "email": true, "mail": true, "name": true,
	"example": true, "sample": true, "demo": true, "dummy": true, "fake": true, "foo": true, "bar": true, "baz": true, "someone": true,
	"somebody": true, "me": true, "you": true, "your": true, "your.name": true, "yourname": true, "first.last": true, "firstname.lastname": true,
	"person": true, "customer": true, "admin": true, "contact": true, "hello": true, "abc": true, "xyz": true,
}

// placeholder reports whether an address stands for anybody's: user1@example.com, a@example.org. The domains are those
// of RFC 2606, and example.co.uk and the like, which nobody reserves, and everybody means so.
func placeholder(local, domain string) bool {
	local = strings.TrimRight(strings.ToLower(local), "0123456789")
	if len(local) > 1 && !placeholders[strings.TrimRight(local, "._-+")] {
		return false
	}
	for label := range strings.SplitSeq(strings.ToLower(domain), ".") {
		if label == "example" {
			return true
		}
	}
	return false
}

// exemptLocals are the mailboxes of roles (RFC 2142) and of machines.
var exemptLocals = map[string]bool{
	"info": true, "marketing": true, "sales": true, "support": true, "abuse": true, "noc": true, "security": true,
	"postmaster": true, "hostmaster": true, "usenet": true, "news": true, "webmaster": true, "www": true, "uucp": true,
	"ftp": true, "noreply": true, "no-reply": true, "no.reply": true, "no_reply": true, "donotreply": true,
	"do-not-reply": true, "do_not_reply": true, "do.not.reply": true, "mailer-daemon": true, "bounce": true, "bounces": true,
	"root": true, "git": true,
}

func exemptLocal(local string) bool {
	local, _, _ = strings.Cut(local, "+") // support+eu@acme.com
	return exemptLocals[strings.ToLower(local)]
}

// --- phone numbers in their international form ---

// callingCodes are the country calling codes that the ITU has given out (list to Recommendation E.164): all of one and
// two digits; of those with three, the beginnings.
var callingCodes = func() map[string]bool {
	codes := map[string]bool{}
	for code := range strings.FieldsSeq("1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 " +
		"81 82 84 86 90 91 92 93 94 95 98 21 22 23 24 25 26 29 35 37 38 42 50 59 67 68 69 80 85 87 88 96 97 99") {
		codes[code] = true
	}
	return codes
}()

// international is where the phone number ends whose first digit behind its + stands at i; 0 where it is none. It has 8
// to 15 digits, the first of which are a country's, in groups that one space, dash, dot or slash splits, or brackets:
// +49 (0)30 901820.
func international(text string, i int) int {
	if i+1 >= len(text) || !callingCodes[text[i:i+1]] && !callingCodes[text[i:i+2]] {
		return 0
	}
	digits, dots, others, end := 0, 0, 0, 0
	opened, closed := 0, 0 // where the brackets are: one pair at the most
	for ; i < len(text); i++ {
		c := text[i]
		next := byte(0)
		if i+1 < len(text) {
			next = text[i+1]
		}
		switch {
		case isDigit(c):
			digits++
			end = i + 1
			continue
		case c == '.' && isDigit(next):
			dots++
			continue
		case (c == ' ' || c == '-' || c == '/') && (isDigit(next) || next == '(' && opened == 0):
			others++
			continue
		case c == '(' && isDigit(next) && opened == 0:
			opened = i
			continue
		case c == ')' && opened > 0 && closed == 0:
			closed = i
			continue
		}
		break
	}
	// Brackets are in front of the last digits, if there are any. +40.71281234 is a decimal, +40.7128-074.0060 a place.
	if (opened > 0) != (closed > 0) || closed >= end || digits < 8 || digits > 15 || dots == 1 || dots > 0 && others > 0 || !ends(text, end) {
		return 0
	}
	return end
}
