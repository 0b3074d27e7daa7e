"""A broker that says what a test tells it to say."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Awaitable, Callable
from typing import Self

from ferry_client._proto import frame_pb2, status_pb2


class Peer:
    """One client's connection, from the broker's side."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self.writer = writer

    async def read(self) -> frame_pb2.ClientFrame:
        (length,) = struct.unpack(">I", await self._reader.readexactly(4))
        return frame_pb2.ClientFrame.FromString(await self._reader.readexactly(length))

    def send(self, frame: frame_pb2.ServerFrame) -> None:
        self.send_raw(frame.SerializeToString())

    def send_raw(self, body: bytes) -> None:
        self.writer.write(struct.pack(">I", len(body)) + body)

    def answer(self, call: frame_pb2.ClientFrame, **body: object) -> None:
        self.send(frame_pb2.ServerFrame(request_id=call.request_id, **body))  # type: ignore[arg-type]

    def done(self, call: frame_pb2.ClientFrame) -> None:
        self.answer(call, done=frame_pb2.Done())

    def refuse(self, request_id: int, code: int, message: str, *reasons: status_pb2.Reason) -> None:
        status = status_pb2.Status(code=code, message=message.encode(), reasons=reasons)  # type: ignore[arg-type]
        self.send(frame_pb2.ServerFrame(request_id=request_id, status=status))


Handler = Callable[[Peer, frame_pb2.ClientFrame], Awaitable[None]]


class FakeBroker:
    """Greets, keeps every frame it gets, answers pings and keepalives, and leaves the rest to ``handler``."""

    def __init__(self, handler: Handler | None = None, **welcome: int) -> None:
        self.handler = handler
        self.welcome = frame_pb2.Welcome(
            protocol_version=1,
            server_version=b"0.1.0",
            cluster_id=b"fake",
            frame_bytes_max=welcome.get("frame_bytes_max", 4 << 20),
            calls_in_flight_max=welcome.get("calls_in_flight_max", 100),
            partition_count=2,
        )
        self.frames: asyncio.Queue[frame_pb2.ClientFrame] = asyncio.Queue()
        self.hellos: list[frame_pb2.Hello] = []
        self.peers: list[Peer] = []
        self.answers_keep_alive = True
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        self.address = f"127.0.0.1:{self.port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()
        for task in self._tasks:
            task.cancel()

    async def stop(self) -> None:
        self._server.close()
        for peer in self.peers:
            peer.writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peer = Peer(reader, writer)
        self.peers.append(peer)
        try:
            hello = await peer.read()
            self.hellos.append(hello.hello)
            if not await self.greet(peer, hello.hello):
                return
            while True:
                frame = await peer.read()
                kind = frame.WhichOneof("body")
                if kind == "keep_alive":
                    if self.answers_keep_alive:
                        peer.answer(frame, keep_alive=frame.keep_alive)
                    continue
                self.frames.put_nowait(frame)
                if self.handler is not None:
                    task = asyncio.create_task(self._handle(self.handler, peer, frame))
                    self._tasks.add(task)
                    task.add_done_callback(self._tasks.discard)
        except (EOFError, OSError):
            pass
        finally:
            writer.close()

    @staticmethod
    async def _handle(handler: Handler, peer: Peer, frame: frame_pb2.ClientFrame) -> None:
        await handler(peer, frame)

    async def greet(self, peer: Peer, hello: frame_pb2.Hello) -> bool:
        peer.send(frame_pb2.ServerFrame(welcome=self.welcome))
        return True
