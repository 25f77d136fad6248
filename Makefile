# The two commands: make run, make test. They set up what they need by themselves.
PYTHON ?= python3
BIN = .venv/bin
OFFSCREEN = QT_QPA_PLATFORM=offscreen

.PHONY: run test lint test-offscreen test-display test-wheel bench bench-smoke lock clean

run:
	@$(PYTHON) packaging/prepare.py run
	@$(BIN)/python packaging/run.py

test:
	@$(PYTHON) packaging/prepare.py dev
	@$(MAKE) --no-print-directory test-offscreen test-display

test-offscreen:
	$(OFFSCREEN) $(BIN)/python -m pytest -q -n auto -m "not xvfb"

test-display:
	xvfb-run -a -s "-screen 0 1280x800x24" $(BIN)/python -m pytest -q -m xvfb tests/display

lint:
	@$(PYTHON) packaging/prepare.py dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The core tests against the wheel, in an environment of its own.
test-wheel:
	@$(PYTHON) packaging/prepare.py dev
	$(BIN)/python packaging/test_wheel.py

bench:
	@$(PYTHON) packaging/prepare.py dev
	@for script in benchmarks/bench_*.py; do echo "== $$script"; \
	    PYTHONPATH=. $(OFFSCREEN) $(BIN)/python $$script || exit 1; done

bench-smoke:
	@$(PYTHON) packaging/prepare.py dev
	@for script in benchmarks/bench_*.py; do echo "== $$script --smoke"; \
	    PYTHONPATH=. $(OFFSCREEN) $(BIN)/python $$script --smoke || exit 1; done

# Pin everything anew (needs uv); the files name no registry.
lock:
	uv pip compile -q --universal --generate-hashes --no-annotate --no-header \
	    --no-emit-index-url pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-annotate --no-header \
	    --no-emit-index-url --group dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
