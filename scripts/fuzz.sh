#!/bin/sh
# Feeds what reads bytes from outside with inputs that libFuzzer makes up, guided by the code they reach. Needs clang's
# libFuzzer, which Swift's toolchain for Linux contains.
#
#   scripts/fuzz.sh xml             one target (call, answer, xml, feel, json, record, plan, scenario) for a minute
#   scripts/fuzz.sh all 600         each for ten minutes
#   scripts/fuzz.sh replay          only what the repository keeps: Fuzz/Corpus
#   scripts/fuzz.sh minimise        puts the smallest set of inputs that reaches the same code in the corpus' place
#
# What it learns lies in Fuzz/.build/corpus and is used again. An input that breaks something is left in
# Fuzz/.build/findings: make a test of it, then mend what it shows.
set -eu
cd "$(dirname "$0")/../Fuzz"
what=${1:-all}
seconds=${2:-60}
targets="call answer xml feel json record plan scenario"

# Optimised, as deployed, but with the address sanitizer; testing is enabled to reach the records.
swift build -c release --product Fuzz --sanitize fuzzer --sanitize address -Xswiftc -enable-testing >&2
fuzzer=$(swift build -c release --show-bin-path)/Fuzz
# Swift's runtime keeps what it allocates once, and its backtraces take minutes.
export ASAN_OPTIONS=detect_leaks=0 SWIFT_BACKTRACE=enable=no

# run TARGET ARGUMENT...
run() {
    target=$1
    shift
    mkdir -p ".build/corpus/$target" ".build/findings"
    dictionary=
    if [ -f "Dictionaries/$target.dict" ]; then dictionary="-dict=Dictionaries/$target.dict"; fi
    echo "== $target" >&2
    FERRY_FUZZ=$target "$fuzzer" -max_len=4096 -timeout=20 -rss_limit_mb=4096 -print_final_stats=1 \
        -artifact_prefix=".build/findings/$target-" ${dictionary:+"$dictionary"} "$@"
}

minimise() {
    rm -rf ".build/smallest"
    mkdir -p ".build/smallest"
    run "$1" -set_cover_merge=1 -use_counters=0 -max_len=1024 ".build/smallest" "Corpus/$1" ".build/corpus/$1"
    # Of inputs of every size, as many as a repository can bear: 100 files and 30,000 bytes.
    rm -f "Corpus/$1"/*
    find .build/smallest -type f -printf '%s %p\n' | sort -n | awk '
        { size += $1; files[NR] = $2 }
        END {
            step = 1
            while (NR / step > 100 || size / step > 30000) step++
            for (i = step; i <= NR; i += step) print files[i]
        }' | while read -r file; do cp "$file" "Corpus/$1/"; done
}

case $what in
all) for target in $targets; do run "$target" -max_total_time="$seconds" ".build/corpus/$target" "Corpus/$target"; done ;;
replay) for target in $targets; do run "$target" -runs=0 "Corpus/$target"; done ;;
minimise) for target in $targets; do minimise "$target"; done ;;
*) run "$what" -max_total_time="$seconds" ".build/corpus/$what" "Corpus/$what" ;;
esac
