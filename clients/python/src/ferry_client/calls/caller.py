"""What all calls have in common."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TypeVar

from .._proto import frame_pb2
from ..connection import NotSent
from ..session import Session
from ..status import FerryError, StatusCode

Result = TypeVar("Result")


class Caller:
    """Sends one call and reads its answer."""

    def __init__(self, session: Session, timeout: float) -> None:
        self._session = session
        self._timeout = timeout

    async def _call(
        self,
        frame: frame_pb2.ClientFrame,
        read: Callable[[frame_pb2.ServerFrame], Result],
        timeout: float | None,
        idempotency_key: str | bytes = b"",
    ) -> Result:
        frame.idempotency_key = idempotency_key.encode() if isinstance(idempotency_key, str) else idempotency_key
        deadline = self._deadline(self._timeout if timeout is None else timeout)
        while True:
            connection = await self._session.connection(deadline)
            try:
                return read_answer(frame, await connection.call(frame, deadline), read)
            except NotSent:
                if not self._session.reconnects:
                    raise

    @staticmethod
    def _deadline(timeout: float) -> float:
        if timeout < 0:
            raise ValueError("a timeout is not negative")
        return asyncio.get_running_loop().time() + timeout


def read_answer(
    frame: frame_pb2.ClientFrame, answer: frame_pb2.ServerFrame, read: Callable[[frame_pb2.ServerFrame], Result]
) -> Result:
    """The answer as Python values. One that does not fit its call is the broker's fault."""
    call, kind = frame.WhichOneof("body"), answer.WhichOneof("body")
    expected = call if call in frame_pb2.ServerFrame.DESCRIPTOR.fields_by_name else "done"
    if kind != expected:
        raise FerryError(StatusCode.INTERNAL, f"the broker answered {call} with {kind or 'an unknown body'}")
    try:
        return read(answer)
    except ValueError as problem:
        raise FerryError(StatusCode.INTERNAL, f"the broker's answer to {call} cannot be read: {problem}") from problem


def nothing(answer: frame_pb2.ServerFrame) -> None:
    """Reads ``done``."""


def texts(values: Iterable[str]) -> list[bytes]:
    if isinstance(values, str):
        raise TypeError("a list of names, not one name")
    return [value.encode() for value in values]
