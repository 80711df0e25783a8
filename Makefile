# Every target sets up `.venv` by itself from the locked requirements; nothing is done twice while they are unchanged.
#   make run ARGS="--port 8080"     a working newsroom        make test        every check there is
SHELL := /bin/bash
BIN := .venv/bin
PYTEST_WORKERS ?= 2

.PHONY: help run test lint format reference screenshots bench lock clean set-up set-up-dev

help: ## say what there is
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /make \1\t/' | expand -t 20

run: set-up ## start a newsroom in ./newsroom and serve it (ARGS go to `broadsheet start`)
	@exec $(BIN)/broadsheet start $(ARGS)

test: lint ## the checks of `make lint`, then every test (ARGS go to pytest)
	@tools/chromium.sh
	@home=$$(mktemp -d) && trap 'rm -rf "$$home"' EXIT && unset $${!BROADSHEET_@} && \
		BROADSHEET_HOME="$$home/newsroom" $(BIN)/python -m pytest -n $(PYTEST_WORKERS) -rs $(ARGS)

lint: set-up-dev ## ruff, its format, mypy and the import order
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@unset $${!BROADSHEET_@} && $(BIN)/mypy
	@$(BIN)/lint-imports

format: set-up-dev ## let ruff format and mend what it can
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

reference: set-up-dev ## write docs/reference from the code
	@$(BIN)/python tools/reference.py

screenshots: set-up-dev ## take the README's pictures on the specimen wire
	@$(BIN)/python tools/screenshots.py $(ARGS)

bench: set-up-dev ## measure quality, then speed (ARGS: a folder of data instead of ../shared/data)
	@$(BIN)/python bench/quality.py $(ARGS)
	@$(BIN)/python bench/speed.py $(ARGS)

lock: set-up-dev ## pin the requirements anew (ARGS="--upgrade" for newer versions); needs uv
	@$(BIN)/python tools/lock.py $(ARGS)

clean: ## remove what was built; newsroom/ stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist test-results
	@find src tests bench tools -name __pycache__ -type d -prune -exec rm -rf {} +

set-up:
	@tools/set_up.sh run

set-up-dev:
	@tools/set_up.sh dev
