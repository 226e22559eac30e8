# Running the house. `make demo` and `make serve` need Python 3.11, make and nothing else.

PORT ?= 8000
RUN_STAMP := $(VENV)/.installed-$(shell cksum < requirements.txt | cut -d ' ' -f 1)

.PHONY: demo serve run

$(RUN_STAMP):
	$(make_venv)
	$(PY) -m pip install -qq --disable-pip-version-check -r requirements.txt
	touch $@

# A folder of its own: accounts with a known password never reach the database of `make serve`.
demo: export DEMO := 1
demo: export VAR_DIR ?= $(CURDIR)/var/demo
demo: $(RUN_STAMP)
	@$(PY) tools/serve.py --port $(PORT)

serve: $(RUN_STAMP)
	@$(PY) tools/serve.py --port $(PORT)

run: serve
