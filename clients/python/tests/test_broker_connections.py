"""What a real broker does with connections: good ones, bad ones, and its own end."""

from __future__ import annotations

import asyncio
import secrets
import struct
from pathlib import Path

import pytest

import models
from ferry_client import ActivatedJob, FerryClient, FerryError, JobWorker, StatusCode, every
from ferry_client._proto import frame_pb2, status_pb2
from ferryd import Ferryd
from test_broker_calls import fresh


class RawConnection:
    """Frames by hand."""

    def __init__(self, broker: Ferryd) -> None:
        self._broker = broker

    async def __aenter__(self) -> RawConnection:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self._broker.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.writer.close()

    def send(self, frame: frame_pb2.ClientFrame | bytes) -> None:
        body = frame if isinstance(frame, bytes) else frame.SerializeToString()
        self.writer.write(struct.pack(">I", len(body)) + body)

    async def read(self) -> frame_pb2.ServerFrame:
        (length,) = struct.unpack(">I", await self.reader.readexactly(4))
        return frame_pb2.ServerFrame.FromString(await self.reader.readexactly(length))

    async def greet(self) -> None:
        self.send(frame_pb2.ClientFrame(hello=frame_pb2.Hello(protocol_version=1)))
        assert (await self.read()).WhichOneof("body") == "welcome"

    async def expect_end(self) -> status_pb2.Status:
        """The status for the connection, then its end."""
        last = await self.read()
        assert (last.request_id, last.WhichOneof("body")) == (0, "status")
        assert await self.reader.read() == b""
        return last.status


async def test_the_bytes_of_the_protocol_document_work(broker: Ferryd) -> None:
    async with RawConnection(broker) as connection:
        await connection.greet()
        connection.writer.write(bytes.fromhex("0000000e 0801 10e807 820106 0a0461686f79"))

        assert await connection.reader.readexactly(15) == bytes.fromhex("0000000b 0801 820106 0a0461686f79")


@pytest.mark.parametrize(
    "garbage",
    [
        b"\xff\xff\xff\xff",
        b"\x00\x00\x00\x04\xff\xff\xff\xff",
        b"\x00\x00\x00\x00",
        b"GET / HTTP/1.1\r\n\r\n",
    ],
    ids=["oversized", "no protobuf", "empty", "http"],
)
async def test_garbage_after_the_handshake_ends_that_connection_alone(broker: Ferryd, garbage: bytes) -> None:
    async with FerryClient.connect(broker.address) as bystander, RawConnection(broker) as connection:
        await connection.greet()
        connection.writer.write(garbage)

        await connection.expect_end()
        assert await bystander.ping(b"still here") == b"still here"


async def test_a_first_frame_that_is_no_hello_is_refused(broker: Ferryd) -> None:
    async with RawConnection(broker) as connection:
        ping = frame_pb2.ClientFrame(request_id=1)
        ping.ping.payload = b"ahoy"
        connection.send(ping)

        status = await connection.expect_end()
        assert int(status.code) == StatusCode.FAILED_PRECONDITION


async def test_another_protocol_version_is_refused(broker: Ferryd) -> None:
    async with RawConnection(broker) as connection:
        connection.send(frame_pb2.ClientFrame(hello=frame_pb2.Hello(protocol_version=99)))

        status = await connection.expect_end()
        assert int(status.code) == StatusCode.FAILED_PRECONDITION


async def test_an_unknown_call_is_refused_and_the_connection_goes_on(broker: Ferryd) -> None:
    async with RawConnection(broker) as connection:
        await connection.greet()
        connection.send(bytes.fromhex("0805 a23e 00"))

        refusal = await connection.read()
        assert (refusal.request_id, int(refusal.status.code)) == (5, StatusCode.UNIMPLEMENTED)
        assert [reason.code for reason in refusal.status.reasons] == [b"UNKNOWN_CALL"]
        connection.send(frame_pb2.ClientFrame(request_id=6, keep_alive=frame_pb2.KeepAlive()))
        alive = await connection.read()
        assert (alive.request_id, alive.WhichOneof("body")) == (6, "keep_alive")


async def test_keepalives_hold_a_quiet_connection(broker: Ferryd) -> None:
    async with FerryClient.connect(broker.address, keep_alive=0.5) as client:
        assert await client.activate_jobs(fresh("nobody"), wait=1.5) == []


async def test_a_worker_does_the_jobs_of_many_instances(broker: Ferryd) -> None:
    process, kind = fresh("worker"), fresh("work")

    async def work(job: ActivatedJob) -> dict[str, object]:
        if job.retries == 2 and job.variables["n"] % 5 == 0:
            raise RuntimeError("the first try of every fifth fails")
        return {"done": job.variables["n"]}

    async with FerryClient.connect(broker.address) as client, JobWorker(client, kind, work, name="tests", max_jobs=8):
        await client.deploy(models.one_task(process, "work", kind))
        created = await asyncio.gather(
            *(client.create_instance(process, {"n": n}, await_result=True) for n in range(40))
        )

        assert [instance.result for instance in created] == [{"n": n, "done": n} for n in range(40)]
        assert [item async for item in every(client.list_instances, definition=process)] == []


async def test_what_was_acknowledged_is_there_after_a_kill(tmp_path: Path) -> None:
    process, kind = fresh("kill"), fresh("work")
    command = secrets.token_bytes(16)
    first = Ferryd(tmp_path)
    try:
        async with FerryClient.connect(first.address, reconnect=True) as client:
            await client.deploy(models.one_task(process, "work", kind))
            key = (await client.create_instance(process, {"a": 1})).key
            created = await client.create_instance(process, {"a": 1}, idempotency_key=command)

            first.kill()
            second = Ferryd(tmp_path, first.port)
            try:
                assert await _patiently(client, key) == {"a": 1}
                assert await client.create_instance(process, {"a": 1}, idempotency_key=command) == created
                jobs = [job for _ in range(2) for job in await client.activate_jobs(kind, max_jobs=1, wait=5)]
                assert sorted(job.process_instance_key for job in jobs) == sorted([key, created.key])
                assert [job.variables for job in jobs] == [{"a": 1}, {"a": 1}]
            finally:
                await asyncio.to_thread(second.stop)
    finally:
        first.kill()


async def _patiently(client: FerryClient, key: int) -> dict[str, object]:
    """The call that meets the broken connection fails; the next goes by a new one."""
    for _ in range(3):
        try:
            return (await client.get_instance(key)).variables_of()
        except FerryError as failure:
            assert failure.code is StatusCode.UNAVAILABLE
    raise AssertionError("the client did not reconnect")


async def test_a_stopping_broker_drains(tmp_path: Path) -> None:
    ferryd = Ferryd(tmp_path)
    try:
        async with FerryClient.connect(ferryd.address) as client:
            assert await client.ping(b"before") == b"before"

            await asyncio.to_thread(ferryd.stop)

            with pytest.raises(FerryError) as refusal:
                await client.ping(b"after")
        assert refusal.value.code is StatusCode.UNAVAILABLE
    finally:
        ferryd.kill()
