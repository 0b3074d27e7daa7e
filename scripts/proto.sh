#!/bin/sh
# Regenerates Sources/CFerryProto from proto/. The output is committed; continuous integration runs this and diffs.
set -eu
cd "$(dirname "$0")/.."

command -v protoc-c >/dev/null || {
    echo "protoc-c is missing: apt-get install protobuf-c-compiler libprotobuf-c-dev" >&2
    exit 1
}

target=Sources/CFerryProto
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

protos=$(cd proto && find client -name '*.proto' | LC_ALL=C sort)
# shellcheck disable=SC2086 — one word a file
(cd proto && protoc-c --proto_path=. --c_out="$stage" $protos)

rm -rf "$target"
mkdir -p "$target/include"
for proto in $protos; do
    name=${proto%.proto}
    mkdir -p "$target/$(dirname "$name")" "$target/include/$(dirname "$name")"
    mv "$stage/$name.pb-c.c" "$target/$name.pb-c.c"
    mv "$stage/$name.pb-c.h" "$target/include/$name.pb-c.h"
    echo "#include \"$name.pb-c.h\"" >>"$target/include/CFerryProto.h"
done

cat >"$target/include/module.modulemap" <<'MAP'
// The messages of proto/, as protoc-c writes them. Regenerate with scripts/proto.sh.
module CFerryProto {
    header "CFerryProto.h"
    export *
}
MAP
