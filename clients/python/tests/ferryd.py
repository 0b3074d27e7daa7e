"""Runs a real broker."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import time
from pathlib import Path

import pytest

_BUILDS = Path(__file__).resolve().parents[3] / ".build"
_START_SECONDS_MAX = 30


def binary() -> Path:
    """The broker to test against: $FERRYD, else what was built here. Skips the test where there is none."""
    if named := os.environ.get("FERRYD"):
        if not os.access(named, os.X_OK):
            pytest.fail(f"FERRYD={named} is no program")
        return Path(named)
    for build in ("release", "debug"):
        if os.access(candidate := _BUILDS / build / "ferryd", os.X_OK):
            return candidate
    pytest.skip(f"no ferryd: set FERRYD, or build the project ({_BUILDS}/release/ferryd or debug/ferryd)")


class Ferryd:
    """One running broker on a data directory. Its log goes to ``ferryd.log`` beside that."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        command = [binary(), "--data", folder / "data", "--port", port, "--admin-port", 0, "--partitions", 2]
        with (folder / "ferryd.log").open("ab") as log:
            self._process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=log)
        try:
            self.port = self._wait_for_port(folder)
        except BaseException:
            self.kill()
            raise
        self.address = f"127.0.0.1:{self.port}"

    def _wait_for_port(self, folder: Path) -> int:
        assert self._process.stdout is not None
        descriptor, said, end = self._process.stdout.fileno(), b"", time.monotonic() + _START_SECONDS_MAX
        while time.monotonic() < end:
            if not select.select([descriptor], [], [], 0.5)[0]:
                continue
            said += (read := os.read(descriptor, 4096))
            if line := re.search(rb"ferryd listening on 127\.0\.0\.1:(\d+)\n", said):
                return int(line[1])
            if not read:
                break
        log = (folder / "ferryd.log").read_text(errors="replace")[-4000:]
        raise AssertionError(f"ferryd did not start; it said {said!r} and logged:\n{log}")

    def kill(self) -> None:
        self._process.kill()
        self._reap()

    def stop(self) -> int:
        """Ends it as a service manager would; its exit status."""
        self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(20)
        finally:
            self.kill()

    def _reap(self) -> None:
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
