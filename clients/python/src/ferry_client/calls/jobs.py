"""Calls about jobs."""

from __future__ import annotations

from collections.abc import Sequence

from .._proto import frame_pb2, job_pb2
from ..jobs import ActivatedJob
from ..values import Variables, to_json, to_milliseconds
from .caller import Caller, nothing, texts


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
        """Takes waiting jobs of one type, oldest first, for ``job_timeout`` seconds; waits for some up to ``wait``.

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

    async def complete_job(
        self,
        key: int,
        variables: Variables | None = None,
        *,
        timeout: float | None = None,
        idempotency_key: str | bytes = b"",
    ) -> None:
        """The work is done; the instance goes on."""
        request = job_pb2.CompleteJobRequest(job_key=key, variables=to_json(variables))
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
