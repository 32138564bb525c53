package privacy

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLiteralsFound: what is found, and that it is cut out exactly, with the same text around it.
func TestLiteralsFound(t *testing.T) {
	const (
		mail = "an e-mail address"
		visa = "user.financial.card"
	)
	for _, c := range []struct {
		text  string // the find in brackets ⟦ ⟧
		class Class
		what  string
	}{
		{"⟦jane.doe@acme.com⟧", "user.contact.email", mail},
		{"⟦Jane.Doe+news@Mail.Acme.co.uk⟧", "user.contact.email", mail},
		{"⟦o_brien@x.io⟧", "user.contact.email", mail},
		{"⟦jörg@müller.de⟧", "user.contact.email", mail},
		{"⟦12345@qq.com⟧", "user.contact.email", mail},
		{"⟦jane_@acme.com⟧", "user.contact.email", mail},
		{"Jane <⟦jane@acme.com⟧>", "user.contact.email", mail},
		{"mailto:⟦jane@acme.com⟧", "user.contact.email", mail},
		{"https://acme.com/unsubscribe?u=⟦jane@acme.com⟧", "user.contact.email", mail},
		{"https://acme.com/u/⟦jane@acme.com⟧", "user.contact.email", mail},
		{"write to ⟦jane@acme.com⟧.", "user.contact.email", mail},
		{"%⟦jane@acme.com⟧ ", "user.contact.email", mail},
		{`{"to": "⟦jane@acme.com⟧"}`, "user.contact.email", mail},
		{"⟦jane@acme.xn--p1ai⟧", "user.contact.email", mail},
		{"⟦infomatik@acme.com⟧", "user.contact.email", mail},

		{"⟦+14155552671⟧", "user.contact.phone", phone},
		{"⟦+1 (415) 555-2671⟧", "user.contact.phone", phone},
		{"⟦+49 170 1234567⟧", "user.contact.phone", phone},
		{"⟦+49 (0)30 901820⟧", "user.contact.phone", phone},
		{"⟦+33 6 12 34 56 78⟧", "user.contact.phone", phone},
		{"⟦+33.6.12.34.56.78⟧", "user.contact.phone", phone},
		{"tel:⟦+44-20-7946-0958⟧", "user.contact.phone", phone},
		{"call ⟦+4930901820⟧.", "user.contact.phone", phone},
		{"⟦(415) 555-2671⟧", "user.contact.phone", phone},
		{"⟦(415)555-2671⟧", "user.contact.phone", phone},
		{"⟦415-555-2671⟧", "user.contact.phone", phone},
		{"⟦415.555.2671⟧", "user.contact.phone", phone},
		{"⟦1-415-555-2671⟧", "user.contact.phone", phone},
		{"⟦06 12 34 56 78⟧", "user.contact.phone", phone},
		{"⟦01.42.68.53.00⟧", "user.contact.phone", phone},

		{"⟦4111111111111111⟧", visa, card},
		{"⟦4242 4242 4242 4242⟧", visa, card},
		{"⟦4242-4242-4242-4242⟧", visa, card},
		{"⟦5555555555554444⟧", visa, card},
		{"⟦2223003122003222⟧", visa, card},
		{"⟦378282246310005⟧", visa, card},
		{"⟦3782 822463 10005⟧", visa, card},
		{"⟦3056 930902 5904⟧", visa, card},
		{"⟦6011111111111117⟧", visa, card},
		{"⟦3530111333300000⟧", visa, card},
		{"⟦4111 1111 1111 1111⟧ 12/26", visa, card},
		{"card=⟦4111111111111111⟧;", visa, card},

		{"⟦jane.doe@example.com⟧", "user.contact.email", "an e-mail address"},
		{"⟦123-45-6789⟧", "user.national_id", "a US social security number"},
		{"ssn 123-45-678 or ⟦123-45-6789⟧.", "user.national_id", "a US social security number"},
		{"⟦AB123456C⟧", "user.national_id", ninoUK},
		{"⟦AB 12 34 56 C⟧", "user.national_id", ninoUK},
		{"⟦86095742719⟧", "user.national_id.tax", taxDE},
		{"⟦65929970489⟧", "user.national_id.tax", taxDE},
		{"⟦86 095 742 719⟧", "user.national_id.tax", taxDE},
		{"⟦184127645108946⟧", "user.national_id", nirFR},
		{"⟦1 84 12 76 451 089 46⟧", "user.national_id", nirFR},
		{"⟦12345678Z⟧", "user.national_id", dniES},
		{"⟦12345678-Z⟧", "user.national_id", dniES},
		{"⟦X1234567L⟧", "user.national_id", dniES},
		{"⟦X-1234567-L⟧", "user.national_id", dniES},
		{"⟦RSSMRA85T10A562S⟧", "user.national_id", "an Italian codice fiscale"},
		{"⟦529.982.247-25⟧", "user.national_id", "a Brazilian CPF"},
		{"⟦9999 4105 7058⟧", "user.national_id", "an Indian Aadhaar number"},
		{"⟦DE89370400440532013000⟧", "user.financial.bank_account", "an IBAN"},
		{"⟦GB82 WEST 1234 5698 7654 32⟧", "user.financial.bank_account", "an IBAN"},
		{"⟦FR1420041010050500013M02606⟧", "user.financial.bank_account", "an IBAN"},
		{"IBAN: ⟦NO9386011117947⟧, BIC", "user.financial.bank_account", "an IBAN"},
	} {
		before, rest, _ := strings.Cut(c.text, "⟦")
		value, after, _ := strings.Cut(rest, "⟧")
		text := before + value + after
		want := []Literal{{c.class, c.what, len(before), len(before) + len(value)}}
		if diff := cmp.Diff(want, Literals(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// TestLiteralsSilent: what looks like it, and is not, or is exempt.
func TestLiteralsSilent(t *testing.T) {
	for _, text := range []string{
		"", "a", "active", "@", "@@@", "a@b", "+", "(", "2024-01-01", "2024-01-01 10:00:00", "2024-01-01T10:00:00.123456+02:00",
		"20240101", "20240101123456", "01/02/2024", "31.12.2024", "2024-W01-1", "1700000000", "1700000000000", "1700000000000000",
		"1.2.3.4", "192.168.100.200", "10.0.0.0/8", "2001:db8::8a2e:370:7334", "550e8400-e29b-41d4-a716-446655440000",
		"d41d8cd98f00b204e9800998ecf8427e", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
		"0.1234567890123456", "-40.71281234", "+40.71281234", "+40.7128-074.0060", "+02:00", "+10 days", "+1", "+1234567", "+1234567890123456",
		"1e+12345678", "x+4915112345678", "+00000000000", "+100(0)000(0)", "+1(4155552671", "+1(4155552671)", "+999123", "v1.22.333.4444", "12345678", "1234567890", "123456789012",
		"00 00 00 00 00", "08 00 00 00 00", "12 34 56 78 90", "01 02 03 04 05 06", "99 01 42 68 53 00",

		// patterns, placeholders, regular expressions
		"%@gmail.com", "%@%", "%@acme.com%", "*@acme.com", "_%@acme.com", "%_x@acme.com", "@acme.com", "jane@%", "jane@acme.%", "jane@acme.com_",
		"%.doe@acme.com", "%+test@acme.com", "user@domain", "user@localhost",
		`^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$`, `[^@]+@[^@]+\.[^@]+`, `\w+@\w+\.com`, `.*@acme\.com`, `(\S+)@acme.com`, `[a-z]+@acme.com`, `jane@acme\.com`,

		// exempt by what they are
		"user1@example.com", "a@mail.example.org", "your.name@EXAMPLE.net", "test_2@example.co.uk", "jane@acme.test", "jane@acme.invalid", "jane@db.local",
		"noreply@acme.com", "No-Reply@acme.com", "support@acme.com", "support+eu@acme.com", "mailer-daemon@acme.com",
		"etl@project-1.iam.gserviceaccount.com", "1234+jane@users.noreply.github.com",
		"git@github.com:acme/app.git", "git+ssh://deploy@github.com/acme/app", "https://jane:secret@db.acme.com/x", "postgres://jane@db.acme.com:5432/x", "jane@db.acme.com:5432",
		"logo@2x.png", "left-pad@1.3.0", "jane@.com", "jane@acme..com", "jane@acme.c", "jane@-acme.com:x", "a@b.co@c",

		// check digits and ranges
		"4111111111111112", "4242 4242 4242 4243", "4242 4242-4242 4242", "0000000000000000", "1111111111111117", "4222222222222", "30569309025904",
		"378282246310006", "4111-1111-1111-1111-1", "a4111111111111111", "4111111111111111a", "0.4111111111111111", "order-4111111111111111", "/4111111111111111/",
		"000-45-6789", "666-45-6789", "900-45-6789", "123-00-6789", "123-45-0000", "123-45-6789-01", "1-123-45-6789", "123 45 6789",
		"QQ123456C", "AB123456E", "GB123456C", "AO123456C", "AB1234567", "AB111111C", "ab123456c",
		"86095742718", "06095742719", "12345678903", "11111111111",
		"184127645108947", "984127645108946", "184137645108946",
		"12345678A", "X1234567M", "A1234567L", "00000000T", "20240101F", "RSSMRA85T10A562T", "0000 ARRRRRRRRRRRR10X", "RSSMRA85T99A562S",
		"529.982.247-26", "111.111.111-11", "52998224725", "9999 4105 7059", "1999 4105 7058", "9999 4105 7058 1234",
		"DE89370400440532013001", "DE8937040044053201300", "XX89370400440532013000", "de89370400440532013000", "DE89370400440532013000A",
		"115-555-2671", "415-155-2671", "2-415-555-2671", "415 555 2671", "415-555-26711", "415-555-2671-1",
	} {
		if got := Literals(text); len(got) != 0 {
			t.Errorf("%q: found %+v (%q)", text, got, text[got[0].Start:got[0].End])
		}
	}
}

func TestLiteralsSeveral(t *testing.T) {
	text := "jane@acme.com,+4915112345678;123-45-6789 a@example.com joe@acme.com"
	var got []string
	for _, l := range Literals(text) {
		got = append(got, text[l.Start:l.End])
	}
	want := []string{"jane@acme.com", "+4915112345678", "123-45-6789", "joe@acme.com"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if n := len(Literals(strings.Repeat("jane@acme.com ", 1000))); n != MaxLiterals {
		t.Errorf("%d found, the limit is %d", n, MaxLiterals)
	}
}

// TestLiteralsOneDigitOff: no check-digit scheme lets a wrong digit through, which all of them promise.
func TestLiteralsOneDigitOff(t *testing.T) {
	for _, number := range []string{
		"4111111111111111", "378282246310005", "86095742719", "184127645108946", "12345678Z", "529.982.247-25", "9999 4105 7058", "DE89370400440532013000",
	} {
		for i := range number {
			if !isDigit(number[i]) {
				continue
			}
			for d := byte('0'); d <= '9'; d++ {
				if d == number[i] {
					continue
				}
				wrong := number[:i] + string(d) + number[i+1:]
				if got := Literals(wrong); len(got) != 0 {
					t.Errorf("%s, %s with one digit changed, is %s", wrong, number, got[0].What)
				}
			}
		}
	}
}

// TestLiteralsLinear: text made to be read again and again at each sign stays fast. Quadratic time would be minutes.
func TestLiteralsLinear(t *testing.T) {
	for _, piece := range []string{"a", "@", "a@", "a.", "a@b.", "1", "1 ", "1-", "+1", "+1 ", "(", "A", "A1", "1234 ", "DE89 ", "//a:"} {
		Literals(strings.Repeat(piece, 1<<20/len(piece)))
	}
}

func TestLiteralsAllocateNothing(t *testing.T) {
	for _, text := range ordinary {
		if n := testing.AllocsPerRun(10, func() { Literals(text) }); n != 0 {
			t.Errorf("%q: %v allocations", text, n)
		}
	}
}

func FuzzLiterals(f *testing.F) {
	for _, text := range append(ordinary, "Jane <jane@acme.com>, +49 (0)30 901820", "4242 4242 4242 4242", "GB82 WEST 1234 5698 7654 32",
		"1 84 12 76 451 089 46", "RSSMRA85T10A562S", "X-1234567-L", "2B1234", "\xff@\xff.\xff\xff", "(415) 555-2671 529.982.247-25") {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, l := range Literals(text) {
			if l.Start < end || l.End <= l.Start || l.End > len(text) {
				t.Fatalf("%q: range %d-%d behind %d", text, l.Start, l.End, end)
			}
			end = l.End
			if !l.Class.Known() || l.What == "" {
				t.Fatalf("%q: %+v", text, l)
			}
			// What was found is found alone, too.
			if got := Literals(text[l.Start:l.End]); len(got) != 1 || got[0].Class != l.Class || got[0].End != l.End-l.Start {
				t.Fatalf("%q: %q alone is %+v", text, text[l.Start:l.End], got)
			}
		}
	})
}

// ordinary literals of queries.
var ordinary = []string{
	"active", "2024-01-01", "2024-01-01 10:00:00", "550e8400-e29b-41d4-a716-446655440000", "1.2.3.4", "20240101123456",
	"d41d8cd98f00b204e9800998ecf8427e", "%@gmail.com", "US", "order shipped to the customer on time",
}

func BenchmarkLiterals(b *testing.B) {
	for _, text := range ordinary {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				Literals(text)
			}
		})
	}
}
