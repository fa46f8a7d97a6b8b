# Tenkyo's commands. `make` alone lists them. Settings come from the environment or the command line: make run TENKYO_PORT=8000

PYTHON = python3
# Reads the dependency groups of pyproject.toml, as pip does since 25.1; requirements.txt needs no newer pip than Python's own.
PIP = pip==26.3

VENV = .venv
PY = $(VENV)/bin/python
INSTALL = $(PY) -m pip install --quiet --disable-pip-version-check
SAMPLES = samples/*_digest.*
STORE = $${TENKYO_STORE:-store}

# Each stamp is written last, so that what was interrupted is done again.
PARTS = $(VENV)/.tenkyo-parts
MODELS = $(VENV)/.tenkyo-models
TOOLS = $(VENV)/.tenkyo-tools
STARTED = $(VENV)/.tenkyo-started

.PHONY: help install run fill models tools test lint types tests eval
.NOTPARALLEL:

help:
	@echo 'make run       install, fill an empty store from samples/, serve the chat on 127.0.0.1:7860'
	@echo 'make install   install into .venv only'
	@echo 'make models    also install what TENKYO_EMBED_MODEL needs (PyTorch, sentence-transformers)'
	@echo 'make test      install, lint, check types, run the tests and the evaluation gate'
	@echo '               (its parts: make lint types tests eval)'

install: $(PARTS)

# A virtual environment whose installation was cut off is begun afresh; any other is only brought up to date. When pip itself gives up
# (it loads everything before it installs anything), what was there is still whole.
$(PARTS): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Tenkyo needs Python 3.11 or newer, and "$(PYTHON)" is not. Name one that is: make PYTHON=python3.12 install' >&2; exit 1; }
	@if [ -e $(STARTED) ]; then rm -rf $(VENV); fi
	@echo 'Installing into $(VENV) (about a minute) ...'
	@mkdir -p $(VENV) && touch $(STARTED)
	@$(PYTHON) -m venv $(VENV)
	@$(INSTALL) --requirement requirements.txt || { rm $(STARTED); exit 1; }
	@rm $(STARTED) && touch $@

models: $(MODELS)

$(MODELS): pyproject.toml $(PARTS)
	@echo 'Installing PyTorch and sentence-transformers ...'
	@$(INSTALL) '$(PIP)'
	@$(INSTALL) --requirement requirements.txt --group models
	@touch $@

tools: $(TOOLS)

$(TOOLS): pyproject.toml $(PARTS) $(MODELS)
	@echo 'Installing the development tools ...'
	@$(INSTALL) --requirement requirements.txt --group dev
	@touch $@

# A store is filled when it has no documents, and filled on when that was cut off; any other is left as it is.
fill: $(PARTS)
	@mkdir -p "$(STORE)"
	@status=$$($(PY) -m index status) || exit 1; \
	if [ -e "$(STORE)/.filling" ] || echo "$$status" | grep -q '^documents  *0$$'; then \
	  touch "$(STORE)/.filling" && $(PY) -m ingest $(SAMPLES) && rm "$(STORE)/.filling"; \
	fi

run: fill
	@$(PY) app.py

test: lint types tests eval

lint: $(TOOLS)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: $(TOOLS)
	$(PY) -m mypy .

tests: $(TOOLS)
	$(PY) -m pytest

eval: $(PARTS)
	$(PY) -m eval
