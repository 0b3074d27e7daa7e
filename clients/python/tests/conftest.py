from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterator

import pytest

from ferryd import Ferryd

TEST_SECONDS_MAX = 60


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Runs a test that is a coroutine in an event loop of its own; saves a plugin."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    arguments = {name: pyfuncitem.funcargs[name] for name in names}
    asyncio.run(asyncio.wait_for(pyfuncitem.obj(**arguments), TEST_SECONDS_MAX))
    return True


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ferryd]:
    """A real broker for all tests that want one; they keep apart by their process ids."""
    ferryd = Ferryd(tmp_path_factory.mktemp("ferryd"))
    yield ferryd
    assert ferryd.stop() == 0, "ferryd did not stop as it should"
