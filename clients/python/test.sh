#!/bin/sh
# Installs the Python client and runs its tests. FERRYD names the broker to test against; see tests/ferryd.py.
#
# Leaves the system alone: uses its Python when that has protobuf and pytest already, else a virtual environment in
# .venv/test. Skips, with the reason and exit code 0, where neither is possible. Arguments go to pytest.
set -eu
cd "$(dirname "$0")"
root=$PWD

skip() {
    echo "clients/python: SKIPPED: $1" >&2
    exit 0
}

python=
for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || skip "needs Python 3.11 or newer (apt-get install python3 python3-venv)"

export PYTHONDONTWRITEBYTECODE=1
if "$python" - 2>/dev/null <<'CHECK'
import google.protobuf, pytest
version = tuple(int(part) for part in google.protobuf.__version__.split(".")[:3])
raise SystemExit(not (4, 25, 8) <= version < (8,))
CHECK
then
    PYTHONPATH="$root/src:$root/tests" exec "$python" -m pytest -p no:cacheprovider "$@"
fi

venv=$root/.venv/test
log=$root/.venv/install.log
pip="$venv/bin/python -m pip install --disable-pip-version-check --no-input --quiet"
if [ ! -e "$venv/complete" ] || [ -n "$(find src pyproject.toml -newer "$venv/complete" -type f | head -n 1)" ]; then
    mkdir -p "$root/.venv"
    rm -f "$venv/complete"
    "$python" -m venv "$venv" >"$log" 2>&1 || skip "cannot make a virtual environment (apt-get install python3-venv)"
    # The second puts this state of the sources in, whatever was there before under the same version.
    if ! { $pip '.[test,types]' && $pip --no-deps --force-reinstall .; } >>"$log" 2>&1; then
        tail -n 5 "$log" >&2
        skip "pip cannot install the client and what its tests need (see clients/python/.venv/install.log)"
    fi
    rm -rf build src/*.egg-info
    touch "$venv/complete"
fi

MYPYPATH="$root/src:$root/tests" "$venv/bin/python" -m mypy --cache-dir "$root/.venv/mypy" src samples tests
# The package as it was installed, not the sources: that it is complete is part of the test.
PYTHONPATH="$root/tests" exec "$venv/bin/python" -m pytest -p no:cacheprovider "$@"
