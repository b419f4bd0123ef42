# Every target works on a fresh Debian 12 with Swift 6.3, and again when run twice.
.DEFAULT_GOAL := help
.PHONY: run test check bench soak generate clean help

run: ## start Junction on the example workspace and feed it the sample messages
	@scripts/run

test: ## set up what is missing, build, and run every test
	@scripts/test

check: ## the fast gates: format and tidy, in under a minute
	@scripts/check

bench: ## measure the release build; prints Markdown
	@scripts/bench/run
	@scripts/bench/events --junction .build/release/junction
	@scripts/bench/views --junction .build/release/junction

soak: ## the long tests, about half an hour: many kills and crashes, outages of a minute, 10,000 simulated worlds, fuzzing
	@scripts/soak

generate: ## remake what is made from the source (docs/errors.md)
	@scripts/generate

clean: ## remove what was built
	@rm -rf .build var

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile
