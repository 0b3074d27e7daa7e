"""Calls about jobs."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import cast

from .._proto import frame_pb2, job_pb2
from ..cluster import Page, page_message
from ..definitions import DefinitionName, optional_message
from ..jobs import ActivatedJob, AdHocDecision, JobEntry, JobFilter, TaskListenerDecision
from ..session import backoff
from ..status import FerryError
from ..values import Variables, to_json, to_milliseconds
from .caller import Caller, nothing, read_answer, texts


class JobCalls(Caller):
    async def activate_jobs(
        self,
        type: str,
        *,
        worker: str = "",
        job_timeout: float = 60.0,
        max_jobs: int = 32,
        fetch_variables: Sequence[str] = (),
        wait: float = 0.0,
        tenant: str = "",
        timeout: float | None = None,
    ) -> list[ActivatedJob]:
        """Takes jobs of one type, highest priority first, for ``job_timeout`` seconds; waits for some up to ``wait``.

        Without a ``timeout`` the call has the wait and then the client's own.
        """
        request = job_pb2.ActivateJobsRequest(
            type=type.encode(),
            worker=worker.encode(),
            timeout_milliseconds=to_milliseconds(job_timeout),
            max_jobs=max_jobs,
            fetch_variables=texts(fetch_variables),
            wait_milliseconds=to_milliseconds(wait),
            tenant=tenant.encode(),
        )
        return await self._call(
            frame_pb2.ClientFrame(activate_jobs=request),
            lambda answer: [ActivatedJob._from(job) for job in answer.activate_jobs.jobs],
            wait + self._timeout if timeout is None else timeout,
        )

    async def stream_jobs(
        self,
        *types: str,
        worker: str = "",
        job_timeout: float = 60.0,
        fetch_variables: Sequence[str] = (),
        credits: int = 32,
        tenants: Sequence[str] = (),
        timeout: float = math.inf,
    ) -> AsyncGenerator[ActivatedJob, None]:
        """Jobs as they come, one at a time: ``async for job in client.stream_jobs("charge")``.

        A job is in hand from when the broker sends it until the loop asks for the next one; the broker sends no more
        than ``credits`` ahead. What a job came to is still to be said, with ``complete_job`` and its kin. Jobs that came
        and were not looked at when the loop is left return to the queue after ``job_timeout`` seconds. To leave it at
        once, use ``contextlib.aclosing``.

        Every stream has a connection of its own. With ``reconnect`` a lost stream is opened again.
        """
        deadline = self._deadline(timeout)
        waits = backoff()
        while True:
            request = job_pb2.StreamJobsRequest(
                types=texts(types),
                worker=worker.encode(),
                timeout_milliseconds=to_milliseconds(job_timeout),
                fetch_variables=texts(fetch_variables),
                credits=credits,
                tenants=texts(tenants),
            )
            try:
                async with aclosing(self._pushed(frame_pb2.ClientFrame(stream_jobs=request), deadline)) as jobs:
                    async for job in jobs:
                        waits = backoff()
                        yield job
                return
            except FerryError as failure:
                wait = next(waits)
                late = asyncio.get_running_loop().time() + wait >= deadline
                if late or not (failure.is_retryable and self._session.reconnects):
                    raise
                await asyncio.sleep(wait)

    async def _pushed(self, frame: frame_pb2.ClientFrame, deadline: float) -> AsyncGenerator[ActivatedJob, None]:
        # Half of the credits go back at a time: the broker has the other half to go on with.
        at_once, done = (frame.stream_jobs.credits + 1) // 2, 0
        async with self._session.own_connection() as connection:
            async with aclosing(connection.stream(frame, deadline)) as answers:
                async for answer in answers:
                    jobs = read_answer(
                        frame, answer, lambda answer: [ActivatedJob._from(job) for job in answer.stream_jobs.jobs]
                    )
                    for job in jobs:
                        yield job
                        done += 1
                        if done >= at_once:
                            connection.grant(frame.request_id, done)
                            done = 0

    async def complete_job(
        self,
        key: int,
        variables: Variables | None = None,
        *,
        decision: AdHocDecision | TaskListenerDecision | None = None,
        timeout: float | None = None,
        idempotency_key: str | bytes = b"",
    ) -> None:
        """The work is done; the instance goes on. Only special jobs have a ``decision``."""
        request = job_pb2.CompleteJobRequest(
            job_key=key,
            variables=to_json(variables),
            decision=None if decision is None else decision._message(),
        )
        await self._call(frame_pb2.ClientFrame(complete_job=request), nothing, timeout, idempotency_key)

    async def fail_job(
        self,
        key: int,
        retries: int,
        *,
        message: str = "",
        backoff: float = 0.0,
        variables: Variables | None = None,
        timeout: float | None = None,
        idempotency_key: str | bytes = b"",
    ) -> None:
        """The work could not be done. Without ``retries`` left an incident is raised."""
        request = job_pb2.FailJobRequest(
            job_key=key,
            retries=retries,
            backoff_milliseconds=to_milliseconds(backoff),
            message=message.encode(),
            variables=to_json(variables),
        )
        await self._call(frame_pb2.ClientFrame(fail_job=request), nothing, timeout, idempotency_key)

    async def update_job_retries(
        self, key: int, retries: int, *, timeout: float | None = None, idempotency_key: str | bytes = b""
    ) -> None:
        """Gives a job retries; a failed job still waits for its incident to be resolved."""
        request = job_pb2.UpdateJobRetriesRequest(job_key=key, retries=retries)
        await self._call(frame_pb2.ClientFrame(update_job_retries=request), nothing, timeout, idempotency_key)

    async def throw_error(
        self,
        key: int,
        error_code: str,
        *,
        message: str = "",
        variables: Variables | None = None,
        timeout: float | None = None,
        idempotency_key: str | bytes = b"",
    ) -> None:
        """The work came to an error that the process knows: the nearest error event of this code goes on from it."""
        request = job_pb2.ThrowErrorRequest(
            job_key=key, error_code=error_code.encode(), error_message=message.encode(), variables=to_json(variables)
        )
        await self._call(frame_pb2.ClientFrame(throw_error=request), nothing, timeout, idempotency_key)

    async def update_job_timeout(
        self, key: int, job_timeout: float, *, timeout: float | None = None, idempotency_key: str | bytes = b""
    ) -> None:
        """Gives a worker more time, or less, for a job it holds: seconds from now."""
        request = job_pb2.UpdateJobTimeoutRequest(job_key=key, timeout_milliseconds=to_milliseconds(job_timeout))
        await self._call(frame_pb2.ClientFrame(update_job_timeout=request), nothing, timeout, idempotency_key)

    async def update_job(
        self,
        key: int,
        *,
        retries: int | None = None,
        job_timeout: float | None = None,
        priority: int | None = None,
        timeout: float | None = None,
        idempotency_key: str | bytes = b"",
    ) -> None:
        """Gives a job retries, its worker another time in seconds from now, or a priority: all of it or nothing."""
        for what, value in (("retries", retries), ("a job's timeout", job_timeout)):
            if value is not None and value <= 0:
                raise ValueError(f"{what} cannot be {value}")
        request = job_pb2.UpdateJobRequest(
            job_key=key,
            retries=retries or 0,
            timeout_milliseconds=0 if job_timeout is None else to_milliseconds(job_timeout),
            priority=priority or 0,
            sets_priority=priority is not None,
        )
        await self._call(frame_pb2.ClientFrame(update_job=request), nothing, timeout, idempotency_key)

    async def list_jobs(
        self,
        *,
        type: str = "",
        state: JobFilter = JobFilter.ALL,
        without_retries: bool = False,
        process_instance_key: int = 0,
        definition: DefinitionName | None = None,
        element_id: str = "",
        worker: str = "",
        page_size: int = 0,
        page_token: bytes = b"",
        tenant: str = "",
        timeout: float | None = None,
    ) -> Page[JobEntry]:
        """Jobs by partition and key, oldest first. ``worker`` holds them, or held them last."""
        request = job_pb2.ListJobsRequest(
            type=type.encode(),
            state=cast("job_pb2.JobFilter", int(state)),
            without_retries=without_retries,
            process_instance_key=process_instance_key,
            definition=optional_message(definition),
            element_id=element_id.encode(),
            worker=worker.encode(),
            page=page_message(page_size, page_token),
            tenant=tenant.encode(),
        )
        return await self._call(
            frame_pb2.ClientFrame(list_jobs=request),
            lambda answer: Page(
                [JobEntry._from(item) for item in answer.list_jobs.jobs], answer.list_jobs.next_page_token
            ),
            timeout,
        )
