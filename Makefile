# Tổ Số: every task of a developer in one word. Only Python >= 3.11 and make are needed; the rest goes into $(VENV).
#   make demo     fill ./out with a commune, its villages and their papers      make lint    style and types
#   make test     the whole test suite                                          make bench   beside its peers
#   make screens  draw every screen into docs/screens                           make peers   what bench needs of others
#   make looks    every screen at every size and text: nothing cut, all named and reachable (the suite looks once)
#   make guide    the user guide as PDF, with its pictures drawn anew
#   make sticks   tests with formatted, mounted sticks; needs root on Linux     make clean   remove what was made
# Another interpreter: make PYTHON=python3.12 test        One test: make test ARGS='tests/test_clock.py -k order'

PYTHON ?= python3
VENV ?= .venv
ARGS ?=
DEMO_SIZE ?= --villages 3 --households 40 --sessions 20 --seed 1

RUN := $(VENV)/bin/python
READY := $(VENV)/.ready
SCRATCH := build/constraints
PEERS := build/peers

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help ready qt demo test sticks lint format peers bench screens looks guide wheel constraints clean

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile

ready: $(READY)

$(READY): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "There is no '$(PYTHON)' here: install Python 3.11 or newer (Debian, Ubuntu: apt-get install python3 python3-venv) or name one, e.g. 'make PYTHON=python3.12'." >&2; exit 1; }
	@$(PYTHON) scripts/check_python.py
	@$(RUN) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

qt: $(READY)
	@$(RUN) scripts/check_qt.py

demo: $(READY)
	@# The program never writes into a folder with something in it; what an earlier 'make demo' made is ours to replace.
	@if [ -e out/xa/toso.db ] && [ -d out/usb ] && [ -d out/giay ]; then rm -rf out; fi
	$(RUN) -m desktop demo out $(DEMO_SIZE)
	@$(RUN) scripts/check_qt.py --screen || echo "(The demo is made. Its desks open in a window once the packages above are installed.)"
	@echo "Open a desk:  $(VENV)/bin/toso --home out/xa   (the commune)   or   $(VENV)/bin/toso --home out/thon-01   (a village)"

test: $(READY) qt
	$(RUN) -m pytest -n auto --dist worksteal $(ARGS)

sticks: $(READY)
	TOSO_REAL_STICKS=1 $(RUN) -m pytest tests/sync/test_stick_real.py -rs $(ARGS)

lint: $(READY)
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

format: $(READY)
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

# Each in an environment of its own: what Morango needs is not what we need. Without them, `make bench` leaves them out.
peers:
	@$(PYTHON) scripts/check_python.py
	$(PYTHON) -m venv --clear $(PEERS)/geodiff
	$(PEERS)/geodiff/bin/python -m pip install --quiet --disable-pip-version-check pygeodiff==2.3.2
	$(PYTHON) -m venv --clear $(PEERS)/morango
	$(PEERS)/morango/bin/python -m pip install --quiet --disable-pip-version-check morango==0.8.15

bench: $(READY)
	$(RUN) -m benchmarks.run --geodiff-python $(PEERS)/geodiff/bin/python --morango-python $(PEERS)/morango/bin/python $(ARGS)

screens: $(READY) qt
	QT_QPA_PLATFORM=offscreen $(RUN) -m tests.ui.screens docs/screens

looks: $(READY) qt
	TOSO_ALL_LOOKS=1 $(RUN) -m pytest -n auto tests/ui/test_screens.py $(ARGS)

guide: $(READY) qt
	QT_QPA_PLATFORM=offscreen $(RUN) -m tests.ui.guide resources/guide/pictures docs/huong-dan-thon.pdf

wheel: $(READY)
	$(RUN) -m pip wheel --quiet --disable-pip-version-check --no-deps -w dist .

# A fresh environment with the newest versions that pyproject.toml allows; colorama is what pytest adds on Windows.
constraints:
	@$(PYTHON) scripts/check_python.py
	$(PYTHON) -m venv --clear $(SCRATCH)
	$(SCRATCH)/bin/python -m pip install --quiet --disable-pip-version-check '.[dev]' colorama
	( echo "# The versions that the tests ran with; 'make constraints' writes this file."; \
	  $(SCRATCH)/bin/python -m pip freeze --exclude toso ) > constraints.new
	mv constraints.new constraints.txt
	rm -rf $(SCRATCH)

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
