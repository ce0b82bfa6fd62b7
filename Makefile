.DEFAULT_GOAL := help
# Compiled modules are kept: each of the many processes would else compile them anew.
export PYTHONDONTWRITEBYTECODE =
.PHONY: help run test check lint bench screenshots setup lock wheel clean

help: ## say what each target does
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

run: ## set up all that is needed, then serve the sample meeting
	@bash scripts/setup.sh run
	@.venv/bin/planner setup
	@.venv/bin/planner serve

test: ## set up all that is needed, then run all tests
	@bash scripts/setup.sh test
	@.venv/bin/python -m pytest -q -n 2 --dist loadfile

lint: ## style, types, doors between the rooms, templates
	@bash scripts/setup.sh test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/djlint templates --lint --quiet

check: lint ## the linters and all tests, those of pages on both databases
	@.venv/bin/python -m pytest -q -n 2 --dist loadfile --both-databases

bench: ## measure the figures that README states
	@bash scripts/setup.sh test
	.venv/bin/python -m benchmarks

screenshots: ## let the browser tests take pictures of all pages into docs/screenshots/
	@bash scripts/setup.sh test
	PLENUM_SCREENSHOTS=docs/screenshots .venv/bin/python -m pytest -q tests/journeys/test_every_page.py
	.venv/bin/python scripts/index_screenshots.py

setup: ## only set up
	@bash scripts/setup.sh run

lock: ## raise and lock the dependencies, with hashes
	@bash scripts/lock.sh

wheel: ## build the wheel into dist/
	@bash scripts/setup.sh test
	.venv/bin/python -m build --wheel --no-isolation

clean: ## remove what set-up made; the instance folder stays
	rm -rf .venv node_modules static/vendor build dist *.egg-info
