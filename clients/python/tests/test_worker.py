from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from fake_broker import FakeBroker, Peer
from ferry_client import ActivatedJob, FerryClient, FerryError, JobFailure, JobWorker, StatusCode
from ferry_client._proto import frame_pb2, job_pb2, status_pb2


class JobBroker(FakeBroker):
    """Has some jobs, hands each out once, and keeps what became of them."""

    def __init__(self, count: int) -> None:
        super().__init__(self.serve)
        deadline = int(time.time() * 1000) + 60_000
        self.jobs = [
            job_pb2.ActivatedJob(key=key, type=b"charge", retries=3, deadline=deadline, variables=b'{"amount":5}')
            for key in range(1, count + 1)
        ]
        self.outcomes: asyncio.Queue[frame_pb2.ClientFrame] = asyncio.Queue()
        self.refusals = 0
        self.asked: list[int] = []

    async def serve(self, peer: Peer, frame: frame_pb2.ClientFrame) -> None:
        kind = frame.WhichOneof("body")
        if kind == "activate_jobs":
            self.asked.append(frame.activate_jobs.max_jobs)
            if not self.jobs:
                return
            taken = self.jobs[: frame.activate_jobs.max_jobs]
            self.jobs = self.jobs[len(taken) :]
            peer.answer(frame, activate_jobs=job_pb2.ActivateJobsResponse(jobs=taken))
        elif kind == "cancel":
            peer.refuse(frame.request_id, 1, "cancelled")
        else:
            self.outcomes.put_nowait(frame)
            if self.refusals:
                self.refusals -= 1
                peer.refuse(frame.request_id, 8, "full", status_pb2.Reason(code=b"MAILBOX_FULL"))
            else:
                peer.done(frame)


async def test_completes_jobs_with_what_the_handler_returns() -> None:
    async def charge(job: ActivatedJob) -> dict[str, Any]:
        return {"charged": job.variables["amount"]}

    async with JobBroker(10) as broker, FerryClient.connect(broker.address) as client:
        async with JobWorker(client, "charge", charge, name="till", max_jobs=4):
            outcomes = [await broker.outcomes.get() for _ in range(10)]

    assert sorted(outcome.complete_job.job_key for outcome in outcomes) == list(range(1, 11))
    assert {outcome.complete_job.variables for outcome in outcomes} == {b'{"charged":5}'}
    assert max(broker.asked) <= 4


@pytest.mark.parametrize(
    ("error", "retries", "message", "backoff"),
    [
        (JobFailure("declined", retries=0, backoff=1.5), 0, b"declined", 1500),
        (JobFailure("later"), 2, b"later", 0),
        (KeyError("card"), 2, b"KeyError: 'card'", 0),
    ],
)
async def test_fails_jobs_whose_handler_raises(error: Exception, retries: int, message: bytes, backoff: int) -> None:
    async def charge(job: ActivatedJob) -> None:
        raise error

    async with JobBroker(1) as broker, FerryClient.connect(broker.address) as client:
        async with JobWorker(client, "charge", charge):
            failed = (await broker.outcomes.get()).fail_job

    assert (failed.job_key, failed.retries, failed.message, failed.backoff_milliseconds) == (1, retries, message, backoff)


async def test_fails_a_job_whose_variables_json_cannot_say() -> None:
    async def charge(job: ActivatedJob) -> dict[str, Any]:
        return {"when": object()}

    async with JobBroker(1) as broker, FerryClient.connect(broker.address) as client:
        async with JobWorker(client, "charge", charge):
            failed = (await broker.outcomes.get()).fail_job

    assert (failed.job_key, failed.retries) == (1, 2)
    assert b"JSON" in failed.message


async def test_repeats_an_outcome_with_the_same_idempotency_key() -> None:
    async def charge(job: ActivatedJob) -> None:
        pass

    async with JobBroker(1) as broker, FerryClient.connect(broker.address) as client:
        broker.refusals = 2
        async with JobWorker(client, "charge", charge):
            keys = {(await broker.outcomes.get()).idempotency_key for _ in range(3)}

    assert len(keys) == 1
    assert keys != {b""}


async def test_stopping_finishes_the_jobs_it_holds() -> None:
    started, finish = asyncio.Event(), asyncio.Event()

    async def charge(job: ActivatedJob) -> None:
        started.set()
        await finish.wait()

    async with JobBroker(1) as broker, FerryClient.connect(broker.address) as client:
        async with JobWorker(client, "charge", charge):
            await started.wait()
            asyncio.get_running_loop().call_later(0.02, finish.set)
        assert broker.outcomes.get_nowait().complete_job.job_key == 1


async def test_running_ends_when_jobs_cannot_be_fetched_for_good() -> None:
    async def refuse(peer: Peer, frame: frame_pb2.ClientFrame) -> None:
        peer.refuse(frame.request_id, 3, "no such type")

    async def charge(job: ActivatedJob) -> None:
        pass

    async with FakeBroker(refuse) as broker, FerryClient.connect(broker.address) as client:
        with pytest.raises(FerryError) as refusal:
            await JobWorker(client, "", charge).run()

    assert refusal.value.code is StatusCode.INVALID_ARGUMENT


async def test_cancelling_run_stops_the_worker() -> None:
    async def charge(job: ActivatedJob) -> None:
        pass

    async with JobBroker(0) as broker, FerryClient.connect(broker.address) as client:
        running = asyncio.create_task(JobWorker(client, "charge", charge).run())
        await broker.frames.get()

        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

        assert (await broker.frames.get()).WhichOneof("body") == "cancel"
