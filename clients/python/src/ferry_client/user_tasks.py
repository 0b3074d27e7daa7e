"""User tasks that are the engine's own: work for people. A user task has the key of its element instance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ._proto import usertask_pb2
from .values import OpenEnum, moment, text


class UserTaskFilter(OpenEnum):
    ALL = 0
    UNASSIGNED = 1
    ASSIGNED = 2
    UNRECOGNIZED = -1


@dataclass(frozen=True, slots=True)
class UserTask:
    """An open user task and where it stands; what is empty is not there."""

    key: int
    process_instance_key: int
    definition_key: int
    process_id: str
    version: int
    element_id: str
    tenant: str
    assignee: str
    candidate_groups: list[str]
    candidate_users: list[str]
    due_date: str
    """An ISO 8601 date and time with its offset."""
    follow_up_date: str
    """An ISO 8601 date and time with its offset."""
    priority: int
    """0 to 100."""
    external_form_reference: str
    form_key: int
    """The version of a deployed form that the task has; 0 for none."""
    headers: dict[str, str]
    created_at: datetime

    @classmethod
    def _from(cls, message: usertask_pb2.UserTaskEntry) -> UserTask:
        return cls(
            key=message.key,
            process_instance_key=message.process_instance_key,
            definition_key=message.definition_key,
            process_id=text(message.process_id),
            version=message.version,
            element_id=text(message.element_id),
            tenant=text(message.tenant),
            assignee=text(message.task.assignee),
            candidate_groups=[text(group) for group in message.task.candidate_groups],
            candidate_users=[text(user) for user in message.task.candidate_users],
            due_date=text(message.task.due_date),
            follow_up_date=text(message.task.follow_up_date),
            priority=message.task.priority,
            external_form_reference=text(message.task.external_form_reference),
            form_key=message.task.form_key,
            headers={text(header.key): text(header.value) for header in message.task.headers},
            created_at=moment(message.task.created_at),
        )
