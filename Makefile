# make run     sets everything up and opens the window
# make test    sets everything up, then lints, checks types and tests
# make soak    what takes long: ten thousand things done at random, a kill at every action, all pictures
# make bundle  makes a program that needs no Python, in dist/, for the system at hand
# make bench, make screenshot, make clean
#
# Another Python: make run PYTHON=python3.12

PYTHON = python3
INSTALL = python -m pip --disable-pip-version-check --quiet install -c constraints.txt
CODE = main.py engine gui tests .ci/bundle
BUNDLER = pyinstaller==6.22.3 pyinstaller-hooks-contrib==2026.9
RIVALS = scikit-learn torch==2.13.0 jax
PICTURE = main.py render mazur-2-2-2 --view window --size 1440x900
RECIPE = pyproject.toml constraints.txt

.PHONY: run test soak bench bundle screenshot clean

run: .venv/ready-to-run
	@case "$$(uname -s)" in Darwin|MINGW*|MSYS*|CYGWIN*) screen=yes ;; \
	  *) screen="$$DISPLAY$$WAYLAND_DISPLAY" ;; esac; \
	if [ -n "$$screen" ]; then exec .venv/bin/python main.py; fi; \
	echo "This machine has no display, so the window is drawn into gradientscope.png instead."; \
	exec .venv/bin/python $(PICTURE) -o gradientscope.png

test: .venv/ready-to-test
	.venv/bin/ruff check $(CODE)
	.venv/bin/ruff format --check $(CODE)
	.venv/bin/mypy
	PYTHONDONTWRITEBYTECODE= .venv/bin/python -m pytest -q -n auto --dist worksteal

soak: .venv/ready-to-test
	.venv/bin/python -m pytest -q tests/soak

# what a benchmark compares with is added here, and stays out of .venv; the window has one thread
# of BLAS, as main.py gives it
bench: .venv-bench/ready
	.venv-bench/bin/python -m pytest -s tests/benchmarks --ignore=$(WINDOW_SPEED)
	OPENBLAS_NUM_THREADS=1 .venv-bench/bin/python -m pytest -s $(WINDOW_SPEED)

bundle: .venv-bundle/ready
	rm -rf build dist
	.venv-bundle/bin/python -m PyInstaller --noconfirm --clean --log-level ERROR \
	  --distpath dist --workpath build .ci/bundle/gradientscope.spec
	@echo "The program is in dist/, which is all that another machine needs of it."

screenshot: .venv/ready-to-run
	.venv/bin/python $(PICTURE) --beat 8 --select "w[2,0,0]" -o resources/screenshot.png

clean:
	rm -rf .venv .venv-bench .venv-bundle build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environments. Each holds a file that is newer than the recipe it was made from.

.venv/ready-to-run: $(RECIPE)
	$(call environment,.venv,run)
	.venv/bin/$(INSTALL) -e ".[slides,video]"
	@touch $@

.venv/ready-to-test: $(RECIPE)
	$(call environment,.venv,test)
	.venv/bin/$(INSTALL) -e ".[dev,slides,video]"
	@touch .venv/ready-to-run $@

.venv-bench/ready: $(RECIPE)
	$(call environment,.venv-bench,test)
	.venv-bench/bin/$(INSTALL) -e ".[dev,slides,video]"
	@for rival in $(RIVALS); do .venv-bench/bin/$(INSTALL) $$rival \
	  || echo "$$rival cannot be installed here: the benchmarks go on without it."; done
	@touch $@

# without the encoder for MP4, whose licence does not allow it inside
.venv-bundle/ready: $(RECIPE)
	$(call environment,.venv-bundle,run)
	.venv-bundle/bin/$(INSTALL) -e ".[slides]" $(BUNDLER)
	@touch $@

# $(call environment,folder,run or test): one that works is kept, so that pip only adds what changed
MODERN = import sys; sys.exit(sys.version_info < (3, 11))
define environment
@PYTHON="$(PYTHON)" .ci/system-packages $(2)
@command -v "$(PYTHON)" >/dev/null || { echo "There is no $(PYTHON) here:" \
  "install Python 3.11 or newer, or name yours with PYTHON=..." >&2; exit 1; }
@"$(PYTHON)" -c "$(MODERN)" || { echo "$$("$(PYTHON)" --version 2>&1) is too old:" \
  "Gradientscope needs Python 3.11 or newer; name one with PYTHON=..." >&2; exit 1; }
@"$(PYTHON)" -c "import venv, ensurepip" 2>/dev/null || { echo "$(PYTHON) cannot make virtual" \
  "environments: install its venv module (Debian: apt-get install python3-venv)." >&2; exit 1; }
@$(1)/bin/python -c "import pip; $(MODERN)" 2>/dev/null || "$(PYTHON)" -m venv --clear $(1)
endef
