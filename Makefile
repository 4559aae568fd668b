# `make report` and `make test` install what is missing, build, and run.

SWIFT ?= swift
REPORT ?= .build/report

.PHONY: report test lint benchmark documentation dependencies clean

report: dependencies
	$(SWIFT) run -c release tailpool report --out $(REPORT)
	@echo "Open $(REPORT)/report.html in a browser."

test: dependencies
	SWIFT="$(SWIFT)" Scripts/test

lint:
	Scripts/lint

benchmark: dependencies
	$(SWIFT) package --package-path Benchmarks benchmark

documentation:
	Scripts/build-documentation .build/documentation

dependencies:
	@Scripts/install-dependencies

clean:
	$(SWIFT) package clean
