# make demo, make test: all that is needed is Python 3.11, git and make; scripts/setup brings the rest.
TESTS ?=
MODEL ?=

.PHONY: help setup demo test lint format model client clean

help:
	@echo "make demo    optimize the slow program in docs/demo and show the result"
	@echo "make test    run the tests (TESTS=tests/cli for some of them)"
	@echo "make lint    ruff and pyright"
	@echo "make format  let ruff rewrite what it can"
	@echo "make model   train a small planner in a few minutes, end to end (MODEL=folder to keep what it makes)"
	@echo "make client  build the VS Code extension (needs node and npm)"
	@echo "make clean   remove caches and the virtual environment"

setup:
	@scripts/setup run

demo: setup
	@.venv/bin/perfcoder optimize docs/demo/sales_report.cpp

test:
	@scripts/setup test
	@scripts/test $(TESTS)

lint:
	@scripts/setup dev
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/pyright

format:
	@scripts/setup dev
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

model:
	@scripts/setup train
	@scripts/model $(MODEL)

client:
	@cd vscode-client && npm ci && npm run build

clean:
	rm -rf .venv .ruff_cache .pytest_cache .hypothesis vscode-client/node_modules vscode-client/out
