# Every command a contributor needs; `make` alone lists them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint format bench bench-api bench-publish bench-search bench-scale torture openapi lock clean

VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed

# Which interpreter makes the virtual environment; the first one that serves is taken.
PYTHON ?= python3 python3.13 python3.12 python3.11
SERVES := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

# Extra arguments: make test ARGS="-k firma", make bench ARGS="--quick".
ARGS ?=
# One test process per core; past four, creating databases costs more than it saves. The slow tests
# lie together, so a process that has run out of its own takes some of another's.
WORKERS ?= auto
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --maxprocesses=4 --dist=worksteal

# No index address is written down: each machine installs from the one it is configured for.
PIP_COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/python -m piptools compile --quiet \
	--strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

help: ## Muestra esta lista
	@echo "Liora · órdenes disponibles:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(RUNTIME) ## Arranca todo con datos de muestra (PORT=8000; Ctrl-C para detener)
	@exec $(BIN)/python manage.py demo

test: $(DEV) ## Corre las pruebas en SQLite y en PostgreSQL (ARGS="-k firma" para elegir)
	$(PYTEST) --db=sqlite $(ARGS)
	$(PYTEST) --db=pg $(ARGS)

lint: $(DEV) ## Revisa estilo, formato, tipos y el contrato de imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV) ## Ordena imports y da formato al código
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(DEV) ## Mide el camino completo de un mensaje y lo compara (ARGS="…")
	$(BIN)/python -m bench $(ARGS)

bench-api: $(DEV) ## Mide qué cuesta la API, al lado de una vista DRF pelada (ARGS="…")
	$(BIN)/python -m bench.api $(ARGS)

bench-search: $(DEV) ## Mide la búsqueda en catálogos de hasta un millón de filas (ARGS="…")
	$(BIN)/python -m bench.search $(ARGS)

bench-publish: $(DEV) ## Mide cuánto cuesta publicar, al lado de un COPY pelado (ARGS="…")
	$(BIN)/python -m bench.publish $(ARGS)

bench-scale: $(DEV) ## Mide workers en varios hosts, equidad y mil negocios (root; ARGS="…")
	$(BIN)/python -m bench.scale $(ARGS)

torture: $(DEV) ## Mata, corta y miente a Liora mientras atiende, y cuenta qué se perdió (ARGS="…")
	$(BIN)/python -m bench.torture $(ARGS)

openapi: $(DEV) ## Escribe de nuevo docs/openapi.json, que una prueba compara
	$(BIN)/python manage.py spectacular --format openapi-json --file docs/openapi.json

lock: $(DEV) ## Vuelve a fijar requirements*.txt desde requirements*.in (ARGS="--upgrade")
	$(PIP_COMPILE) $(ARGS) --output-file=requirements.txt requirements.in
	$(PIP_COMPILE) $(ARGS) --output-file=requirements-dev.txt requirements-dev.in

clean: ## Borra el entorno virtual, cachés y estáticos; conserva la base y el .env
	rm -rf $(VENV) staticfiles .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@for candidate in $(PYTHON); do \
		if "$$candidate" -c '$(SERVES)' 2>/dev/null; then \
			echo "Creando $(VENV) con $$("$$candidate" --version)…"; \
			exec "$$candidate" -m venv $(VENV); \
		fi; \
	done; \
	echo "Se necesita Python 3.11 o posterior con venv (en Debian: apt install python3-venv)." >&2; \
	echo "Indicá cuál usar con PYTHON=/ruta/a/python3. Se probó: $(PYTHON)" >&2; \
	echo "(Python >= 3.11 with the venv module is required.)" >&2; \
	exit 1

# The stamps are younger than the pins they were installed from, so a second start installs nothing.
$(RUNTIME): requirements.txt | $(BIN)/python
	@echo "Instalando lo necesario para correr…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

# The development set holds every runtime pin as well.
$(DEV): requirements-dev.txt requirements.txt | $(BIN)/python
	@echo "Instalando lo necesario para desarrollar…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $(RUNTIME) $@
