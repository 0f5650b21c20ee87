# Needs python3 (3.11 or newer) and make; everything else is set up by the first target that runs.
PYTHON ?= python3
BOOTSTRAP = $(PYTHON) site/hiroba/bootstrap.py

.PHONY: help run test check build bench faults screenshots lock clean
.DEFAULT_GOAL := help

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile

run:  ## start the product with its demonstration (PORT=8000 HIROBA_DATA=./var)
	@$(BOOTSTRAP) run

test:  ## every test, browser walks included (COVER=1 measures coverage, ARGS= goes to pytest)
	@$(BOOTSTRAP) test

check:  ## lint, types, import contracts, templates, migrations, translations, sizes
	@$(BOOTSTRAP) check

build:  ## environment, front end and texts, without starting
	@$(BOOTSTRAP) build

bench:  ## measure the figures (ONLY=prefix DB=sqlite|postgres)
	@$(BOOTSTRAP) bench

faults:  ## break the running product on purpose (ONLY=prefix DB= N= SEED=)
	@$(BOOTSTRAP) faults

screenshots:  ## render the pictures of the README
	@$(BOOTSTRAP) screenshots

lock:  ## compile requirements*.in and package.json into locks
	@$(BOOTSTRAP) lock

clean:  ## remove the environment and everything built; data stays
	@$(BOOTSTRAP) clean
