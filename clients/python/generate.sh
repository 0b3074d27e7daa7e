#!/bin/sh
# Regenerates src/ferry_client/_proto from proto/client/v1. The output is committed.
#
# The generator is protoc 25 (grpcio-tools 1.62): the newest whose modules carry no runtime version check, so that the
# same files load on protobuf 4.25 to 7. A newer protoc would tie them to two majors.
#
# The files are staged under the Python package's own path, which makes protoc write the imports as they must be and
# keeps the generic name client/v1/frame.proto out of the process-wide descriptor pool.
set -eu
cd "$(dirname "$0")"

protos=../../proto/client/v1
target=src/ferry_client/_proto
tools=${FERRY_PROTO_VENV:-.venv/generate}
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

if ! "$tools/bin/python" -c 'import grpc_tools' 2>/dev/null; then
    # 3.12 at most: grpcio-tools 1.62 has no wheels for later ones.
    python=
    for candidate in python3.11 python3.12 python3.10 python3; do
        "$candidate" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 13))' 2>/dev/null || continue
        python=$candidate
        break
    done
    [ -n "$python" ] || { echo "generate.sh: needs Python 3.10, 3.11 or 3.12" >&2; exit 1; }
    "$python" -m venv "$tools"
    "$tools/bin/python" -m pip install --quiet 'grpcio-tools==1.62.3' 'protobuf==4.25.8' 'setuptools<81'
fi

mkdir -p "$stage/in/ferry_client/_proto" "$stage/out"
for proto in "$protos"/*.proto; do
    sed 's|^import "client/v1/|import "ferry_client/_proto/|' "$proto" >"$stage/in/ferry_client/_proto/${proto##*/}"
done
"$tools/bin/python" -m grpc_tools.protoc --proto_path="$stage/in" --python_out="$stage/out" --pyi_out="$stage/out" \
    "$stage"/in/ferry_client/_proto/*.proto

rm -f "$target"/*_pb2.py "$target"/*_pb2.pyi
mv "$stage"/out/ferry_client/_proto/* "$target"
