"""One connection to a broker: the handshake, and any number of calls in flight."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncGenerator, Awaitable
from dataclasses import dataclass
from typing import TypeVar

from . import framing
from ._proto import frame_pb2
from .mailbox import Mailbox
from .status import FerryError, StatusCode
from .values import to_milliseconds

PROTOCOL_VERSION = 1

Result = TypeVar("Result")


class NotSent(FerryError):
    """A call that never left, because its connection takes none any more: it may go by another."""


@dataclass(frozen=True, slots=True)
class Handshake:
    """Where to connect, and what to say there."""

    host: str
    port: int
    client_name: str = ""
    token: bytes = b""
    frame_bytes_max: int = framing.FRAME_BYTES_MAX
    keep_alive: float = 30.0
    """After how many silent seconds to ask whether the broker still lives; 0 for never."""
    timeout: float = 10.0

    def hello(self) -> frame_pb2.ClientFrame:
        return frame_pb2.ClientFrame(
            hello=frame_pb2.Hello(
                protocol_version=PROTOCOL_VERSION,
                client_name=self.client_name.encode(),
                token=self.token,
                frame_bytes_max=self.frame_bytes_max,
            )
        )


class Connection:
    """An open connection. Belongs to one event loop; any of its tasks may call.

    When it ends, for whatever reason, every call in flight ends with UNAVAILABLE.
    """

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        handshake: Handshake,
        welcome: frame_pb2.Welcome,
    ) -> None:
        self.welcome = welcome
        self._reader = reader
        self._writer = writer
        self._handshake = handshake
        self._loop = asyncio.get_running_loop()
        self._calls: dict[int, Mailbox] = {}
        self._slots = asyncio.Semaphore(welcome.calls_in_flight_max or 2**31)
        self._flushing = asyncio.Lock()
        self._last_request_id = 0
        self._last_heard = self._loop.time()
        self._is_reading = True
        self._is_draining = False
        self._failure: FerryError | None = None
        self._tasks = [asyncio.create_task(self._receive(), name="ferry-receive")]
        if handshake.keep_alive > 0:
            self._tasks.append(asyncio.create_task(self._watch(handshake.keep_alive), name="ferry-keep-alive"))

    @classmethod
    async def open(cls, handshake: Handshake) -> Connection:
        """Connects and shakes hands. Raises ``FerryError`` with the broker's code, or UNAVAILABLE."""
        address = f"{handshake.host}:{handshake.port}"
        try:
            async with asyncio.timeout(handshake.timeout):
                return await cls._open(handshake)
        except TimeoutError as late:
            message = f"{address} did not answer within {handshake.timeout:g} s"
            raise FerryError(StatusCode.UNAVAILABLE, message) from late
        except (OSError, EOFError) as failure:
            raise FerryError(StatusCode.UNAVAILABLE, f"cannot reach {address}: {failure}") from failure

    @classmethod
    async def _open(cls, handshake: Handshake) -> Connection:
        reader, writer = await asyncio.open_connection(handshake.host, handshake.port)
        try:
            writer.write(framing.pack(handshake.hello(), framing.FRAME_BYTES_MAX))
            answer = await framing.read(reader, handshake.frame_bytes_max)
            if answer.WhichOneof("body") == "status":
                raise FerryError._from(answer.status)
            if answer.welcome.protocol_version != PROTOCOL_VERSION:
                message = f"{handshake.host}:{handshake.port} does not speak version {PROTOCOL_VERSION} of the protocol"
                raise FerryError(StatusCode.FAILED_PRECONDITION, message)
        except BaseException:
            writer.close()
            raise
        return cls(reader, writer, handshake, answer.welcome)

    @property
    def is_open(self) -> bool:
        return self._failure is None

    @property
    def is_usable(self) -> bool:
        """Whether it takes new calls."""
        return self._failure is None and not self._is_draining

    async def call(self, frame: frame_pb2.ClientFrame, deadline: float) -> frame_pb2.ServerFrame:
        """The one answer to a frame. When the caller is cancelled, or too late, so is the call at the broker."""
        request_id, mailbox = await self._begin(frame, deadline, is_stream=False)
        try:
            return _succeeded(await self._next(mailbox, deadline))
        finally:
            self._leave(request_id, mailbox)

    async def stream(
        self, frame: frame_pb2.ClientFrame, deadline: float
    ) -> AsyncGenerator[frame_pb2.ServerFrame, None]:
        """The messages of a stream until it is complete. Leaving it early cancels it at the broker.

        A slow reader makes the connection stop reading, so a stream needs a connection of its own.
        """
        request_id, mailbox = await self._begin(frame, deadline, is_stream=True)
        try:
            while True:
                answer = await self._next(mailbox, deadline)
                if answer.WhichOneof("body") == "status" and int(answer.status.code) == StatusCode.OK:
                    return
                yield _succeeded(answer)
        finally:
            self._leave(request_id, mailbox)

    def grant(self, request_id: int, jobs: int) -> None:
        """Tells the broker that a stream of jobs may bring so many more."""
        if self.is_open:
            frame = frame_pb2.ClientFrame(request_id=request_id, grant=frame_pb2.Grant(jobs=jobs))
            self._writer.write(framing.pack(frame, self._sent_bytes_max))

    async def close(self) -> None:
        self._end(FerryError(StatusCode.UNAVAILABLE, "the client closed the connection"))
        await asyncio.gather(*self._tasks, return_exceptions=True)
        try:
            async with asyncio.timeout(1):
                await self._writer.wait_closed()
        except OSError:
            self._writer.transport.abort()

    async def _begin(
        self, frame: frame_pb2.ClientFrame, deadline: float, is_stream: bool
    ) -> tuple[int, Mailbox]:
        await self._within(deadline, self._slots.acquire())
        try:
            if self._failure is not None:
                raise NotSent(StatusCode.UNAVAILABLE, self._failure.message, tuple(self._failure.reasons))
            if self._is_draining:
                raise NotSent(StatusCode.UNAVAILABLE, "the broker takes no new calls on this connection")
            self._last_request_id += 1
            request_id = frame.request_id = self._last_request_id
            if deadline < math.inf:
                frame.timeout_milliseconds = to_milliseconds(max(deadline - self._loop.time(), 0.001))
            self._writer.write(framing.pack(frame, self._sent_bytes_max))
        except BaseException:
            self._slots.release()
            raise
        mailbox = self._calls[request_id] = Mailbox(is_stream)
        try:
            await self._within(deadline, self._flush())
        except BaseException:
            self._leave(request_id, mailbox)
            raise
        return request_id, mailbox

    @property
    def _sent_bytes_max(self) -> int:
        return self.welcome.frame_bytes_max or framing.FRAME_BYTES_MAX

    async def _flush(self) -> None:
        try:
            async with self._flushing:
                await self._writer.drain()
        except OSError:
            # The receiving task meets the same end and tells every call.
            pass

    async def _within(self, deadline: float, waiting: Awaitable[Result]) -> Result:
        try:
            async with by(deadline):
                return await waiting
        except TimeoutError:
            raise _too_late() from None

    async def _next(self, mailbox: Mailbox, deadline: float) -> frame_pb2.ServerFrame:
        if deadline == math.inf:
            return await mailbox.next()
        timer = self._loop.call_at(deadline, mailbox.fail, _too_late())
        try:
            return await mailbox.next()
        finally:
            timer.cancel()

    def _leave(self, request_id: int, mailbox: Mailbox) -> None:
        mailbox.abandon()
        if request_id in self._calls and self.is_open:
            cancel = frame_pb2.ClientFrame(request_id=request_id, cancel=frame_pb2.Cancel())
            self._writer.write(framing.pack(cancel, self._sent_bytes_max))

    async def _receive(self) -> None:
        try:
            while True:
                frame = await framing.read(self._reader, self._handshake.frame_bytes_max)
                self._last_heard = self._loop.time()
                await self._take(frame)
        except FerryError as failure:
            self._end(failure)
        except (OSError, EOFError) as failure:
            lost = FerryError(StatusCode.UNAVAILABLE, "the connection was lost")
            lost.__cause__ = failure
            self._end(lost)

    async def _take(self, frame: frame_pb2.ServerFrame) -> None:
        kind = frame.WhichOneof("body")
        if kind == "go_away":
            self._is_draining = True
        elif kind == "status" and frame.request_id == 0:
            raise FerryError._from(frame.status)
        elif kind != "keep_alive" and (mailbox := self._calls.get(frame.request_id)) is not None:
            if not mailbox.is_stream or kind == "status":
                del self._calls[frame.request_id]
                self._slots.release()
            self._is_reading = False
            await mailbox.deliver(frame)
            self._is_reading = True
            self._last_heard = self._loop.time()

    async def _watch(self, interval: float) -> None:
        """Asks a silent broker for a sign of life, and ends the connection when none comes."""
        while True:
            await asyncio.sleep(interval)
            heard = self._last_heard
            if self._loop.time() - heard < interval or not self._is_reading:
                continue
            self._last_request_id += 1
            frame = frame_pb2.ClientFrame(request_id=self._last_request_id, keep_alive=frame_pb2.KeepAlive())
            self._writer.write(framing.pack(frame, self._sent_bytes_max))
            await asyncio.sleep(interval)
            if self._last_heard == heard and self._is_reading:
                self._end(FerryError(StatusCode.UNAVAILABLE, f"the broker was silent for {2 * interval:g} s"))
                return

    def _end(self, failure: FerryError) -> None:
        if self._failure is not None:
            return
        self._failure = failure
        calls, self._calls = self._calls, {}
        for mailbox in calls.values():
            mailbox.fail(_unavailable(failure))
            self._slots.release()
        for task in self._tasks:
            if task is not asyncio.current_task():
                task.cancel()
        self._writer.close()


def by(deadline: float) -> asyncio.Timeout:
    """Raises ``TimeoutError`` at a time of the loop's clock, which may be infinite."""
    return asyncio.timeout_at(None if deadline == math.inf else deadline)


def _too_late() -> FerryError:
    return FerryError(StatusCode.DEADLINE_EXCEEDED, "no answer came in time")


def _unavailable(failure: FerryError) -> FerryError:
    error = FerryError(StatusCode.UNAVAILABLE, failure.message, tuple(failure.reasons))
    error.__cause__ = failure
    return error


def _succeeded(answer: frame_pb2.ServerFrame) -> frame_pb2.ServerFrame:
    if answer.WhichOneof("body") == "status":
        raise FerryError._from(answer.status)
    return answer
