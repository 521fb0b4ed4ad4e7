# Everything a newcomer needs: 'make run' starts the product, 'make test' passes the tests.
# Needs Python 3.11 or newer, make and the package registries.

.DEFAULT_GOAL := help
.PHONY: help install run test check soak lock clean

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/installed
export POPO_VAR ?= $(CURDIR)/var

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

install: $(STAMP) ## Set up .venv and the front-end packages

$(STAMP): requirements.lock pyproject.toml package.json package-lock.json
	@echo "Setting up: Python packages, then front-end packages."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make run PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@sh tools/front-end.sh
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

run: $(STAMP) ## Start the product on http://127.0.0.1:8000 with the demonstration town
	@$(BIN)/popo db upgrade
	@$(BIN)/popo demo --if-empty
	@POPO_INSECURE_COOKIES=1 $(BIN)/popo serve

test: $(STAMP) ## Pass the whole suite; what is skipped is listed at the end
	@$(BIN)/pytest -n 2 --dist loadgroup $(PYTEST_OPTIONS)

check: $(STAMP) ## Format, lint, types, import contracts, tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test

soak: $(STAMP) ## Longer trials: the same at full size
	@$(BIN)/pytest -m soak
	@$(BIN)/popo bench --people 20000

lock: ## Work out the lock files again (needs uv)
	@uv pip compile pyproject.toml --extra dev --generate-hashes --universal --python-version 3.11 \
		--no-header --quiet -o requirements.lock
	@npm install --package-lock-only --silent

clean: ## Remove what 'make install' made; var/ with keys and data stays
	@rm -rf .venv node_modules
