# Two commands: `make demo` shows the whole job, `make test` runs every check. Each makes .venv when it is missing.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/python -m uv

# Compiled modules are kept whatever the surroundings say: the tests start many processes.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help setup dev demo test lint types unit bench lock clean

help:
	@echo "make demo    set up, then run the whole job on the sample operation"
	@echo "make test    set up, then run every check"
	@echo "make bench   measure speed, as ratios to named peers"
	@echo "make lock    renew the lock files"

.venv/bin/python:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

.venv/run.stamp: requirements/run.txt pyproject.toml | .venv/bin/python
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/run.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/run.stamp
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

.venv/bench.stamp: requirements/bench.txt .venv/dev.stamp
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/bench.txt
	@touch $@

setup: .venv/run.stamp
dev: .venv/dev.stamp

demo: setup
	$(BIN)/clew demo --folder demo

test: dev lint types unit

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: dev
	$(BIN)/mypy

# The community server has one database: its tests run one after another, the others on two cores.
unit: dev
	sh .ci/needs
	$(BIN)/pytest -m "not neo4j"
	$(BIN)/pytest -m neo4j -n 0

bench: .venv/bench.stamp
	$(BIN)/python bench/run.py

# Hashed and without any host name; the pre-release is the embedded graph engine's.
COMPILE := $(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
	--prerelease if-necessary-or-explicit --python-version 3.11

lock: .venv/bin/python
	$(COMPILE) pyproject.toml -o requirements/run.txt
	$(COMPILE) pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
	$(COMPILE) pyproject.toml --group dev --group bench -c requirements/dev.txt -o requirements/bench.txt

clean:
	rm -rf .venv demo dist bench/work
