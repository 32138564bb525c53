# What there is to do in this repository. make alone lists it; make test needs nothing but Go.

GO     ?= go
BINARY := sqlsteward$(shell $(GO) env GOEXE)

# Programs that only this repository needs live in it, never in the user's GOBIN.
TOOLS         := $(CURDIR)/.cache/bin
GOLANGCI      := v2.15.0
GOLANGCI_LINT := $(TOOLS)/golangci-lint-$(GOLANGCI)
export GOLANGCI_LINT_CACHE := $(CURDIR)/.cache/golangci-lint

FUZZTIME  ?= 30s
DIALECT   ?= generic

# having(FUNC) are the packages with a test function whose name begins so: nobody has to list them.
having = $(shell grep -rl --include='*_test.go' '^func $(1)' . | xargs -n 1 dirname 2>/dev/null | sort -u)

.DEFAULT_GOAL := help
.PHONY: help build test judges race lint fmt docs fuzz bench demo corpus privacy rule clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build the static binary ./sqlsteward
	CGO_ENABLED=0 $(GO) build -trimpath -o $(BINARY) ./cmd/sqlsteward

test: ## run all tests
	$(GO) test ./...

judges: ## compare what we read with what parsers of others read (they are downloaded: 90 MB)
	cd internal/judges && $(GO) test -count 1 -v ./...

race: ## run the tests of what works in parallel under the race detector (needs a C compiler)
	CGO_ENABLED=1 $(GO) test -race ./source ./privacy ./catalog/... ./config ./lint/... ./cmd/...

lint: $(GOLANGCI_LINT) ## run the linters of .golangci.yml
	$(GOLANGCI_LINT) run

fmt: $(GOLANGCI_LINT) ## format the code as make lint wants it
	$(GOLANGCI_LINT) fmt

$(GOLANGCI_LINT):
	GOBIN=$(TOOLS) $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI)
	mv $(TOOLS)/golangci-lint$(shell $(GO) env GOEXE) $@

docs: ## write what is generated: keywords, rule pages, references, the README's blocks
	$(GO) generate ./...
	$(if $(call having,TestDocs),$(GO) test $(call having,TestDocs) -run '^TestDocs' -count 1 -update)

fuzz: ## run every fuzz target for FUZZTIME (30s)
	@grep -rHo --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' . | sed 's|/[^/]*:func | |' | sort | \
	while read -r package target; do \
		echo "== $$package $$target"; \
		$(GO) test "$$package" -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) </dev/null || exit 1; \
	done

bench: ## measure MB/s of lexing, parsing and a whole check beside the parsers of others, and write docs/benchmarks.md
	cd internal/judges && $(GO) run ./speed -write ../../docs/benchmarks.md

demo: build ## check the demo repository (that it has findings is its point, so exit code 1 is fine)
	./$(BINARY) check testdata/supercorp || test $$? -eq 1

corpus: ## say how much of CORPUS (a folder of SQL) is understood as DIALECT
	@test -n "$(CORPUS)" || { echo 'name a folder: make corpus CORPUS=../queries DIALECT=snowflake' >&2; exit 2; }
	$(GO) run ./internal/corpus -dialect $(DIALECT) $(CORPUS)

privacy: ## say how well personal data is recognised by the names of columns
	$(GO) run ./internal/privacyfigures

rule: ## make the two files of a new rule: make rule NAME=what-is-wrong
	@$(GO) run ./internal/newrule "$(NAME)"

clean: ## remove what was built, and the repository's own tools
	rm -rf $(BINARY) dist .cache
