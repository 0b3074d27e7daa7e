# The two commands: `make demo` and `make test`. Both set up what is missing.
.PHONY: demo test setup build proto check bench fuzz sanitize install clean

SWIFT ?= swift
PREFIX ?= /usr/local
release := .build/release
INSTANCES ?= 10000
SECONDS_EACH ?= 60
# An import that the dependency map does not allow is an error.
flags := --explicit-target-dependency-import-check error
# With Swift's runtime linked in, calls into it cost less, and the programs run where no Swift is installed.
release_flags := $(flags) -c release --static-swift-stdlib

demo: build
	$(release)/ferry demo --ferryd $(release)/ferryd --examples Examples --instances $(INSTANCES)

test:
	@scripts/setup.sh --tests
	$(SWIFT) build $(flags) --build-tests
	clients/python/test.sh
	# Apart, because tests that watch the clock must not share their threads with tests that work hard.
	$(SWIFT) test --skip-build --filter FerryServerTests
	$(SWIFT) test --skip-build --filter CrashTests
	$(SWIFT) test --skip-build --skip FerryServerTests --skip CrashTests

setup:
	@scripts/setup.sh

build: setup
	$(SWIFT) build $(release_flags) --product ferryd
	$(SWIFT) build $(release_flags) --product ferry

# Regenerates what comes from proto/; CI fails when that changes something.
proto: setup
	scripts/proto.sh

# Formatting, imports that the map allows, generated code as committed.
check: setup
	scripts/check.sh

bench: build
	scripts/bench.sh

# SECONDS_EACH for each of the targets; scripts/fuzz.sh says more.
fuzz:
	scripts/fuzz.sh all $(SECONDS_EACH)

# The test suite under the thread sanitizer, then under the address sanitizer: an hour or more.
sanitize:
	scripts/sanitize.sh thread
	scripts/sanitize.sh address

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(release)/ferryd $(release)/ferry $(DESTDIR)$(PREFIX)/bin/

clean:
	rm -rf .build
