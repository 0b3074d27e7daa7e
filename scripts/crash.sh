#!/usr/bin/env bash
# The long crash run: crash.sh [CYCLES [SEED]] kills a release build under load, 200 times by default, and prints figures.
set -euo pipefail
cd "$(dirname "$0")/.."
swift build -c release --product ferryd
export FERRYD="$PWD/.build/release/ferryd"
export FERRY_CRASH_CYCLES="${1:-200}" FERRY_CRASH_SEED="${2:-1}"
swift test --filter theSameOverManyCycles
