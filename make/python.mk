# Which Python the house is made with.

VENV ?= .venv
PY := $(VENV)/bin/python
# The system's own first: distributions compile it with every optimisation, which pyenv leaves out (a fifth slower).
PYTHONS := /usr/bin/python3.11 python3.11 /usr/bin/python3.12 python3.12 /usr/bin/python3.13 python3.13 python3
FITS := import ensurepip, sqlite3, ssl, sys; sys.exit(sys.version_info < (3, 11))
SYSTEM_PYTHON ?= $(shell for each in $(PYTHONS); do $$each -c "$(FITS)" 2>/dev/null && echo $$each && break; done)

define make_venv
@test -x $(PY) || test -n "$(SYSTEM_PYTHON)" || { echo "Python 3.11 or later is needed, with venv." >&2; exit 1; }
@test -x $(PY) || $(SYSTEM_PYTHON) -m venv $(VENV)
endef
