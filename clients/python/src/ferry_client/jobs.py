"""Jobs: the work a process hands to workers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ._proto import job_pb2
from .values import OpenEnum, from_json, moment, optional_moment, text


class JobFilter(OpenEnum):
    ALL = 0
    ACTIVATABLE = 1
    ACTIVATED = 2
    FAILED = 3
    ERROR_THROWN = 4
    UNRECOGNIZED = -1


class JobState(OpenEnum):
    ACTIVATABLE = 0
    ACTIVATED = 1
    FAILED = 2
    """Out of retries, or waiting for its back-off to end."""
    ERROR_THROWN = 3
    """It threw an error that nothing catches."""
    UNRECOGNIZED = -1


@dataclass(frozen=True, slots=True)
class ActivatedJob:
    """A job with everything its worker needs."""

    key: int
    type: str
    process_instance_key: int
    definition_key: int
    process_id: str
    version: int
    element_id: str
    element_instance_key: int
    headers: dict[str, str]
    """The model's task headers."""
    retries: int
    deadline: datetime
    """When the job returns to the queue."""
    variables: dict[str, Any]
    tenant: str

    @classmethod
    def _from(cls, message: job_pb2.ActivatedJob) -> ActivatedJob:
        return cls(
            key=message.key,
            type=text(message.type),
            process_instance_key=message.process_instance_key,
            definition_key=message.definition_key,
            process_id=text(message.process_id),
            version=message.version,
            element_id=text(message.element_id),
            element_instance_key=message.element_instance_key,
            headers={text(header.key): text(header.value) for header in message.headers},
            retries=message.retries,
            deadline=moment(message.deadline),
            variables=from_json(message.variables),
            tenant=text(message.tenant),
        )


@dataclass(frozen=True, slots=True)
class Job:
    """A job as an operator sees it."""

    key: int
    type: str
    retries: int
    state: JobState
    worker: str
    """The worker that holds it, or held it last."""
    due: datetime | None
    """When an activated job returns to the queue, or a failed one from its back-off."""
    error_message: str

    @classmethod
    def _from(cls, message: job_pb2.Job) -> Job:
        return cls(
            key=message.key,
            type=text(message.type),
            retries=message.retries,
            state=JobState(message.state),
            worker=text(message.worker),
            due=optional_moment(message.due),
            error_message=text(message.error_message),
        )


@dataclass(frozen=True, slots=True)
class JobEntry:
    """A job and where it stands."""

    job: Job
    process_instance_key: int
    definition_key: int
    process_id: str
    version: int
    element_id: str
    element_instance_key: int
    tenant: str

    @classmethod
    def _from(cls, message: job_pb2.JobEntry) -> JobEntry:
        return cls(
            job=Job._from(message.job),
            process_instance_key=message.process_instance_key,
            definition_key=message.definition_key,
            process_id=text(message.process_id),
            version=message.version,
            element_id=text(message.element_id),
            element_instance_key=message.element_instance_key,
            tenant=text(message.tenant),
        )
