#!/bin/sh
# Builds the tests with a sanitizer and runs them all; anything it reports makes the run fail.
#
#   scripts/sanitize.sh thread
#   scripts/sanitize.sh address
#
# Builds apart from the others, in .build/thread or .build/address. docs/RELIABILITY.md says what is left out and why.
set -eu
cd "$(dirname "$0")/.."
sanitizer=${1:?thread or address}
build=.build/$sanitizer
# Swift's own backtraces would take minutes for each report.
export SWIFT_BACKTRACE=enable=no
case $sanitizer in
thread) export TSAN_OPTIONS="suppressions=$PWD/scripts/thread.suppressions exitcode=66 history_size=4" ;;
# Leaks are not looked for: Swift's runtime keeps its metadata, RocksDB and NIO keep singletons.
address) export ASAN_OPTIONS="detect_leaks=0 detect_stack_use_after_return=0" ;;
*)
    echo "usage: $0 thread|address" >&2
    exit 2
    ;;
esac

set --
if [ "$sanitizer" = thread ]; then
    mkdir -p "$build"
    clang -c -O1 -fPIC -Wall -Werror scripts/thread-order.c -o "$build/thread-order.o"
    set -- -Xlinker "$PWD/$build/thread-order.o"
fi
swift build --build-tests --sanitize "$sanitizer" --scratch-path "$build" "$@"
status=0
# Suites that watch the clock run apart: everything takes ten times as long now.
for tests in \
    'FerryFEELTests|FerryBPMNTests|FerryDMNTests|FerryEngineTests|FerryWireTests|FerryCLITests' \
    FerryStoreTests FerrySimulationTests FerryRehearsalTests '^ConformanceTests' FerryServerTests \
    FerryOperabilityTests CrashTests; do
    echo "== $tests"
    swift test --skip-build --sanitize "$sanitizer" --scratch-path "$build" --no-parallel --filter "$tests" || status=1
done
exit $status
