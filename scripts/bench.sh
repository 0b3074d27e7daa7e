#!/usr/bin/env bash
# The figures of docs/PERFORMANCE.md, in one sitting. FLOOR names storage-floor.c, to measure the ratio to bare RocksDB.
#   INSTANCES=1000000 OPERATIONS=500000 FLOOR=../shared/bench/storage-floor.c make bench
set -euo pipefail
cd "$(dirname "$0")/.."

instances=${INSTANCES:-200000}
operations=${OPERATIONS:-200000}
floor=${FLOOR:-../shared/bench/storage-floor.c}
bin=.build/release
work=$(mktemp -d)
broker=
cleanup() {
    [ -n "$broker" ] && kill "$broker" 2>/dev/null && wait "$broker" 2>/dev/null
    rm -rf "$work"
}
trap cleanup EXIT

# Starts the broker and says how long it took until clients were let in.
start() {
    local begin=$(date +%s%N)
    "$bin/ferryd" --data "$work/data" --port 0 --no-admin --log-level warning >"$work/ready" &
    broker=$!
    until grep -q listening "$work/ready"; do
        kill -0 "$broker" 2>/dev/null || { echo "ferryd did not start"; exit 1; }
        sleep 0.01
    done
    address=$(sed -n 's/^ferryd listening on //p' "$work/ready")
    echo "ready after $((($(date +%s%N) - begin) / 1000000)) ms"
}
start

measure() { "$bin/ferry" bench "$@" --address "$address" --output json 2>/dev/null; }

echo "ping, 1 connection, 64 in flight";  measure ping --operations 1000000 --connections 1 --in-flight 64
echo "create, 2 connections, 128 in flight each";  measure create --operations 100000 --connections 2 --in-flight 128
echo "migrate among $instances, 2 connections, 256 in flight each"
measure migrate --instances "$instances" --operations "$operations" --connections 2 --in-flight 256 | tee "$work/migrate"
echo "broker memory: $(awk '/VmRSS|VmHWM/ {print $1 " " $2 " KiB"}' "/proc/$broker/status" | paste -s -d ' ')"

kill -9 "$broker" && wait "$broker" 2>/dev/null || true
echo "restart after kill -9"; start
half=$(python3 -c 'import json, sys; print(int(json.load(open(sys.argv[1]))["operationsPerSecond"] / 2))' "$work/migrate")
echo "migrate at half load, $half a second; then the disk alone, idle"
measure migrate --instances "$instances" --reuse --operations $((half * 10)) --connections 2 --in-flight 256 --rate "$half"
"$bin/ferry" bench sync --directory "$work" --bytes 16384 --writers 2 --output json

kill "$broker" && wait "$broker" 2>/dev/null || true
broker=
if [ -f "$floor" ]; then
    cc -O2 "$floor" -o "$work/storage-floor" -lrocksdb -lpthread
    echo "storage floor, $instances instances"
    "$work/storage-floor" "$work/floor" "$instances" "$operations" | tee "$work/floor.json"
    python3 - "$work/migrate" "$work/floor.json" <<'PY'
import json, sys
ours = json.load(open(sys.argv[1]))["operationsPerSecond"]
floor = json.load(open(sys.argv[2]))["migrationsPerSecond"]
print(f"ratio to the floor: {ours / floor:.2f}")
PY
fi
