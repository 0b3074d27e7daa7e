"""The client against a fake broker: what travels, and what happens when it goes wrong."""

from __future__ import annotations

import asyncio
import socket
from contextlib import aclosing

import pytest

from fake_broker import FakeBroker, Peer
from ferry_client import DefinitionReference, FerryClient, FerryError, StatusCode
from ferry_client._proto import cluster_pb2, event_pb2, frame_pb2, job_pb2, status_pb2


async def echo(peer: Peer, frame: frame_pb2.ClientFrame) -> None:
    peer.answer(frame, ping=cluster_pb2.PingResponse(payload=frame.ping.payload))


async def silence(peer: Peer, frame: frame_pb2.ClientFrame) -> None:
    pass


async def end_cancelled(peer: Peer, frame: frame_pb2.ClientFrame) -> None:
    if frame.WhichOneof("body") == "cancel":
        peer.refuse(frame.request_id, 1, "cancelled")


async def test_says_hello_and_reads_the_welcome() -> None:
    async with FakeBroker() as broker:
        async with FerryClient.connect(broker.address, client_name="test", token="secret") as client:
            assert (client.partition_count, client.server_version, client.cluster_id) == (2, "0.1.0", "fake")

    hello = broker.hellos[0]
    assert (hello.protocol_version, hello.client_name, hello.token) == (1, b"test", b"secret")
    assert hello.frame_bytes_max == 4 << 20


async def test_a_refused_hello_raises_the_brokers_status() -> None:
    class Strict(FakeBroker):
        async def greet(self, peer: Peer, hello: frame_pb2.Hello) -> bool:
            peer.refuse(0, 16, "who are you")
            return False

    async with Strict() as broker:
        with pytest.raises(FerryError) as refusal:
            async with FerryClient.connect(broker.address):
                pass

    assert refusal.value.code is StatusCode.UNAUTHENTICATED


async def test_nobody_listening_is_unavailable() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(FerryError) as refusal:
            async with FerryClient.connect(f"127.0.0.1:{taken.getsockname()[1]}"):
                pass

    assert refusal.value.code is StatusCode.UNAVAILABLE


async def test_a_broker_that_never_greets_is_unavailable() -> None:
    class Mute(FakeBroker):
        async def greet(self, peer: Peer, hello: frame_pb2.Hello) -> bool:
            return True

    async with Mute() as broker:
        with pytest.raises(FerryError, match="did not answer") as refusal:
            async with FerryClient.connect(broker.address, connect_timeout=0.05):
                pass

    assert refusal.value.code is StatusCode.UNAVAILABLE


async def test_many_calls_share_a_connection_and_are_answered_in_any_order() -> None:
    waiting: list[tuple[Peer, frame_pb2.ClientFrame]] = []

    async def answer_backwards(peer: Peer, frame: frame_pb2.ClientFrame) -> None:
        waiting.append((peer, frame))
        if len(waiting) == 50:
            for peer, frame in reversed(waiting):
                await echo(peer, frame)

    async with FakeBroker(answer_backwards) as broker, FerryClient.connect(broker.address) as client:
        payloads = [str(number).encode() for number in range(50)]

        answers = await asyncio.gather(*(client.ping(payload) for payload in payloads))

    assert answers == payloads
    assert len(broker.peers) == 1
    assert len({frame.request_id for _, frame in waiting}) == 50


async def test_more_calls_than_the_broker_allows_wait_for_their_turn() -> None:
    in_flight = most = 0

    async def count(peer: Peer, frame: frame_pb2.ClientFrame) -> None:
        nonlocal in_flight, most
        in_flight += 1
        most = max(most, in_flight)
        await asyncio.sleep(0)
        in_flight -= 1
        await echo(peer, frame)

    async with FakeBroker(count, calls_in_flight_max=3) as broker, FerryClient.connect(broker.address) as client:
        await asyncio.gather(*(client.ping() for _ in range(40)))

    assert 1 <= most <= 3


async def test_a_call_carries_its_timeout_and_idempotency_key() -> None:
    async def done(peer: Peer, frame: frame_pb2.ClientFrame) -> None:
        peer.done(frame)

    async with FakeBroker(done) as broker, FerryClient.connect(broker.address, timeout=5) as client:
        await client.complete_job(7, {"paid": True}, idempotency_key="abc")
        await client.complete_job(8, timeout=float("inf"))
        first, second = broker.frames.get_nowait(), broker.frames.get_nowait()

    assert 4_000 < first.timeout_milliseconds <= 5_000
    assert first.idempotency_key == b"abc"
    assert first.complete_job == job_pb2.CompleteJobRequest(job_key=7, variables=b'{"paid":true}')
    assert (second.timeout_milliseconds, second.idempotency_key) == (0, b"")


async def test_a_refusal_raises_with_all_its_reasons() -> None:
    async def refuse(peer: Peer, frame: frame_pb2.ClientFrame) -> None:
        reasons = [
            status_pb2.Reason(code=b"FIELD_OUT_OF_RANGE", element_id=b"retries", expected=b"1", found=b"0"),
            status_pb2.Reason(code=b"SOMETHING_NEW", hint="größer".encode()),
        ]
        peer.refuse(frame.request_id, 3, "no", *reasons)

    async with FakeBroker(refuse) as broker, FerryClient.connect(broker.address) as client:
        with pytest.raises(FerryError) as refusal:
            await client.update_job_retries(7, 0)

    assert (refusal.value.code, refusal.value.message) == (StatusCode.INVALID_ARGUMENT, "no")
    assert [reason.code for reason in refusal.value.reasons] == ["FIELD_OUT_OF_RANGE", "SOMETHING_NEW"]
    assert refusal.value.reasons[1].hint == "größer"


async def test_a_cancelled_task_cancels_its_call() -> None:
    async with FakeBroker(end_cancelled) as broker, FerryClient.connect(broker.address) as client:
        call = asyncio.create_task(client.ping())
        ping = await broker.frames.get()

        call.cancel()
        cancel = await broker.frames.get()

        with pytest.raises(asyncio.CancelledError):
            await call
    assert cancel.WhichOneof("body") == "cancel"
    assert cancel.request_id == ping.request_id


async def test_a_call_that_takes_too_long_fails_and_is_cancelled() -> None:
    async with FakeBroker(end_cancelled) as broker, FerryClient.connect(broker.address) as client:
        with pytest.raises(FerryError) as refusal:
            await client.ping(timeout=0.02)
        ping, cancel = await broker.frames.get(), await broker.frames.get()

    assert refusal.value.code is StatusCode.DEADLINE_EXCEEDED
    assert cancel.WhichOneof("body") == "cancel"
    assert cancel.request_id == ping.request_id


async def test_an_abandoned_call_keeps_its_place_until_the_broker_has_ended_it() -> None:
    async def answer_late(peer: Peer, frame: frame_pb2.ClientFrame) -> None:
        if frame.ping.payload == b"second":
            await echo(peer, frame)

    async with FakeBroker(answer_late, calls_in_flight_max=1) as broker:
        async with FerryClient.connect(broker.address) as client:
            with pytest.raises(FerryError):
                await client.ping(b"first", timeout=0.02)
            with pytest.raises(FerryError) as refusal:
                await client.ping(b"second", timeout=0.02)
            assert refusal.value.code is StatusCode.DEADLINE_EXCEEDED
            broker.peers[0].refuse(1, 1, "cancelled")

            assert await client.ping(b"second") == b"second"


async def test_a_lost_connection_ends_every_call_in_flight() -> None:
    async with FakeBroker(silence) as broker, FerryClient.connect(broker.address) as client:
        calls = [asyncio.create_task(client.ping()) for _ in range(3)]
        for _ in calls:
            await broker.frames.get()

        broker.peers[0].writer.close()
        failures = await asyncio.gather(*calls, return_exceptions=True)

        assert [getattr(failure, "code", failure) for failure in failures] == [StatusCode.UNAVAILABLE] * 3
        with pytest.raises(FerryError) as refusal:
            await client.ping()
    assert refusal.value.code is StatusCode.UNAVAILABLE


async def test_a_status_for_the_connection_is_told_to_every_call() -> None:
    async def end(peer: Peer, frame: frame_pb2.ClientFrame) -> None:
        peer.refuse(0, 3, "not protobuf")
        peer.writer.close()

    async with FakeBroker(end) as broker, FerryClient.connect(broker.address) as client:
        with pytest.raises(FerryError, match="not protobuf") as refusal:
            await client.ping()

    assert refusal.value.code is StatusCode.UNAVAILABLE
    assert isinstance(refusal.value.__cause__, FerryError)
    assert refusal.value.__cause__.code is StatusCode.INVALID_ARGUMENT


@pytest.mark.parametrize("garbage", [b"\xff\xff\xff\xff", b"\x00\x00\x00\x02\xff\xff"])
async def test_garbage_from_the_broker_ends_the_connection(garbage: bytes) -> None:
    async def babble(peer: Peer, frame: frame_pb2.ClientFrame) -> None:
        peer.writer.write(garbage)

    async with FakeBroker(babble) as broker, FerryClient.connect(broker.address) as client:
        with pytest.raises(FerryError) as refusal:
            await client.ping()

    assert refusal.value.code is StatusCode.UNAVAILABLE


async def test_an_answer_that_does_not_fit_is_the_brokers_fault() -> None:
    async def confuse(peer: Peer, frame: frame_pb2.ClientFrame) -> None:
        if frame.WhichOneof("body") == "ping":
            peer.done(frame)
        else:
            jobs = [job_pb2.ActivatedJob(key=1, variables=b"[]")]
            peer.answer(frame, activate_jobs=job_pb2.ActivateJobsResponse(jobs=jobs))

    async with FakeBroker(confuse) as broker, FerryClient.connect(broker.address) as client:
        with pytest.raises(FerryError) as wrong_kind:
            await client.ping()
        with pytest.raises(FerryError) as wrong_variables:
            await client.activate_jobs("charge")

    assert wrong_kind.value.code is wrong_variables.value.code is StatusCode.INTERNAL


async def test_a_call_longer_than_the_broker_accepts_is_not_sent() -> None:
    async with FakeBroker(echo, frame_bytes_max=4096) as broker, FerryClient.connect(broker.address) as client:
        with pytest.raises(FerryError) as refusal:
            await client.ping(b"x" * 4096)

        assert refusal.value.code is StatusCode.INVALID_ARGUMENT
        assert await client.ping(b"short") == b"short"


async def test_after_go_away_calls_in_flight_are_answered_and_new_ones_refused() -> None:
    async def drain(peer: Peer, frame: frame_pb2.ClientFrame) -> None:
        peer.send(frame_pb2.ServerFrame(go_away=frame_pb2.GoAway(drain_milliseconds=1000)))
        await echo(peer, frame)

    async with FakeBroker(drain) as broker, FerryClient.connect(broker.address) as client:
        assert await client.ping(b"in flight") == b"in flight"
        with pytest.raises(FerryError) as refusal:
            await client.ping(b"new")

    assert refusal.value.code is StatusCode.UNAVAILABLE


async def test_reconnecting_replaces_a_draining_and_a_lost_connection() -> None:
    async with FakeBroker(echo) as broker, FerryClient.connect(broker.address, reconnect=True) as client:
        broker.peers[0].send(frame_pb2.ServerFrame(go_away=frame_pb2.GoAway()))
        await client.ping()
        while len(broker.peers) < 2:
            await client.ping()

        broker.peers[1].writer.close()
        answers = 0
        while len(broker.peers) < 3:
            try:
                await client.ping()
                answers += 1
            except FerryError as failure:
                assert failure.code is StatusCode.UNAVAILABLE
        assert await client.ping(b"back") == b"back"


async def test_reconnecting_gives_up_at_the_deadline() -> None:
    async with FakeBroker(echo) as broker, FerryClient.connect(broker.address, reconnect=True) as client:
        await broker.stop()
        with pytest.raises(FerryError) as refusal:
            while True:
                await client.ping(timeout=0.3)

    assert refusal.value.code is StatusCode.UNAVAILABLE


async def test_a_silent_broker_is_given_up() -> None:
    async with FakeBroker(silence) as broker, FerryClient.connect(broker.address, keep_alive=0.05) as client:
        broker.answers_keep_alive = False

        with pytest.raises(FerryError, match="silent") as refusal:
            await client.ping()

    assert refusal.value.code is StatusCode.UNAVAILABLE


async def test_a_broker_that_answers_keepalives_is_waited_for() -> None:
    async def answer_late(peer: Peer, frame: frame_pb2.ClientFrame) -> None:
        await asyncio.sleep(0.7)
        await echo(peer, frame)

    async with FakeBroker(answer_late) as broker, FerryClient.connect(broker.address, keep_alive=0.2) as client:
        assert await client.ping(b"late") == b"late"


def batch(*positions: int) -> event_pb2.StreamEventsResponse:
    events = [event_pb2.Event(position=position, kind=b"JOB_CREATED", details=b'{"a":1}') for position in positions]
    return event_pb2.StreamEventsResponse(events=events, next=positions[-1] + 1)


async def test_a_stream_ends_with_its_status() -> None:
    async def stream(peer: Peer, frame: frame_pb2.ClientFrame) -> None:
        for first in range(1, 200, 2):
            peer.answer(frame, stream_events=batch(first, first + 1))
        peer.refuse(frame.request_id, 0, "")

    async with FakeBroker(stream) as broker, FerryClient.connect(broker.address) as client:
        events = [event async for event in client.stream_events(1, 1)]

    assert [event.position for event in events] == list(range(1, 201))
    assert events[0].details == {"a": 1}
    assert events[0].process_instance_key is None


async def test_a_stream_that_fails_raises_after_its_events() -> None:
    async def stream(peer: Peer, frame: frame_pb2.ClientFrame) -> None:
        peer.answer(frame, stream_events=batch(1))
        peer.refuse(frame.request_id, 5, "no such partition")

    async with FakeBroker(stream) as broker, FerryClient.connect(broker.address) as client:
        events = client.stream_events(9)
        assert (await anext(events)).position == 1
        with pytest.raises(FerryError) as refusal:
            await anext(events)

    assert refusal.value.code is StatusCode.NOT_FOUND


async def test_leaving_a_stream_cancels_it() -> None:
    async def stream(peer: Peer, frame: frame_pb2.ClientFrame) -> None:
        if frame.WhichOneof("body") == "stream_events":
            for position in range(1, 100):
                peer.answer(frame, stream_events=batch(position))

    async with FakeBroker(stream) as broker, FerryClient.connect(broker.address) as client:
        async with aclosing(client.stream_events(1, follow=True)) as events:
            async for event in events:
                break
        request, cancel = await broker.frames.get(), await broker.frames.get()

    assert request.stream_events.follow
    assert cancel.WhichOneof("body") == "cancel"
    assert cancel.request_id == request.request_id


async def test_a_reconnecting_client_goes_on_with_a_lost_stream() -> None:
    async def stream(peer: Peer, frame: frame_pb2.ClientFrame) -> None:
        position = max(frame.stream_events.from_position, 1)
        peer.answer(frame, stream_events=batch(position))
        if position < 3:
            await peer.writer.drain()
            peer.writer.close()
        else:
            peer.refuse(frame.request_id, 0, "")

    async with FakeBroker(stream) as broker, FerryClient.connect(broker.address, reconnect=True) as client:
        positions = [event.position async for event in client.stream_events(1)]

    assert positions == [1, 2, 3]


async def test_closing_ends_what_waits() -> None:
    async with FakeBroker(silence) as broker:
        async with FerryClient.connect(broker.address, reconnect=True) as client:
            call = asyncio.create_task(client.ping())
            await broker.frames.get()
        with pytest.raises(FerryError) as refusal:
            await call
        with pytest.raises(FerryError, match="not open"):
            await client.ping()

    assert refusal.value.code is StatusCode.UNAVAILABLE


async def test_references_travel_as_they_were_given() -> None:
    async with FakeBroker(silence) as broker, FerryClient.connect(broker.address) as client:
        for definition in ("order:2", 17, DefinitionReference(process_id="order", content_hash="abcdef01")):
            with pytest.raises(FerryError):
                await client.create_instance(definition, start_elements=["pay"], timeout=0.01)
        frames = [await broker.frames.get() for _ in range(6)]

    sent = [frame.create_process_instance for frame in frames if frame.WhichOneof("body") != "cancel"]
    assert [(r.definition.key, r.definition.process_id, r.definition.version) for r in sent] == [
        (0, b"order", 2),
        (17, b"", 0),
        (0, b"order", 0),
    ]
    assert sent[2].definition.content_hash == b"abcdef01"
    assert list(sent[0].start_elements) == [b"pay"]
