"""What the broker answered to one call, until its caller reads it."""

from __future__ import annotations

import asyncio
from collections import deque

from ._proto import frame_pb2
from .status import FerryError

UNREAD_MAX = 16
"""How many messages of a stream wait for their reader before the connection stops reading."""


class Mailbox:
    """The answers of one call, in order, then perhaps its failure.

    A call stays known until the broker has ended it, for until then its request id is taken; when its caller has left,
    the mailbox is abandoned and keeps nothing.
    """

    def __init__(self, is_stream: bool) -> None:
        self.is_stream = is_stream
        self.is_abandoned = False
        self._frames: deque[frame_pb2.ServerFrame] = deque()
        self._failure: FerryError | None = None
        self._news = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()

    async def deliver(self, frame: frame_pb2.ServerFrame) -> None:
        """Takes an answer, and returns when there is room for another."""
        if self.is_abandoned:
            return
        self._frames.append(frame)
        self._news.set()
        if len(self._frames) >= UNREAD_MAX:
            self._room.clear()
            await self._room.wait()

    def fail(self, failure: FerryError) -> None:
        """The first failure stays; answers that came before it are read first."""
        if self._failure is None:
            self._failure = failure
        self._news.set()
        self._room.set()

    def abandon(self) -> None:
        self.is_abandoned = True
        self._frames.clear()
        self._room.set()

    async def next(self) -> frame_pb2.ServerFrame:
        while not self._frames:
            if self._failure is not None:
                raise self._failure
            self._news.clear()
            await self._news.wait()
        self._room.set()
        return self._frames.popleft()
