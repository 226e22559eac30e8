# Traverse. Running: make/run.mk. Checking: make/check.mk.

.DEFAULT_GOAL := help
.PHONY: help

help:
	@echo "make demo     start with demonstration content (PORT=8000)"
	@echo "make serve    start an empty site (PORT=8000)"
	@echo "make test     the whole suite; make test-fast leaves out slow tests, browsers and attackers"
	@echo "make lint     every check of form; make format corrects what it can"
	@echo "make messages brings the French catalogue up to date; CONTRIBUTING.md has the other commands"

include make/python.mk $(sort $(filter-out make/python.mk,$(wildcard make/*.mk)))
