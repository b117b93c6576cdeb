# Two commands for a newcomer: `make run` and `make test`. Both install what is missing, or name it.
SHELL := /bin/bash
DATA ?= data
PORT ?= 8080

.PHONY: run test bench format coverage packages

run: packages
	swift build -c release --product baken
	.build/release/baken demo --data $(DATA) --port $(PORT)

test: packages
	swift build --build-tests --explicit-target-dependency-import-check error
	swift test --skip-build
	scripts/browser Tests/Browser/run.py
	scripts/api Tests/API/run.py
	python3 Tests/Hardness/junk.py
	python3 Tests/Hardness/crowd.py
	python3 Tests/Hardness/sealed.py
	python3 Tests/Hardness/kill.py 50
	python3 Tests/Hardness/two.py
	python3 Tests/Hardness/together.py
	python3 Tests/Hardness/full.py
	python3 Tests/Hardness/restart.py
	python3 Tests/Hardness/farewell.py
	python3 Tests/Hardness/backup.py

bench: packages
	cd Benchmarks && swift build -c release --product bench && .build/release/bench

format:
	swift format --in-place --recursive --parallel Sources Tests Benchmarks/Sources Package.swift Benchmarks/Package.swift

coverage: packages
	swift test --enable-code-coverage
	@swift test --show-codecov-path

packages:
	@scripts/packages
