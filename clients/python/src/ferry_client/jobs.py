"""Jobs: the work a process hands to workers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ._proto import adhoc_pb2, job_pb2
from .values import OpenEnum, Variables, from_json, moment, optional_moment, text, to_json


class JobKind(OpenEnum):
    BPMN_ELEMENT = 0
    EXECUTION_LISTENER_START = 1
    EXECUTION_LISTENER_END = 2
    AD_HOC_SUB_PROCESS = 3
    """Decides what runs in an ad-hoc subprocess."""
    TASK_LISTENER_CREATING = 4
    TASK_LISTENER_ASSIGNING = 5
    TASK_LISTENER_UPDATING = 6
    TASK_LISTENER_COMPLETING = 7
    TASK_LISTENER_CANCELING = 8
    EXECUTION_LISTENER_BEFORE_ALL = 9
    EXECUTION_LISTENER_CANCEL = 10
    UNRECOGNIZED = -1


@dataclass(frozen=True, slots=True)
class AdHocDecision:
    """What the worker of an ad-hoc subprocess has decided."""

    activities: Mapping[str, Variables] = field(default_factory=dict)
    """The elements that are to begin, each with variables of its own."""
    fulfilled: bool = False
    """The subprocess ends when nothing is left inside, and the worker is not asked again."""
    cancels_remaining: bool = False
    """What runs inside ends now."""

    def _message(self) -> job_pb2.JobDecision:
        return job_pb2.JobDecision(
            ad_hoc=adhoc_pb2.AdHocResult(
                activities=activations(self.activities),
                fulfilled=self.fulfilled,
                cancels_remaining=self.cancels_remaining,
            )
        )


@dataclass(frozen=True, slots=True)
class TaskListenerDecision:
    """What a task listener makes of the change that waits for it; None keeps what there is, empty values clear it."""

    denied: bool = False
    """The change does not happen: only of an assignment, an update or a completion."""
    denied_reason: str = ""
    assignee: str | None = None
    candidate_groups: Sequence[str] | None = None
    candidate_users: Sequence[str] | None = None
    due_date: str | None = None
    follow_up_date: str | None = None
    priority: int | None = None

    def _message(self) -> job_pb2.JobDecision:
        named = {
            "assignee": self.assignee,
            "candidateGroupsList": self.candidate_groups,
            "candidateUsersList": self.candidate_users,
            "dueDate": self.due_date,
            "followUpDate": self.follow_up_date,
            "priority": self.priority,
        }
        corrections = job_pb2.UserTaskCorrections(
            corrected=[name.encode() for name, value in named.items() if value is not None],
            assignee=(self.assignee or "").encode(),
            candidate_groups=[group.encode() for group in self.candidate_groups or ()],
            candidate_users=[user.encode() for user in self.candidate_users or ()],
            due_date=(self.due_date or "").encode(),
            follow_up_date=(self.follow_up_date or "").encode(),
            priority=self.priority or 0,
        )
        return job_pb2.JobDecision(
            task_listener=job_pb2.TaskListenerResult(
                denied=self.denied,
                denied_reason=self.denied_reason.encode(),
                corrections=corrections if corrections.corrected else None,
            )
        )


def activations(activities: Mapping[str, Variables]) -> list[adhoc_pb2.AdHocActivation]:
    return [
        adhoc_pb2.AdHocActivation(element_id=element.encode(), variables=to_json(variables))
        for element, variables in activities.items()
    ]


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
    kind: JobKind = JobKind.BPMN_ELEMENT
    """What it is for."""
    priority: int = 0
    """Higher is handed out first."""
    tags: list[str] = field(default_factory=list)
    """Those of the instance."""

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
            kind=JobKind(message.kind),
            priority=message.priority,
            tags=[text(tag) for tag in message.tags],
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
    priority: int
    """Higher is handed out first."""
    kind: JobKind
    """What it is for."""

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
            priority=message.priority,
            kind=JobKind(message.kind),
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
