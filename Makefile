# Tin Báo: a machine with Python 3.11 and make is enough, every command installs what it needs.
PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3.11)
BIN := .venv/bin
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-annotate --no-header
.PHONY: help setup run test trials check bench bench-communes bench-triage bench-lessons bench-understanding bench-zalo understanding map crash siege failover simulate soak advisories sbom lock
help: ; @awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-20s %s\n", $$1, $$2}' Makefile ## this list
setup: .venv/dev ; if [ -d .git ]; then $(BIN)/pre-commit install; fi ## everything for working on the code, commit hooks included
run: .venv/run ; @exec $(BIN)/tinbao run ## serve the tip line on http://127.0.0.1:8080/
test: .venv/dev ; $(BIN)/python -m pytest -n 4 --dist worksteal ## every test: SQLite, PostgreSQL, Chromium
trials: .venv/dev ; TINBAO_TRIALS=long $(BIN)/python -m pytest -n 4 --dist worksteal ## every test at full length, every story on both databases
check: .venv/dev ; $(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports && $(BIN)/deno fmt --check && $(BIN)/deno lint ## style, types and the walls between folders
sbom: .venv/dev ; $(BIN)/cyclonedx-py requirements requirements.txt --of JSON -o sbom.cdx.json ## what the product is made of, as CycloneDX
bench: ## all figures of docs/performance.md, and the page anew
bench-communes: ## how well places are found
bench-triage: ## a year of 20,000 tips, moves at once, the queue at 1 M
bench-lessons: ## how fast lessons go out, beside other senders
bench-understanding: ## how well messages are understood
bench-zalo: ## how soon 200 Zalo events a second are taken
siege: ## every attack that once shut the line: held or not, and what residents wait
advisories: ## known holes of what is pinned, without a network: OSV=all.zip
failover: ## the database's server dies under load, its standby takes over: nothing lost
simulate: ## the evening of 19/8 on two copies, with a report and graphs in build/
soak: ## an hour at a tenth of that on SQLite: memory, files, log and disk stay flat
bench bench-communes bench-triage bench-lessons bench-understanding bench-zalo siege failover simulate soak advisories: .venv/dev
	$(BIN)/python -m bench.$(or $(filter-out bench,$(subst -, ,$@)),performance)
understanding: .venv/dev ; $(BIN)/python -m training.understanding.train && $(BIN)/python -m training.scams.train ## learn anew what messages mean, from the labelled rows
map: .venv/dev ; $(BIN)/tinbao communes prepare ## write the map anew as the program opens it: after a change of places, landmarks or sounds
crash: .venv/dev ; $(BIN)/python -m bench.crash --rounds 50 && $(BIN)/python -m bench.lessons_crash ## kill -9 at random points: no tip and no lesson lost
lock: .venv/dev ; $(LOCK) requirements-dev.in -o requirements-dev.txt && $(LOCK) -c requirements-dev.txt requirements.in -o requirements.txt ## pin the requirement files anew, with hashes
.venv/run .venv/dev: .venv/%: requirements.txt requirements-dev.txt Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 / needs Python 3.11: make PYTHON=…"; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv || { rm -rf .venv; echo "Thiếu venv / venv is missing: apt-get install python3-venv"; exit 1; }
	$(BIN)/pip --disable-pip-version-check install --quiet --require-hashes -r requirements$(if $(filter dev,$*),-dev).txt && $(BIN)/python -m compileall -q -x '/\.' .
	@printf '#!/bin/sh\nPYTHONDONTWRITEBYTECODE= PYTHONPATH="%s" exec "%s/$(BIN)/python" -m bot "$$@"\n' "$(CURDIR)" "$(CURDIR)" > $(BIN)/tinbao && chmod +x $(BIN)/tinbao && touch .venv/run $@
