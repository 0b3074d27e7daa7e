"""Workers: doing the jobs of one type as they come."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timezone
from types import TracebackType

from .client import FerryClient
from .jobs import ActivatedJob
from .session import backoff
from .status import FerryError, StatusCode
from .values import Variables, to_json

log = logging.getLogger("ferry_client.worker")

Handler = Callable[[ActivatedJob], Awaitable[Variables | None]]
"""Does a job and returns the variables to complete it with. Raising fails the job."""

_MESSAGE_LENGTH_MAX = 10_000


class JobFailure(Exception):
    """Raised by a handler to fail its job in a certain way."""

    def __init__(
        self, message: str, *, retries: int | None = None, backoff: float = 0.0, variables: Variables | None = None
    ) -> None:
        super().__init__(message)
        self.retries = retries
        """What is left; None for one less than there was."""
        self.backoff = backoff
        self.variables = variables


class JobWorker:
    """Takes jobs of one type, runs a handler on up to ``max_jobs`` at once, and completes or fails them.

    Use it as ``async with JobWorker(client, "charge-card", handle)``, or await ``run()``. A worker outlives the
    broker's restarts when its client reconnects. A job may be handed out again when its worker was too slow or its
    outcome got lost, so handlers must bear a repeat.
    """

    def __init__(
        self,
        client: FerryClient,
        type: str,
        handler: Handler,
        *,
        name: str = "",
        max_jobs: int = 32,
        job_timeout: float = 60.0,
        wait: float = 20.0,
        fetch_variables: Sequence[str] = (),
        tenant: str = "",
    ) -> None:
        self._client = client
        self._type = type
        self._handler = handler
        self._name = name
        self._max_jobs = max_jobs
        self._job_timeout = job_timeout
        self._wait = wait
        self._fetch_variables = fetch_variables
        self._tenant = tenant
        self._running: set[asyncio.Task[None]] = set()
        self._fetching: asyncio.Task[None] | None = None

    async def __aenter__(self) -> JobWorker:
        self._fetching = asyncio.create_task(self._fetch(), name=f"ferry-worker-{self._type}")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def run(self) -> None:
        """Works until cancelled or stopped, or until fetching jobs fails for good; then finishes what it holds."""
        async with self:
            assert self._fetching is not None, "entering starts the fetching"
            await asyncio.wait({self._fetching})

    async def stop(self) -> None:
        """Takes no more jobs and finishes those it holds. Raises what ended the fetching, if not this call."""
        fetching, self._fetching = self._fetching, None
        if fetching is not None:
            fetching.cancel()
            await asyncio.wait({fetching})
        if self._running:
            await asyncio.wait(self._running)
        if fetching is not None and not fetching.cancelled() and (failure := fetching.exception()) is not None:
            raise failure

    async def _fetch(self) -> None:
        waits = backoff()
        while True:
            if len(self._running) >= self._max_jobs:
                await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
            try:
                jobs = await self._client.activate_jobs(
                    self._type,
                    worker=self._name,
                    job_timeout=self._job_timeout,
                    max_jobs=self._max_jobs - len(self._running),
                    fetch_variables=self._fetch_variables,
                    wait=self._wait,
                    tenant=self._tenant,
                )
            except FerryError as failure:
                if not (failure.is_retryable or failure.code is StatusCode.DEADLINE_EXCEEDED):
                    raise
                log.warning("cannot fetch jobs of type %s: %s", self._type, failure)
                await asyncio.sleep(next(waits))
                continue
            waits = backoff()
            for job in jobs:
                task = asyncio.create_task(self._work(job), name=f"ferry-job-{job.key}")
                self._running.add(task)
                task.add_done_callback(self._running.discard)

    async def _work(self, job: ActivatedJob) -> None:
        try:
            variables = await self._handler(job)
            # What JSON cannot say is the handler's failure, not this worker's.
            to_json(variables)
        except JobFailure as failure:
            await self._fail(job, failure)
        except Exception as error:
            log.exception("job %d of type %s failed", job.key, job.type)
            await self._fail(job, JobFailure(f"{error.__class__.__name__}: {error}"))
        else:
            await self._report(job, lambda key: self._client.complete_job(job.key, variables, idempotency_key=key))

    async def _fail(self, job: ActivatedJob, failure: JobFailure) -> None:
        retries = job.retries - 1 if failure.retries is None else failure.retries
        await self._report(
            job,
            lambda key: self._client.fail_job(
                job.key,
                retries,
                message=str(failure)[:_MESSAGE_LENGTH_MAX],
                backoff=failure.backoff,
                variables=failure.variables,
                idempotency_key=key,
            ),
        )

    async def _report(self, job: ActivatedJob, send: Callable[[bytes], Awaitable[None]]) -> None:
        """Tells the broker the outcome, again and again while the job is this worker's; one key makes that safe."""
        key = secrets.token_bytes(16)
        for wait in backoff():
            try:
                return await send(key)
            except FerryError as failure:
                passing = failure.is_retryable or failure.code is StatusCode.DEADLINE_EXCEEDED
                if not passing or datetime.now(timezone.utc) >= job.deadline:
                    log.warning("the outcome of job %d of type %s was not taken: %s", job.key, job.type, failure)
                    return
            await asyncio.sleep(wait)
