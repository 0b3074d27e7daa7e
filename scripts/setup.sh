#!/usr/bin/env bash
# Installs the system packages Ferry needs: with apt as root or by sudo, else prints the one line to run.
# `--tests`: also what the tests of the other clients run on.
set -euo pipefail

packages=(librocksdb-dev libexpat1-dev libprotobuf-c-dev protobuf-c-compiler pkg-config)
if [ "${1:-}" = --tests ] && ! python3 -c 'import venv, ensurepip' 2>/dev/null; then
    packages+=(python3 python3-venv python3-pip)
fi
missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then exit 0; fi

line="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
if ! command -v apt-get >/dev/null; then
    echo "Ferry needs these libraries, by their Debian names: ${missing[*]}" >&2
    exit 1
fi
if [ "$(id -u)" -eq 0 ]; then
    run=(bash -c)
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    run=(sudo bash -c)
elif command -v sudo >/dev/null && [ -t 0 ]; then
    run=(sudo bash -c)
else
    echo "Ferry needs system packages. Run this as root, then try again:" >&2
    echo "    $line" >&2
    exit 1
fi
echo "Installing ${missing[*]} ..." >&2
export DEBIAN_FRONTEND=noninteractive
"${run[@]}" "$line" >&2
