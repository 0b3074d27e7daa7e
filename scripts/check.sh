#!/usr/bin/env bash
# Cheap rules a compiler does not check.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "format"
swift format lint --strict --recursive --parallel Package.swift Sources Tests

echo "generated code"
scripts/proto.sh
if ! git diff --quiet -- Sources/CFerryProto; then
    echo "proto/ and Sources/CFerryProto disagree: run make proto and commit the result" >&2
    exit 1
fi

echo "a deterministic core"
core=(Sources/Ferry{Model,FEEL,XML,BPMN,DMN,Engine})
forbidden='^(package |public |internal )?import (Foundation|FoundationEssentials|Glibc|NIO|Logging|CRocksDB|CProtobufC)|\bDate\(\)|\bUUID\(\)|\.random(Element)?\(|\bawait\b|SystemRandomNumberGenerator|ContinuousClock'
if grep -rnE "$forbidden" "${core[@]}"; then
    echo "the core reads no clock, draws no random number, awaits nothing" >&2
    exit 1
fi
echo "checked"
