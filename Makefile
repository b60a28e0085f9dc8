# `make help` lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
JOBS ?= 2
CORPUS ?= ../shared/corpus
SECONDS_EACH ?= 300
SOURCES := Package.swift Sources Tests Benchmarks Fuzz/Sources Fuzz/Support
SWIFT_TEST_FLAGS ?=

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: ## Install what is missing, build, show findings, deploy an example to a local AWS
	@Scripts/demo.sh

.PHONY: test
test: test-swift test-python ## Run every test

.PHONY: tools
tools: ## Install what building needs
	@source Scripts/environment.sh; need_build

.PHONY: build
build: tools ## Build everything for development
	swift build --build-tests -j $(JOBS)

.PHONY: release
release: tools ## Build both programs optimised: .build/release/stackc and stackc-local
	swift build -c release -j $(JOBS) --product stackc
	swift build -c release -j $(JOBS) --product stackc-local

.PHONY: test-swift
test-swift: tools ## Run the Swift tests; those of handlers take their Python from .venv/test
	@source Scripts/environment.sh; need_handlers; python_environment test Tests/requirements.txt; \
	  STACKC_TEST_PYTHON="$$venv/bin/python" swift test -j $(JOBS) $(SWIFT_TEST_FLAGS)

.PHONY: test-python
test-python: release ## Run the tests of the finished programs, in .venv/test
	swift build -c release -j $(JOBS) --product conformance
	@source Scripts/environment.sh; need_handlers; need_debian awscli:/usr/bin/aws; \
	  python_environment test Tests/requirements.txt; \
	  STACKC=$${STACKC:-$$PWD/.build/release/stackc} "$$venv/bin/python" -m pytest -q Tests/python

.PHONY: format
format: ## Lay the Swift sources out
	swift format -i -r $(SOURCES)

.PHONY: lint-format
lint-format: ## Check the layout of the Swift sources
	swift format lint --strict -r $(SOURCES)

.PHONY: facts
facts: ## Regenerate the packed facts of AWS, in .venv/facts
	@source Scripts/environment.sh; python_environment facts Tools/facts/requirements.txt; \
	  "$$venv/bin/python" Tools/facts/generate.py

.PHONY: facts-check
facts-check: ## Check that the packed facts are what their sources give
	@source Scripts/environment.sh; python_environment facts Tools/facts/requirements.txt; \
	  "$$venv/bin/python" Tools/facts/generate.py --check

.PHONY: docs
docs: tools ## Write the generated pages of Docs/ anew
	STACKC_RECORD=1 swift test -j $(JOBS) --filter DocsTests

.PHONY: snapshots
snapshots: tools ## Record the tests' snapshots anew, to be read in the diff
	STACKC_RECORD=1 swift test -j $(JOBS) || true
	STACKC_RECORD=1 $(MAKE) test-python || true
	git diff --stat -- Tests Docs Examples

.PHONY: bench
bench: release ## Measure, and compare with the thresholds; the memory of a run for STACKC_MEMORY_SECONDS (600)
	@source Scripts/environment.sh; python_environment test Tests/requirements.txt
	swift run -c release -j $(JOBS) benchmarks --corpus $(CORPUS)

.PHONY: conformance
conformance: tools ## Compare with third-party suites, where CORPUS holds them
	@if [ -d $(CORPUS) ]; then \
	  swift build -c release -j $(JOBS) --product conformance; \
	  for suite in $$(sed -n 's/^  "\([^"]*\)":.*/\1/p' Tests/Conformance/floors.json); do \
	    "$$(swift build -c release --show-bin-path)/conformance" $$suite --corpus $(CORPUS) --floors Tests/Conformance/floors.json; \
	  done; \
	else echo "conformance skipped: there is no corpus at $(CORPUS)"; fi

.PHONY: fuzz
fuzz: tools ## Fuzz each target for SECONDS_EACH seconds
	@for file in Fuzz/Sources/*/; do Fuzz/run.sh "$$(basename $$file)" $(SECONDS_EACH); done

.PHONY: clean
clean: ## Remove what was built
	rm -rf .build .venv build Examples/*/build
