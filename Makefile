# Two commands are enough: `make serve` and `make test`. Both set up what they need and take no question.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ADDRESS ?= 127.0.0.1:8000

.DEFAULT_GOAL := help
.PHONY: help serve test check build stats lock derived golden clean

help:            ## show this list
	@grep -hE '^[a-z]+: .*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1	/' | expand -t 18

serve: $(VENV)/.ready  ## set up, check, index and show the portal at 127.0.0.1:8000, following every change
	@echo "==> Checking, indexing and serving the portal; stop with Ctrl+C"
	@$(BIN)/praktiki serve --address $(ADDRESS)

test: $(VENV)/.ready-test  ## set up, check the base and run every test
	@echo "==> Checking the base"
	@$(BIN)/praktiki check
	@echo "==> Running the tests"
	@$(BIN)/python -m pytest

check: $(VENV)/.ready  ## check every entry of the base
	@$(BIN)/praktiki check

build: $(VENV)/.ready  ## build the portal into site/
	@$(BIN)/praktiki build

stats: $(VENV)/.ready  ## count the base
	@$(BIN)/praktiki stats

derived: $(VENV)/.ready  ## write again the files made from the model: templates, JSON Schema, address list
	@$(BIN)/praktiki derived

lock: $(VENV)/.ready-test  ## resolve the pins in requirements*.txt again from pyproject.toml
	@$(BIN)/python -m pip install --quiet pip-tools
	@$(BIN)/pip-compile $(LOCK) --extra build --output-file requirements.txt pyproject.toml
	@$(BIN)/pip-compile $(LOCK) --extra build --extra test --output-file requirements-test.txt pyproject.toml

LOCK := --quiet --strip-extras --allow-unsafe --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

clean:           ## remove what was set up and built
	rm -rf $(VENV) build site .pytest_cache *.egg-info

# The environment is made anew only when a pin changes; a half-made one is never taken for ready.
$(VENV)/.ready: requirements.txt pyproject.toml
	@scripts/setup.sh "$(PYTHON)" $(VENV) requirements.txt
	@touch $@

$(VENV)/.ready-test: requirements-test.txt pyproject.toml
	@scripts/setup.sh "$(PYTHON)" $(VENV) requirements-test.txt
	@touch $(VENV)/.ready $@
