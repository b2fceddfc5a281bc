# `make run` and `make test` need nothing but Python 3.11 or newer; GNU make 3.81 (macOS) is enough.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
PIP    := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input
TORCH  := torch==2.13.0

.PHONY: setup run test check static bench bench-reader train lock

setup: $(READY)

# The locked versions come after torch's own choice, so that the lock has the last word.
$(READY): pyproject.toml requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "mlsmm needs Python 3.11 or newer. Try: make $(MAKECMDGOALS) PYTHON=python3.11")'
	@echo "Setting up $(VENV), once. This takes a few minutes:"
	@$(PYTHON) -m venv $(VENV)
	@echo "  1/4 PyTorch"
	@$(PIP) install $(TORCH)
	@echo "  2/4 the other libraries, each checked against its hash"
	@$(PIP) install --no-deps --require-hashes --requirement requirements.txt
	@echo "  3/4 mlsmm"
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m pip check >$(VENV)/check.log || { cat $(VENV)/check.log; exit 1; }
	@echo "  4/4 the graphs of encoder and reader"
	@$(BIN)/python -m knowledge.encoder export >/dev/null
	@$(BIN)/python -m knowledge.reader.network export >/dev/null
	@$(BIN)/python -m knowledge.library >/dev/null
	@$(BIN)/python -m compileall -q assistant knowledge model prompts
	@touch $@

run: setup
	@$(BIN)/mlsmm

test: setup
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal

check: static test

static: setup
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m tests.checks.budgets
	@$(BIN)/mlsmm catalogue check

bench: setup
	@$(BIN)/python -m tests.benchmarks

# MLSMM_PASSAGES=FOLDER adds the real passages; see tests/passages/README.md.
bench-reader: setup
	@$(BIN)/python -m tests.benchmarks.quality

# Writes the reader's weights anew from its corpus; see knowledge/reader/MODEL_CARD.md.
train: setup
	@$(BIN)/python -m knowledge.reader.training

# pip-tools stays out of the environment that runs: it would bring a pip of its own.
lock:
	@$(PYTHON) -m venv build/lock
	@build/lock/bin/python -m pip --quiet install pip-tools==7.6.2
	@CUSTOM_COMPILE_COMMAND="make lock" build/lock/bin/pip-compile --quiet --output-file requirements.txt pyproject.toml
