#!/usr/bin/env bash
# The long crash runs: crash.sh [CYCLES [SEED [KIND]]] brings a release build to its end under load, 200 times by
# default, and prints figures. KIND: kill (kill -9), power (and what was not synced is gone), disk (it fails and passes).
set -euo pipefail
cd "$(dirname "$0")/.."
cycles="${1:-200}" kind="${3:-kill}"
export FERRYD="$PWD/.build/release/ferryd" FERRY_CRASH_SEED="${2:-1}"
case "$kind" in
    kill) export FERRY_CRASH_CYCLES="$cycles"; filter=theSameOverManyCycles ;;
    power) export FERRY_POWER_CUTS="$cycles"; filter=theSameOverManyCuts ;;
    disk) export FERRY_DISK_TROUBLES="$cycles"; filter=loseNothingOverManyOfThem ;;
    *) echo "crash.sh: expected kill, power or disk, found $kind" >&2; exit 64 ;;
esac
swift build -c release --static-swift-stdlib --product ferryd
swift test --filter "$filter"
