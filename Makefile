# `make test` installs what is missing, or names it.
SHELL := /bin/bash

.PHONY: test format coverage packages

test: packages
	swift build --build-tests
	swift test --skip-build

format:
	swift format --in-place --recursive --parallel Sources Tests Package.swift

coverage: packages
	swift test --enable-code-coverage
	@swift test --show-codecov-path

packages:
	@scripts/packages
