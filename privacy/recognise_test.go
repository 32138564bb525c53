package privacy

import (
	_ "embed"
	"strings"
	"testing"
)

//go:embed testdata/columns.tsv
var labelled string

type row struct {
	relation, column string
	class            Class // "-" for none
	language         string
}

func labelledRows(t testing.TB) []row {
	t.Helper()
	var rows []row
	line := 0
	for l := range strings.Lines(labelled) {
		line++
		l = strings.TrimSuffix(l, "\n")
		if l == "" || l[0] == '#' {
			continue
		}
		f := strings.Split(l, "\t")
		if len(f) != 4 {
			t.Fatalf("columns.tsv:%d: %d fields, 4 wanted", line, len(f))
		}
		if c := Class(f[2]); c != "-" && !c.Known() {
			t.Fatalf("columns.tsv:%d: unknown class %s", line, c)
		}
		rows = append(rows, row{f[0], f[1], Class(f[2]), f[3]})
	}
	return rows
}

// TestRecognise shows the rules one by one.
func TestRecognise(t *testing.T) {
	for _, c := range []struct {
		relation, column string
		class            Class // "" for none
		words, owner     string
	}{
		// a phrase that is enough by itself
		{"", "email", "user.contact.email", "email", ""},
		{"", "e_mail", "user.contact.email", "e_mail", ""},
		{"", "eMail", "user.contact.email", "eMail", ""},
		{"", "E-Mail Address", "user.contact.email", "E-Mail Address", ""},
		{"orders", "customer_email_1", "user.contact.email", "email", ""},
		{"", "CustomerEMailAddress", "user.contact.email", "EMailAddress", ""},
		{"", "dob", "user.birth_date", "dob", ""},
		{"", "date_of_birth", "user.birth_date", "date_of_birth", ""},
		{"", "ssn", "user.national_id", "ssn", ""},
		{"", "ip_address", "user.device.ip_address", "ip_address", ""},
		{"", "IPAddress", "user.device.ip_address", "IPAddress", ""},
		{"", "client_ip", "user.device.ip_address", "ip", ""},
		{"", "billing_address_line1", "user.contact.address.street", "address_line1", ""},

		// run together, also with a word for a person in front
		{"", "emailaddress", "user.contact.email", "emailaddress", ""},
		{"", "phonenumber", "user.contact.phone", "phonenumber", ""},
		{"", "dateofbirth", "user.birth_date", "dateofbirth", ""},
		{"", "customername", "user.name", "name", "customer"},
		{"", "empname", "user.name", "name", "emp"},
		{"", "filename", "", "", ""},
		{"users", "percentage", "", "", ""},
		{"users", "mileage", "", "", ""},
		{"users", "reports", "", "", ""},
		{"customers", "placeholdername", "", "", ""},

		// what is ambiguous needs a person
		{"", "name", "", "", ""},
		{"customers", "name", "user.name", "name", "customers"},
		{"raw.stg_crm__customers_daily", "name", "user.name", "name", "customers"},
		{"`shop`.`Users`", "NAME", "user.name", "NAME", "Users"},
		{"", "customer_name", "user.name", "name", "customer"},
		{"", "name_of_customer", "user.name", "name", "customer"},
		{"orders", "store_manager_name", "user.name", "name", "manager"},
		{"products", "name", "", "", ""},
		{"customers", "plan_name", "", "", ""},
		{"customers", "customer_company_name", "", "", ""},
		{"customer_segments", "name", "", "", ""},
		{"customer_file", "name", "user.name", "name", "customer"},
		{"files", "name", "", "", ""},
		{"user_events", "event_name", "", "", ""},
		{"", "product_name", "", "", ""},
		{"employee", "full_name", "user.name", "full_name", ""},
		{"repos", "full_name", "", "", ""},
		{"customers", "email_id", "user.contact.email", "email_id", "customers"},
		{"email_events", "email_id", "", "", ""},

		// a thing beside it negates
		{"stores", "phone", "", "", ""},
		{"", "store_phone", "", "", ""},
		{"stores", "manager_phone", "user.contact.phone", "phone", ""},
		{"", "server_ip_address", "", "", ""},
		{"", "contract_address", "", "", ""},
		{"", "memory_address", "", "", ""},
		{"users", "address", "user.contact.address", "address", "users"},
		{"", "mac_address", "user.device.id", "mac_address", ""},

		// negations in front, and other things behind
		{"", "is_email_verified", "", "", ""},
		{"", "email_sent_at", "", "", ""},
		{"", "phone_updated_date", "", "", ""},
		{"", "email_count", "", "", ""},
		{"", "num_phones", "", "", ""},
		{"", "email_template_id", "", "", ""},
		{"users", "address_id", "", "", ""},
		{"", "user_id", "", "", ""},
		{"", "email_hash", "", "", ""},
		{"", "hashed_email", "", "", ""},
		{"users", "emails_sent", "", "", ""},
		{"campaigns", "emails", "", "", ""},
		{"users", "emails", "user.contact.email", "emails", "users"},
		{"users", "name_length", "", "", ""},
		{"", "country", "", "", ""},
		{"", "email_domain", "user.contact.email.domain", "email_domain", ""},
		{"", "password_hash", "user.credentials.password", "password_hash", ""},

		// the class above takes the place of an owner; a list of all values is a dimension
		{"", "address_city", "user.contact.address.city", "city", ""},
		{"addresses", "city", "user.contact.address.city", "city", "addresses"},
		{"store_addresses", "city", "", "", ""},
		{"dim_city", "city_name", "", "", ""},
		{"zip_codes", "zip", "", "", ""},

		// paths
		{"events", "payload.customer.email", "user.contact.email", "email", ""},
		{"events", "payload.customer.name", "user.name", "name", "customer"},
		{"events", "is_new.email", "user.contact.email", "email", ""},
		{"events", "email.status", "", "", ""},
		{"events", "customer.details.name", "user.name", "name", "customer"},
		{"events", "customer_details_name", "", "", ""},

		// other languages put the owner behind, English does not
		{"", "nom_client", "user.name", "nom", "client"},
		{"", "nombre_cliente", "user.name", "nombre", "cliente"},
		{"", "nombre_clients", "", "", ""},
		{"members", "email_client", "", "", ""},
		{"commandes", "email_client", "user.contact.email", "email", ""},
		{"", "Straße", "user.contact.address.street", "Straße", ""},
		{"", "prénom", "user.name.first", "prénom", ""},
		{"", "CONTRASEÑA", "user.credentials.password", "CONTRASEÑA", ""},
		{"", "cnpj", "", "", ""},
		{"", "date_envoi_email", "", "", ""},

		{"", "name_kunde", "user.name", "name", "kunde"},
		{"", "nombre_utilisateurs", "", "", ""}, // their number, in French

		// abbreviations stand for their words
		{"", "CUST_EML_ADDR", "user.contact.email", "EML_ADDR", ""},
		{"", "CUST_NM", "user.name", "NM", "CUST"},
		{"", "EMP_BRTH_DT", "user.birth_date", "BRTH_DT", ""},
		{"", "CUST_EML_IND", "", "", ""},
		{"", "PRD_NM", "", "", ""},

		// a number of something, and somebody's number
		{"", "nr_telefone", "user.contact.phone", "nr_telefone", ""},
		{"", "NR_CPF", "user.national_id", "NR_CPF", ""},
		{"patients", "num_allergies", "", "", ""},

		// a code tells as much where the values are few
		{"", "gender_code", "user.demographic.gender", "gender", ""},
		{"", "GNDR_CD", "user.demographic.gender", "GNDR", ""},
		{"customer_demographics", "cd_gender", "user.demographic.gender", "gender", ""},
		{"", "disability_flag", "user.health", "disability", ""},
		{"users", "phone_code", "", "", ""},
		{"users", "email_flag", "", "", ""},

		// what is sent, is sent to persons
		{"orders", "billing_city", "user.contact.address.city", "city", ""},
		{"pedidos", "cidade_entrega", "user.contact.address.city", "cidade", ""},
		{"orders", "ship_to_name", "user.name", "name", ""},
		{"orders", "shipping_company_name", "", "", ""},
		{"", "nombre_envio", "", "", ""},
		{"orders", "delivery_status_name", "", "", ""},
		{"stores", "shipping_city", "", "", ""},

		// a word for a person may be the phrase, or the owner of one in front
		{"filialen", "filialleiter", "user.name", "filialleiter", ""},
		{"filialen", "email_filialleiter", "user.contact.email", "email", ""},
		{"usuarios", "usuario", "user.account.username", "usuario", "usuarios"},
		{"pedidos", "usuario", "", "", ""},
		{"", "correo_usuario", "user.contact.email", "correo", ""},

		// relations named for what they hold, and for their use
		{"profiles", "display_name", "user.name", "name", "profiles"},
		{"public.stg_profiles", "name", "user.name", "name", "profiles"},
		{"color_profiles", "name", "", "", ""},
		{"addresses", "address", "user.contact.address", "address", "addresses"},
		{"wallet_addresses", "address", "", "", ""},
		{"event_names", "name", "", "", ""},

		// longer phrases that are not personal
		{"users", "location", "user.location", "location", "users"},
		{"employees", "work_location", "", "", ""},
		{"users", "login", "user.account.username", "login", "users"},
		{"users", "last_login", "", "", ""},
		{"users", "user_last_login", "", "", ""},

		// nothing to go by
		{"", "", "", "", ""},
		{"...", "___", "", "", ""},
		{"users", "имя", "", "", ""},
		{"users", "\xff\xfe", "", "", ""},
		{"users", strings.Repeat("a_", 20) + "email", "", "", ""},
		{"users", strings.Repeat("a", 200), "", "", ""},
	} {
		m, ok := Recognise(c.relation, c.column)
		want := Match{c.class, c.words, c.owner}
		if ok != (c.class != "") || m != want {
			t.Errorf("%q.%q: %+v, %v; wanted %+v", c.relation, c.column, m, ok, want)
		}
	}
}

// TestVocabularyShadows: a plural that is a word of its own, for it is part of a phrase, would hide the role of its
// singular from names that use the plural (drivers).
func TestVocabularyShadows(t *testing.T) {
	v := vocabulary()
	for w, e := range v.words {
		singular, ok := v.words[strings.TrimSuffix(w, "s")]
		if ok && strings.HasSuffix(w, "s") && e.roles&^affix == 0 && e.ends == 0 && singular.roles&(person|thing) != 0 {
			t.Errorf("%s hides that %s is a person or thing", w, strings.TrimSuffix(w, "s"))
		}
	}
}

func TestVocabularyLanguages(t *testing.T) {
	// Each of the promised languages has words for what every table of customers has.
	for code, l := range languageNames {
		have := map[Class]bool{}
		persons := 0
		v := vocabulary()
		for _, p := range v.phrases {
			if p.languages&l != 0 {
				have[p.class] = true
			}
		}
		for _, e := range v.words {
			if e.languages&l != 0 && e.roles&person != 0 {
				persons++
			}
		}
		for _, c := range []Class{
			"user.name", "user.name.last", "user.contact.email", "user.contact.phone", "user.contact.address", "user.contact.address.street",
			"user.contact.address.city", "user.birth_date", "user.demographic.gender",
		} {
			if !have[c] {
				t.Errorf("%s has no words for %s", code, c)
			}
		}
		if persons < 10 {
			t.Errorf("%s has %d words for persons", code, persons)
		}
	}
}

func TestReadVocabularyErrors(t *testing.T) {
	for text, want := range map[string]string{
		"person en customer":                              "line 1: no colon",
		"\n# x\nperson: customer":                         "line 3: a subject and its languages",
		"person xx: customer":                             `unknown language "xx"`,
		"person alone en: customer":                       "the role person has no strength",
		"user.name en: name":                              "a class, its strength and its languages",
		"user.name always en: name":                       `unknown strength "always"`,
		"short en: nm":                                    "an abbreviation and the word",
		"short en: nm name, nm number":                    `"nm" is short for name already`,
		"short en: nm name, n nm":                         `"nm" is itself short for name`,
		"person en: nm\nshort en: nm name":                `line 2: "nm" has a use already`,
		"user.nome alone en: name":                        `unknown class "user.nome"`,
		"person en: next kin":                             "one word for a role",
		"user.name alone en: a b c d e":                   "1 to 4 for a class",
		"user.name alone en: name,, x":                    "1 to 4 for a class",
		"user.name alone en: Name":                        "lower-case letters",
		"user.name alone fr: prénom":                      "lower-case letters",
		"user.name alone en: n\nuser.contact alone en: n": `line 2: "n" is user.name already`,
	} {
		_, err := readVocabulary(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, wanted %q", text, err, want)
		}
	}
}

func TestRecogniseAllocatesNothing(t *testing.T) {
	for _, r := range labelledRows(t) {
		if n := testing.AllocsPerRun(1, func() { Recognise(r.relation, r.column) }); n != 0 {
			t.Fatalf("%s.%s: %v allocations", r.relation, r.column, n)
		}
	}
}

func FuzzRecognise(f *testing.F) {
	for i, r := range labelledRows(f) {
		if i%50 == 0 {
			f.Add(r.relation, r.column)
		}
	}
	f.Add("a.b.ÄÖ\xffü", "eMailÉÀ.x->>'y'[0]")
	f.Fuzz(func(t *testing.T, relation, column string) {
		m, ok := Recognise(relation, column)
		if !ok {
			if m != (Match{}) {
				t.Fatalf("%q.%q: %+v", relation, column, m)
			}
			return
		}
		if !m.Class.Known() || m.Words == "" || !strings.Contains(column, m.Words) ||
			!strings.Contains(column, m.Owner) && !strings.Contains(relation, m.Owner) {
			t.Fatalf("%q.%q: %+v", relation, column, m)
		}
	})
}

func BenchmarkRecognise(b *testing.B) {
	rows := labelledRows(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		r := rows[i%len(rows)]
		Recognise(r.relation, r.column)
	}
}

func BenchmarkReadVocabulary(b *testing.B) {
	for b.Loop() {
		if _, err := readVocabulary(vocabularyText); err != nil {
			b.Fatal(err)
		}
	}
}
