# Everything here needs a shell, make and Python 3.11 or later, and a package index that pip can reach.

VENV ?= .venv
PORT ?= 8501
# On Linux the plain torch of the public index brings gigabytes for graphics cards. Where that matters, give the
# address of an index of CPU builds (PyTorch documents its own): make setup TORCH_INDEX=https://...
TORCH_INDEX ?=
# What else to pass on: make test ARGS="tests/models -x"
ARGS ?=
# Where the study's outcomes go; what was measured there is not measured again.
STUDY ?= study
# How many test processes at once; each has a core of its own (WORKERS=0 runs all in one).
WORKERS ?= logical

PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3 python; do \
	$$python -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PARALLEL := --numprocesses $(WORKERS) --maxprocesses 4 --dist loadfile --no-loadscope-reorder
# What tests write needs to survive no power cut: it is kept in memory where the machine has a folder for that with room.
ROOMY := $(shell df --output=avail -k /dev/shm 2>/dev/null | awk 'NR == 2 && $$1 > 8000000 { print "/dev/shm" }')
# Open to be walked through, for PostgreSQL runs as nobody where the tests run as root.
IN_MEMORY := folder=$$(TMPDIR=$(or $(ROOMY),$${TMPDIR:-/tmp}) mktemp -d -t minigiants.XXXXXX) && chmod 711 $$folder \
	&& trap "rm -rf $$folder" EXIT && TMPDIR=$$folder
SOAKED := tests/retrieval tests/scenarios/customer_support/helpdesk tests/store

# Tests start hundreds of processes: what one has compiled serves the next, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup app quick test soak lean check browser bench study clean lint mypy pyright layers dependencies

help: ## Show what can be made
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/.installed ## Create .venv, install, pull and verify the default models
	@$(BIN)/minigiants models pull

app: setup ## Set up what is missing and open the pages on http://127.0.0.1:8501 (PORT=...)
	@$(BIN)/minigiants app home --port $(PORT)

test: setup $(VENV)/.engines ## Set up what is missing and run the tests (ARGS=...)
	@$(BIN)/minigiants models pull smollm2-135m
	@$(IN_MEMORY) $(BIN)/python -m pytest $(PARALLEL) -m "not browser" $(ARGS)

soak: setup $(VENV)/.engines ## Run what kills and crowds, whole: a quarter of an hour (ARGS=...)
	SOAK=1 $(BIN)/python -m pytest -m soak $(SOAKED) $(ARGS)

# The types are read beside the tests, of which some wait for something, and one holds the layers.
quick: lint ## Lint, types, layers and the tests that load no chat model (ARGS=...)
	@$(BIN)/mypy & types=$$!; tested=0; \
	($(IN_MEMORY) $(BIN)/python -m pytest $(PARALLEL) -m "not browser and not model and not slow and not offline" $(ARGS)) \
		|| tested=$$?; \
	wait $$types && exit $$tested

check: lint layers dependencies mypy pyright ## Lint, format, types, layers, dependencies

lint: $(VENV)/.developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

layers: $(VENV)/.developing
	$(BIN)/lint-imports

dependencies: $(VENV)/.developing
	$(BIN)/deptry .

mypy: $(VENV)/.developing
	$(BIN)/mypy

pyright: $(VENV)/.developing
	$(BIN)/pyright --pythonpath $(BIN)/python

browser: setup $(VENV)/.developing ## Use the app as its readers would, in headless Chromium (ARGS=...)
	@$(BIN)/minigiants models pull smollm2-135m
	@$(IN_MEMORY) $(BIN)/python -m pytest $(PARALLEL) -m browser tests/browser $(ARGS)

bench: setup $(VENV)/.developing ## Measure against a plain chain: same model, same passages (ARGS=...)
	$(BIN)/python -m benchmarks $(ARGS)

# Cheapest first, so that what there is can be read early. In pieces: make study ARGS="--minutes 30", as often as it takes.
study: setup ## Compare the three installed models in all scenarios, for hours; goes on where it stopped (ARGS=...)
	@$(BIN)/minigiants models pull qwen2.5-coder-0.5b smollm2-135m
	@for scenario in customer_support document_qa medical_notes; do \
		$(BIN)/minigiants compare $$scenario --models smollm2-135m,qwen2.5-coder-0.5b,qwen2.5-coder-1.5b \
			--adapters all --without-pipeline --limit 100 --folder $(STUDY)/$$scenario $(ARGS) || exit 1; \
	done

# In a fresh .venv the extra is not there yet: its tests are left out, and what it would do is refused in a sentence.
# What takes long is the same with the extra, and left to `make test`.
lean: setup $(VENV)/.developing ## Run the tests of the engines before `make test` installs the extra ones (ARGS=...)
	@$(BIN)/minigiants models pull smollm2-135m
	$(BIN)/python -m pytest -m "not slow" tests/models/ctransformers/test_convert.py tests/test_engine_setting.py $(ARGS)

clean: ## Remove .venv and all caches; models and data in the home folder stay
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .coverage htmlcov

$(VENV)/.installed: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later with its venv module is needed: install it, or give PYTHON=..." >&2; exit 1; }
	@echo "Installing into $(VENV) (2.5 GB of disk; minutes, depending on the network)"
	$(PYTHON) -m venv $(VENV)
	$(PIP) install -qq --constraint constraints.txt --upgrade pip
	$(if $(TORCH_INDEX),$(PIP) install -qq --constraint constraints.txt --index-url $(TORCH_INDEX) torch)
	$(PIP) install -qq --constraint constraints.txt --editable ".[evaluation]"
	@touch $@

$(VENV)/.developing: $(VENV)/.installed
	$(PIP) install -qq --constraint constraints.txt --group dev
	@touch $@

$(VENV)/.engines: $(VENV)/.developing
	$(PIP) install -qq --constraint constraints.txt --editable ".[adapt,ctransformers,evaluation]"
	@touch $@
