# `make demo` shows nettrack at work, `make test` runs the tests. Both set up what
# they need in .venv, from nothing but python3 and make.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/ready
DEV    := $(VENV)/ready-dev
HARD   := $(VENV)/ready-torture
# More workers than most have cores: many tests wait for watchers, editors and git.
JOBS   ?= 4

.PHONY: demo test check coverage fix bench bench-guard soak torture golden docs clean help

help:
	@sed -n 's/^#: //p' Makefile

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "nettrack needs Python 3.11 or newer; try: make PYTHON=python3.12 demo"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --constraint constraints.txt --editable .
	@touch $@

$(DEV): $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --constraint constraints.txt \
	  coverage hypothesis icalendar import-linter mutmut mypy pytest pytest-xdist \
	  recurring-ical-events ruff segno types-PyYAML vobject
	@touch $@

# What leads the fuzz by coverage has no wheel for every Python: only where it is used.
$(HARD): $(DEV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --constraint constraints.txt atheris
	@touch $@

#: make demo    a copy of the sample vault: whom to contact this week, and both notes
# The sample's today is fixed, so that the demo shows the same week on every day.
demo: $(READY)
	@rm -rf demo && cp -R sample_vault demo
	@NETTRACK_VAULT=demo NETTRACK_TODAY=2026-11-20; \
	export NETTRACK_VAULT NETTRACK_TODAY; \
	$(BIN)/nettrack index && $(BIN)/nettrack render && echo && \
	$(BIN)/nettrack review && echo && \
	echo "The week's page:   demo/Network/Reviews/Review 2026-W47.md" && \
	echo "The overdue note:  demo/Network/Overdue.md"

#: make test    the tests
test: $(DEV)
	@$(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal

#: make check   all that must hold: format, lint, types, layers, tests, short tortures
check: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) --no-print-directory test
	$(MAKE) --no-print-directory torture SCALE=0.02

#: make coverage  the rooms that edit, write and decide paths: every line and branch
coverage: $(DEV)
	@$(BIN)/python -m tests.torture.covered

#: make fix     format, and mend what a machine can mend
fix: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

#: make bench   the table of docs/performance.md, measured anew; on a quiet machine
# BENCH takes options, as --quick, --size 10000 or --rows search.
bench: $(DEV)
	@$(BIN)/python -m bench --write $(BENCH)

#: make bench-guard  count instructions; fails where they grew by more than a tenth
bench-guard: $(DEV)
	@$(BIN)/python -m bench.guard

#: make soak    an hour of edits beside the watcher: steady memory, no missed change
soak: $(DEV)
	@$(BIN)/python -m bench.watch --minutes $(or $(MINUTES),60)

#: make torture  the guarantees under faults, hostile input and time; one table
# All of it takes about an hour; SCALE=0.02 is what CI runs. TORTURES="kills races" runs
# these alone, SEED repeats a run, INTO=docs/torture.md keeps the table in that page.
SCALE  ?= 1
torture: $(HARD)
	@$(BIN)/python -m tests.torture --scale $(SCALE) $(if $(SEED),--seed $(SEED)) \
	  $(if $(INTO),--into $(INTO)) $(TORTURES)

#: make golden  write the expected files anew; look at the diff before you commit
golden: $(DEV)
	@NETTRACK_GOLDEN=update $(BIN)/python -m pytest -q -n $(JOBS) tests/golden tests/unit/render tests/test_sessions.py

#: make docs    write the pages anew that are made from the code
docs: $(DEV)
	@$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) demo build dist .*_cache
