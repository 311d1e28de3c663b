# What a person needs is `make chat` and `make test`; README.md tells of the rest.
# Python 3.10 and make must be there. All else goes into .venv, from the lock files.

SHELL := /bin/sh
PYTHON := .venv/bin/python
PROGRESS := $(PYTHON) -m service.progress --log logs/install.log
INSTALL := $(PYTHON) -m uv pip install --python $(PYTHON) --require-hashes
COMPILE := $(PYTHON) -m uv --quiet pip compile --universal --python-version 3.10 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links

TSC := widget/node_modules/.bin/tsc

# Stamp files in .venv (run-installed, dev-installed) say which lock was installed last.

# Nothing of another environment that happens to be active may reach ours.
unexport VIRTUAL_ENV CONDA_PREFIX PYTHONHOME PYTHONPATH
# TensorFlow takes several times as long to import when no byte code may be kept.
unexport PYTHONDONTWRITEBYTECODE
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1

.PHONY: chat serve train test evaluate bench transcript screenshots check soak format lock \
	clean clean-all

chat: .venv/run-installed  ## Talk to the assistant in this terminal.
	@exec $(PYTHON) -m service chat

serve: .venv/run-installed  ## Serve the chat page, the widget and REST, in the foreground.
	@exec $(PYTHON) -m service serve

train: .venv/run-installed  ## Train the model, if it is older than what it is made from.
	@exec $(PYTHON) -m service train

test: .venv/dev-installed widget/node_modules/installed train  ## Run all tests.
	@$(PYTHON) -m pytest
	@echo "Validating the training data …"
	@$(PYTHON) -m service.quiet rasa data validate --fail-on-warnings

evaluate: .venv/dev-installed train  ## Ask every kept-out question; BASELINE=1 asks the stock pipeline too.
	@$(PYTHON) -W ignore -m service.quiet tests.understanding.evaluate $(if $(BASELINE),--baseline)

transcript: .venv/dev-installed train  ## Write the README's conversation anew.
	@$(PYTHON) -W ignore -m tests.write_transcript

screenshots: .venv/dev-installed train  ## Make the README's pictures anew (needs Chromium).
	@$(PYTHON) -W ignore -m tests.browser.screenshots

soak: .venv/dev-installed train  ## Ask 100,000 hostile messages; MESSAGES sets another number.
	@HOSTILE_MESSAGES=$(or $(MESSAGES),100000) $(PYTHON) -m pytest -s tests/hostile

bench: .venv/dev-installed train  ## Measure beside the stock pipeline; ONLY=turns measures one piece.
	@$(PYTHON) -W ignore -m bench $(ONLY)

check: .venv/dev-installed widget/node_modules/installed  ## Style, types, import rules, fact store, advisories.
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports
	@$(PYTHON) -m evidence check
	@$(PYTHON) -m service.audit
	@test ! -x $(TSC) || $(TSC) -p widget

format: .venv/dev-installed  ## Put the code into the project's style.
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

clean:  ## Remove what training and tests made.
	rm -rf models logs results build .rasa .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

clean-all: clean  ## Remove the installed packages too.
	rm -rf .venv

# --- installation ---------------------------------------------------------------------------

.venv/bin/python:
	@for python in python3.10 $${PYENV_ROOT:-$$HOME/.pyenv}/versions/3.10.*/bin/python3.10 python3; do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null; then \
			echo "Making .venv with $$("$$python" --version) …"; \
			exec "$$python" -m venv --clear .venv; \
		fi; \
	done; \
	echo "Python 3.10 was not found, and Rasa 3.6 needs it: install it (pyenv install 3.10), then try again." >&2; \
	exit 1

.venv/uv-installed: requirements-uv.lock | .venv/bin/python
	@$(PYTHON) -m pip --quiet --disable-pip-version-check install --require-hashes -r requirements-uv.lock
	@touch $@

.venv/run-installed: requirements.lock .venv/uv-installed
	@$(PROGRESS) "Installing Rasa and what it needs (a download of about 1 GB)" $(INSTALL) -r requirements.lock
	@touch $@

.venv/dev-installed: requirements-dev.lock .venv/uv-installed
	@$(PROGRESS) "Installing Rasa, what it needs, and the tools for tests" $(INSTALL) -r requirements-dev.lock
	@touch .venv/run-installed $@

# Tools that check the widget: its types, and what axe-core finds. In CI they must be there.
widget/node_modules/installed: widget/package-lock.json
	@if command -v npm > /dev/null; then \
		npm --prefix widget ci --silent --no-audit --no-fund --ignore-scripts && touch $@; \
	else \
		echo "Node.js was not found, so the widget's types are not checked and its browser tests are skipped." >&2; \
		test -z "$$CI"; \
	fi

# Both locks are made from pyproject.toml. Pins that still fit stay as they are: to take newer
# versions, delete the locks first.
lock: .venv/uv-installed
	@$(COMPILE) --group dev -o requirements-dev.lock pyproject.toml
	@sed -nE 's/^([A-Za-z0-9._-]+==[^ ;]+).*/\1/p' requirements-dev.lock > .venv/constraints.txt
	@$(COMPILE) -c .venv/constraints.txt -o requirements.lock pyproject.toml
	@echo "uv==0.13.9" | $(COMPILE) -o requirements-uv.lock -
