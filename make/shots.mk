# Pictures of every page, and those of the README. Needs Chromium.

.PHONY: shots

shots: $(CHECK_STAMP)
	@$(PY) -m tests.browser.shots
