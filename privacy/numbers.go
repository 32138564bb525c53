package privacy

import "strings"

// A shape is one way to write a number, with what makes it a true one.
//
// In a pattern d is a digit, A an upper-case letter, x either; _ is a space or a dash, the same one throughout;
// all other characters stand for themselves.
type shape struct {
	pattern string
	class   Class
	what    string
	valid   func(compact string) bool // of the digits and letters alone
}

const (
	cardClass = "user.financial.card"
	card      = "a payment card number"
	phone     = "a phone number"
	taxDE     = "a German tax number"
	nirFR     = "a French social security number"
	dniES     = "a Spanish identity number"
	ninoUK    = "a British national insurance number"
)

// shapes are all that are found by pattern. Card numbers come as their issuers print them, or without separators. Those
// of 14 digits are found with separators only, and those of 13, not issued for decades, not at all: both are the lengths
// of bar codes and of timestamps.
var shapes = []shape{
	{"dddd_dddd_dddd_dddd", cardClass, card, cardNumber},
	{"dddd_dddd_dddd_dddd_ddd", cardClass, card, cardNumber},
	{"dddd_dddddd_ddddd", cardClass, card, cardNumber},
	{"dddd_dddddd_dddd", cardClass, card, cardNumber},
	{"ddddddddddddddd", cardClass, card, cardNumber},
	{"dddddddddddddddd", cardClass, card, cardNumber},
	{"ddddddddddddddddddd", cardClass, card, cardNumber},

	{"ddd-dd-dddd", "user.national_id", "a US social security number", ssn},
	{"ddd.ddd.ddd-dd", "user.national_id", "a Brazilian CPF", cpf},
	{"dddd_dddd_dddd", "user.national_id", "an Indian Aadhaar number", aadhaar},
	{"ddddddddddd", "user.national_id.tax", taxDE, germanTax},
	{"dd ddd ddd ddd", "user.national_id.tax", taxDE, germanTax},
	{"ddddddddddddddd", "user.national_id", nirFR, nir},
	{"ddddddAdddddddd", "user.national_id", nirFR, nir}, // departments 2A and 2B
	{"d dd dd dd ddd ddd dd", "user.national_id", nirFR, nir},
	{"d dd dd dA ddd ddd dd", "user.national_id", nirFR, nir},
	{"ddddddddA", "user.national_id", dniES, dni},
	{"dddddddd-A", "user.national_id", dniES, dni},
	{"AdddddddA", "user.national_id", dniES, dni},
	{"A-ddddddd-A", "user.national_id", dniES, dni},
	{"AAddddddA", "user.national_id", ninoUK, nino},
	{"AA dd dd dd A", "user.national_id", ninoUK, nino},
	{"AAAAAAxxAxxAxxxA", "user.national_id", "an Italian codice fiscale", codiceFiscale},

	{"(ddd) ddd-dddd", "user.contact.phone", phone, northAmerican},
	{"(ddd)ddd-dddd", "user.contact.phone", phone, northAmerican},
	{"ddd-ddd-dddd", "user.contact.phone", phone, northAmerican},
	{"ddd.ddd.dddd", "user.contact.phone", phone, northAmerican},
	{"d-ddd-ddd-dddd", "user.contact.phone", phone, northAmerican},
	{"dd dd dd dd dd", "user.contact.phone", phone, french},
	{"dd.dd.dd.dd.dd", "user.contact.phone", phone, french},
}

// shapesBy are the shapes by how many digits they begin with, so that a number is compared with few of them.
var shapesBy = func() (by [20][]shape) {
	for _, s := range shapes {
		n := len(s.pattern) - len(strings.TrimLeft(s.pattern, "d"))
		by[n] = append(by[n], s)
	}
	return by
}()

// longestNumber is the length of the longest number without its separators: an IBAN's.
const longestNumber = 34

// number is the one that begins at i, which is isolated; its End is 0 where there is none.
func number(text string, i int) Literal {
	n := 0
	for i+n < len(text) && isDigit(text[i+n]) {
		n++
	}
	if n >= len(shapesBy) {
		return Literal{}
	}
	for _, s := range shapesBy[n] {
		if end := s.match(text, i); end > 0 {
			return Literal{s.class, s.what, i, end}
		}
	}
	if n == 0 {
		if end := iban(text, i); end > 0 {
			return Literal{"user.financial.bank_account", "an IBAN", i, end}
		}
	}
	return Literal{}
}

// match is where the shape that begins at start ends; 0 where it is not there, or not valid.
func (s *shape) match(text string, start int) int {
	var compact [longestNumber]byte
	n, i := 0, start
	separator := byte(0) // the one that a _ stands for; a plain space counts too
	if start+len(s.pattern) > len(text) {
		return 0
	}
	for k := 0; k < len(s.pattern); k++ {
		c := text[i]
		i++
		switch s.pattern[k] {
		case 'd':
			if !isDigit(c) {
				return 0
			}
		case 'A':
			if !isUpper(c) {
				return 0
			}
		case 'x':
			if !isDigit(c) && !isUpper(c) {
				return 0
			}
		case '_':
			if c != ' ' && c != '-' || separator != 0 && c != separator {
				return 0
			}
			separator = c
			continue
		default:
			if c != s.pattern[k] {
				return 0
			}
			if c == ' ' {
				separator = c
			}
			continue
		}
		compact[n] = c
		n++
	}
	if !ends(text, i) {
		return 0
	}
	// Groups among more groups are a list of numbers. A card's are true by themselves, and its expiry may follow.
	if separator == ' ' && s.class != cardClass {
		if i+1 < len(text) && text[i] == ' ' && isDigit(text[i+1]) || start > 1 && text[start-1] == ' ' && isDigit(text[start-2]) {
			return 0
		}
	}
	if !s.valid(string(compact[:n])) {
		return 0
	}
	return i
}

// value reads a few digits.
func value(digits string) int {
	n := 0
	for i := 0; i < len(digits); i++ {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

func oneDigitOnly(s string) bool { return strings.Count(s, s[:1]) == len(s) }

// cardNumber checks the issuer's prefix with the length that goes with it (ISO/IEC 7812, and what the networks publish:
// Visa, Mastercard, American Express, Discover, JCB, Diners Club, UnionPay), and Luhn's check digit.
func cardNumber(s string) bool {
	p, n := value(s[:4]), len(s)
	within := func(from, to int) bool { return from <= p && p <= to }
	switch {
	case within(4000, 4999):
		if n != 16 && n != 19 {
			return false
		}
	case within(5100, 5599), within(2221, 2720):
		if n != 16 {
			return false
		}
	case within(3400, 3499), within(3700, 3799):
		if n != 15 {
			return false
		}
	case within(3000, 3059), within(3600, 3699), within(3800, 3999):
		if n != 14 {
			return false
		}
	case within(6011, 6011), within(6440, 6599), within(3528, 3589), within(6200, 6299):
		if n < 16 {
			return false
		}
	default:
		return false
	}
	sum := 0
	for i := 0; i < n; i++ {
		d := int(s[n-1-i] - '0')
		if i%2 == 1 {
			d *= 2
			if d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// ssn checks the ranges that the US Social Security Administration never gives out.
func ssn(s string) bool {
	area := value(s[:3])
	return area != 0 && area != 666 && area < 900 && s[3:5] != "00" && s[5:] != "0000"
}

// cpf checks the two check digits of the Brazilian Receita Federal: weights falling to 2, modulo 11.
func cpf(s string) bool {
	if oneDigitOnly(s) {
		return false
	}
	for at := 9; at <= 10; at++ {
		sum := 0
		for i := range at {
			sum += int(s[i]-'0') * (at + 1 - i)
		}
		if sum*10%11%10 != int(s[at]-'0') {
			return false
		}
	}
	return true
}

// aadhaar checks Verhoeff's check digit: the dihedral group of order 10, and a permutation by place.
func aadhaar(s string) bool {
	if s[0] < '2' {
		return false
	}
	check := 0
	for i := range len(s) {
		check = verhoeffTimes[check][verhoeffPermuted[i%8][s[len(s)-1-i]-'0']]
	}
	return check == 0 && !oneDigitOnly(s)
}

var verhoeffTimes = [10][10]int{
	{0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
	{1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
	{2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
	{3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
	{4, 0, 1, 2, 3, 9, 5, 6, 7, 8},
	{5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
	{6, 5, 9, 8, 7, 1, 0, 4, 3, 2},
	{7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
	{8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
	{9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
}

var verhoeffPermuted = [8][10]int{
	{0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
	{1, 5, 7, 6, 2, 8, 3, 0, 9, 4},
	{5, 8, 0, 3, 7, 9, 6, 1, 4, 2},
	{8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
	{9, 4, 5, 3, 1, 2, 6, 8, 7, 0},
	{4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
	{2, 7, 9, 3, 8, 0, 6, 4, 1, 5},
	{7, 0, 4, 6, 9, 1, 3, 2, 5, 8},
}

// germanTax checks the German tax identification number: of the first ten digits just one occurs twice or three times,
// the others once at the most, and the last follows from them by ISO/IEC 7064, MOD 11,10.
func germanTax(s string) bool {
	if s[0] == '0' {
		return false
	}
	var times [10]int
	product := 10
	for i := range 10 {
		d := int(s[i] - '0')
		times[d]++
		sum := (d + product) % 10
		if sum == 0 {
			sum = 10
		}
		product = sum * 2 % 11
	}
	repeated := 0
	for _, n := range times {
		if n > 3 {
			return false
		}
		if n > 1 {
			repeated++
		}
	}
	return repeated == 1 && (11-product)%10 == int(s[10]-'0')
}

// nir checks the French number: sex, year, month, department, and the key, which is 97 less the rest by 97. The letters of
// Corsica's departments, 2A and 2B, count as 19 and 18.
func nir(s string) bool {
	if !strings.ContainsRune("123478", rune(s[0])) {
		return false
	}
	department := s[5:7]
	switch department {
	case "2A":
		department = "19"
	case "2B":
		department = "18"
	}
	if !isDigit(department[1]) {
		return false
	}
	// Months over 12 stand for ones that are not known.
	if m := value(s[3:5]); m == 0 || m > 12 && m < 20 || m > 42 && m < 50 {
		return false
	}
	n := int64(0)
	for _, part := range []string{s[:5], department, s[7:13]} {
		for i := 0; i < len(part); i++ {
			n = n*10 + int64(part[i]-'0')
		}
	}
	return n > 0 && int(97-n%97) == value(s[13:])
}

// dni checks the letter of the Spanish DNI, the rest of its number by 23, and of the NIE, which has an X, Y or Z for its
// first digit. Eight digits that are a date, as in lot numbers, are not taken for one.
func dni(s string) bool {
	digits := s[:8]
	switch s[0] {
	case 'X', 'Y', 'Z':
		digits = string('0'+s[0]-'X') + s[1:8]
	default:
		if !isDigit(s[0]) || oneDigitOnly(digits) || dateDigits(digits) {
			return false
		}
	}
	return "TRWAGMYFPDXBNJZSQVHLCKE"[value(digits)%23] == s[8]
}

// dateDigits reports whether eight digits are a date of our times, year first.
func dateDigits(s string) bool {
	year, month, day := value(s[:4]), value(s[4:6]), value(s[6:])
	return 1900 <= year && year < 2100 && 1 <= month && month <= 12 && 1 <= day && day <= 31
}

// nino checks the letters that HMRC gives out: two in front, of which some pairs are never used, and A to D behind.
func nino(s string) bool {
	switch s[:2] {
	case "BG", "GB", "NK", "KN", "TN", "NT", "ZZ":
		return false
	}
	return !strings.ContainsRune("DFIQUV", rune(s[0])) && !strings.ContainsRune("DFIOQUV", rune(s[1])) &&
		'A' <= s[8] && s[8] <= 'D' && !oneDigitOnly(s[2:8])
}

// codiceFiscale checks the Italian code: the month's letter, the day, and the check letter, by the tables of the
// ministerial decree of 23 December 1976. Where two persons would have the same code, digits are replaced by letters.
func codiceFiscale(s string) bool {
	digit := func(i int) int {
		if isDigit(s[i]) {
			return int(s[i] - '0')
		}
		return strings.IndexByte("LMNPQRSTUV", s[i])
	}
	for _, i := range []int{6, 7, 9, 10, 12, 13, 14} {
		if digit(i) < 0 {
			return false
		}
	}
	day := digit(9)*10 + digit(10)
	if !strings.ContainsRune("ABCDEHLMPRST", rune(s[8])) || day == 0 || day > 31 && day < 41 || day > 71 {
		return false
	}
	odd := [26]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23}
	sum := 0
	for i := range 15 {
		v := int(s[i] - 'A')
		if isDigit(s[i]) {
			v = int(s[i] - '0')
		}
		if i%2 == 0 {
			v = odd[v]
		}
		sum += v
	}
	return int(s[15]-'A') == sum%26
}

// northAmerican checks the rules of the numbering plan: neither area nor exchange begin with 0 or 1.
func northAmerican(s string) bool {
	if len(s) == 11 {
		if s[0] != '1' {
			return false
		}
		s = s[1:]
	}
	return s[0] > '1' && s[3] > '1' && !oneDigitOnly(s)
}

// french checks the numbering plan of France: 01 to 09, less 08, which are services.
func french(s string) bool {
	return s[0] == '0' && s[1] != '0' && s[1] != '8' && !oneDigitOnly(s[2:])
}

// ibanLengths are from the SWIFT IBAN registry.
var ibanLengths = map[string]int{
	"AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28, "CH": 21,
	"CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27,
	"GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26,
	"IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27,
	"MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25,
	"QA": 29, "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25, "SV": 28, "TL": 23,
	"TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
}

// iban is where the IBAN that begins at i ends; 0 where there is none. It may stand in groups of four with single spaces
// between them. The check is ISO 13616's: the first four characters put last, letters as 10 to 35, the rest by 97 is 1.
func iban(text string, i int) int {
	if i+4 > len(text) || !isUpper(text[i+1]) || !isDigit(text[i+2]) || !isDigit(text[i+3]) {
		return 0
	}
	want := ibanLengths[text[i:i+2]]
	if want == 0 {
		return 0
	}
	var compact [longestNumber]byte
	n := 0
	for ; i < len(text) && n < want; i++ {
		c := text[i]
		if c == ' ' && n%4 == 0 && text[i-1] != ' ' {
			continue
		}
		if !isDigit(c) && !isUpper(c) {
			return 0
		}
		compact[n] = c
		n++
	}
	if n < want || !ends(text, i) {
		return 0
	}
	rest := 0
	for k := range n {
		c := compact[(k+4)%n]
		if isDigit(c) {
			rest = (rest*10 + int(c-'0')) % 97
		} else {
			rest = (rest*100 + int(c-'A') + 10) % 97
		}
	}
	if rest != 1 {
		return 0
	}
	return i
}
