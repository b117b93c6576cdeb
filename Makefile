# Two commands for a newcomer: `make run` and `make test`. Both install what is missing, or name it.
SHELL := /bin/bash
DATA ?= data
PORT ?= 8080

.PHONY: run test bench format coverage packages

run: packages
	swift build -c release --product baken
	.build/release/baken demo --data $(DATA) --port $(PORT)

test: packages
	@scripts/parts

bench: packages
	cd Benchmarks && swift build -c release --product bench && .build/release/bench

format:
	swift format --in-place --recursive --parallel Sources Tests Benchmarks/Sources Package.swift Benchmarks/Package.swift

coverage: packages
	swift test --enable-code-coverage
	@swift test --show-codecov-path

packages:
	@scripts/packages
