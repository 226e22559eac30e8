# What keeps the house standing: lint, tests, catalogue, documentation of the environment.

CHECK_STAMP := $(VENV)/.requirements-dev

.PHONY: lint format test test-fast messages env-docs

$(CHECK_STAMP): requirements.txt requirements-s3.txt requirements-dev.txt
	$(make_venv)
	$(PY) -m pip install -qq --disable-pip-version-check -r requirements-dev.txt
	touch $@

lint: $(CHECK_STAMP)
	$(PY) -m tools.lint

format: $(CHECK_STAMP)
	$(VENV)/bin/ruff check --fix --exit-zero .
	$(VENV)/bin/ruff format .

test: $(CHECK_STAMP)
	$(PY) -m tools.run_tests

test-fast: $(CHECK_STAMP)
	$(PY) -m pytest -n 2 -m "not slow and not browser" --ignore=tests/adversarial

messages: $(CHECK_STAMP)
	$(PY) manage.py messages $(if $(FROM),--import-json $(FROM))

env-docs: $(CHECK_STAMP)
	$(PY) manage.py env_docs
