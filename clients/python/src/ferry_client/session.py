"""The connections of one client."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager

from .connection import Connection, Handshake, by
from .status import FerryError, StatusCode


def backoff() -> Iterator[float]:
    """The protocol's waits: 50 ms, doubled up to 5 s, a random half off each."""
    wait = 0.05
    while True:
        yield wait * random.uniform(0.5, 1)
        wait = min(wait * 2, 5.0)


class Session:
    """Has one usable connection for calls, or gets it; beside it, connections that drain, and those of streams."""

    def __init__(self, handshake: Handshake, reconnect: bool) -> None:
        self._handshake = handshake
        self._reconnect = reconnect
        self._opening = asyncio.Lock()
        self._others: set[Connection] = set()
        self._is_closed = False
        self._failure: FerryError | None = None
        self.current: Connection | None = None

    @property
    def reconnects(self) -> bool:
        return self._reconnect and not self._is_closed

    async def open(self) -> None:
        self.current = await Connection.open(self._handshake)

    async def close(self) -> None:
        self._is_closed = True
        connections = {*self._others, *([self.current] if self.current else [])}
        await asyncio.gather(*(connection.close() for connection in connections))

    async def connection(self, deadline: float) -> Connection:
        """A connection that takes calls. Raises UNAVAILABLE when there is none by the deadline; nothing was sent then."""
        if self.current is None or self._is_closed:
            raise _not_open()
        if self.current.is_usable:
            return self.current
        if not self._reconnect:
            raise FerryError(StatusCode.UNAVAILABLE, "the connection takes no more calls, and reconnecting is off")
        try:
            async with by(deadline):
                return await self._replace()
        except TimeoutError:
            raise self._failure or FerryError(StatusCode.UNAVAILABLE, "no connection came in time") from None

    @asynccontextmanager
    async def own_connection(self) -> AsyncGenerator[Connection, None]:
        """A connection for one stream."""
        if self.current is None or self._is_closed:
            raise _not_open()
        connection = await Connection.open(self._handshake)
        self._others.add(connection)
        try:
            yield connection
        finally:
            self._others.discard(connection)
            await connection.close()

    async def _replace(self) -> Connection:
        async with self._opening:
            current = self.current
            assert current is not None, "an open client has a connection"
            if current.is_usable:
                return current
            fresh = await self._open_patiently()
            self._others = {connection for connection in {*self._others, current} if connection.is_open}
            self.current = fresh
            return fresh

    async def _open_patiently(self) -> Connection:
        waits = backoff()
        while self.reconnects:
            try:
                return await Connection.open(self._handshake)
            except FerryError as failure:
                if not failure.is_retryable:
                    raise
                self._failure = failure
            await asyncio.sleep(next(waits))
        raise _not_open()


def _not_open() -> FerryError:
    return FerryError(StatusCode.UNAVAILABLE, "the client is not open")
