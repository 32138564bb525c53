package main

import (
	"fmt"
	"strings"

	"github.com/sqlsteward/sqlsteward/privacy"
)

// personal is the page about the classes of personal data, and the names by which it is recognised.
func personal() string {
	var b strings.Builder
	b.WriteString("# Personal data\n\nA column is what the catalog declares it to be: `personal = \"user.contact.email\"`, or `false`. Where it says " +
		"nothing, the column's name speaks, and the name of the relation that it is in:\n\n" +
		"| Relation | Column | Class |\n|---|---|---|\n")
	for _, c := range [][2]string{
		{"orders", "CUST_EML_ADDR"},
		{"orders", "is_email_verified"},
		{"orders", "email_sent_at"},
		{"customers", "name"},
		{"products", "name"},
		{"stores", "phone"},
		{"stores", "manager_phone"},
		{"orders", "billing_city"},
		{"events", "payload.customer.name"},
		{"kunden", "geburtsdatum"},
		{"ventes", "nom_client"},
		{"pedidos", "telefono_contacto"},
		{"pedidos", "cidade_entrega"},
	} {
		class := "none"
		if m, ok := privacy.Recognise(c[0], c[1]); ok {
			class = "`" + string(m.Class) + "`"
		}
		fmt.Fprintf(&b, "| `%s` | `%s` | %s |\n", c[0], c[1], class)
	}
	b.WriteString("\nWhat is about a company, a shop, a product or a machine is not personal, and neither are the internal numbers of people " +
		"(`customer_id`), countries, flags, times, counts, hashes and free text. Names are read in English, German, French, Spanish and " +
		"Portuguese.\n\n## Classes\n\nA class holds all below it: who lives with `user.contact` in a setting lives with `user.contact.email`. Your own " +
		"classes may lie below these (`user.contact.email.work`), and matter as much as the nearest one here. A direct identifier names or " +
		"reaches one person, a sensitive attribute harms one when it gets out; a quasi identifier narrows down who it is, and alone it is silent.\n\n" +
		"| Class | | Kind |\n|---|---|---|\n")
	for _, c := range privacy.Classes() {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", c.Class, c.Phrase, c.Kind)
	}
	return b.String()
}
