# Everything that one does with the project. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help run demo test e2e test-postgres test-next lint format bench messages screenshots clean
.DEFAULT_GOAL := help

help: ## List the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

$(BIN)/.site: requirements.txt
	@echo "Installing what the site runs on..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(BIN)/.dev: requirements.txt requirements-dev.txt $(BIN)/.site
	@echo "Installing what tests and checks need..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(BIN)/.site ## Start the site with its demo network on http://localhost:8000
	@scripts/run.sh $(PORT)

demo: $(BIN)/.site ## Rebuild the demo network from nothing
	@rm -rf var/db.sqlite3* var/media var/demo.done
	@scripts/prepare.sh
	@python manage.py demo

test: $(BIN)/.dev ## Run all the tests, in a real browser too (DATABASE_URL chooses the database)
	@python -m pytest -n 2 -m "not e2e"
	@$(MAKE) --no-print-directory e2e

e2e: $(BIN)/.dev ## Run the journeys in a real browser
	@scripts/need_chromium.sh
	@python -m pytest -n 2 --dist loadfile -m e2e

test-postgres: $(BIN)/.dev ## Run the tests on a throwaway PostgreSQL, but those to which the database is all the same
	@python scripts/postgres_test.py python -m pytest -n 2 -m "not e2e and not crawl"

test-next: ## Run the tests on the newest Wagtail and Django, on the newest Python found
	@scripts/test_next.sh

lint: $(BIN)/.dev ## Check style, imports, templates, translations and migrations
	@ruff format --check .
	@ruff check .
	@djangofmt --indent-width 2 --line-length 120 --check templates
	@PYTHONPATH=.:site lint-imports
	@python manage.py makemigrations --check --dry-run --settings config.settings.test
	@python manage.py check --settings config.settings.test

format: $(BIN)/.dev ## Rewrite code and templates in the project's style
	@ruff check --fix .
	@ruff format .
	@djangofmt --indent-width 2 --line-length 120 templates

bench: $(BIN)/.dev ## Measure pages, an import, the process and the search, among few and many
	@PYTHONPATH=scripts python -m bench

messages: $(BIN)/.dev ## Collect the texts to translate, and compile the translations (needs gettext)
	@python scripts/messages.py

screenshots: $(BIN)/.dev ## Redo the pictures of the guides
	@python scripts/screenshots.py

clean: ## Remove everything that was made, data too
	@rm -rf $(VENV) var .pytest_cache .ruff_cache
