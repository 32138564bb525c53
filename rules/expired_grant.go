package rules

import "github.com/sqlsteward/sqlsteward/lint"

// expiredGrant reports grants whose time is over. The runner checks it, for only it knows which findings they let be.
var expiredGrant = &lint.Rule{
	Name:     "expired-grant",
	Category: lint.Privacy,
	Severity: lint.Always(lint.Warning),
	Doc: lint.Doc{
		Summary: "a query relies on a grant to use personal data that has ended",
		Why: `Personal data may be used for a reason, and reasons end. When a grant does, what it allowed is reported again; this finding
says that it once was allowed, by which lines of the settings, and until when, so that the right people are asked.`,
		Bad: `select u.email, u.country
from raw.users as u`,
		Good: `select count(distinct u.email) as users, u.country
from raw.users as u
group by u.country`,
		Limits: `It stands once a statement, at the first use of personal data that the grant was for and that another rule reports. A grant that no query needs is not
reported. What a grant still allows counts as suppressed.`,
		Settings: `[[grant]]
classes = ["user.contact"]
paths   = ["**"]
reason  = "the address cleansing of 2026"
until   = "2026-09-30"

[rules]
personal-data-output = "warning"
`,
	},
}
