#!/bin/sh
# Plays the cases of Tests/Conformance and writes docs/CONFORMANCE.md.
set -eu
cd "$(dirname "$0")/.."
FERRY_WRITE_CONFORMANCE=1 swift test --filter FerryRehearsalTests.ConformanceTests "$@"
