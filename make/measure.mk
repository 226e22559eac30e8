# Figures and black-box tests: nothing here is part of `make test`.

.PHONY: bench reliability acceptance-up

bench: $(CHECK_STAMP)
	$(PY) -m tests.bench.run

reliability: $(CHECK_STAMP)
	$(PY) -m tests.reliability.run kill
	$(PY) -m tests.reliability.run sqlite
	@if [ "$$(id -u)" = 0 ]; then $(PY) -m tests.reliability.run disk; else echo "disk: left out, only root may mount"; fi
	UPLOAD_BYTES=2000000000 KILLS=20 $(PY) -m pytest tests/live/test_uploads.py -n 0 -q -s

acceptance-up: $(CHECK_STAMP)
	@$(PY) -m tests.acceptance.up
