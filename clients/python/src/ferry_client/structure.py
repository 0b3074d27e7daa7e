"""What a migration changes beside moving elements and tokens: scopes, jobs, variables, compensation."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from ._proto import structure_pb2
from .values import text


@dataclass(frozen=True, slots=True)
class ReshapedElement:
    """An element instance of another kind, or in another scope, than before."""

    key: int
    from_kind: str
    """For example ``SERVICE_TASK``."""
    to_kind: str
    from_scope: int
    to_scope: int
    ended_iteration: int | None
    """Which instance of a multi-instance activity it was, where it is none any more."""


@dataclass(frozen=True, slots=True)
class MigrationScope:
    """A scope that the migration took away or made."""

    key: int
    element_id: str
    kind: str
    scope: int
    """The scope around it."""


@dataclass(frozen=True, slots=True)
class ReplacedJob:
    """A job that went, and what came for it."""

    element_instance_key: int
    before_key: int | None
    """None: there was none."""
    before_type: str | None
    incident_key: int | None
    """The incident that went with it."""
    after_key: int | None
    """None: there is none."""
    after_type: str | None
    became_user_task: bool


@dataclass(frozen=True, slots=True)
class MigratedVariable:
    """A variable that is not what it was."""

    scope: int
    name: str
    existed: bool
    before: Any
    exists: bool
    """False: it was removed, or lost with its scope."""
    after: Any

    @classmethod
    def _from(cls, message: structure_pb2.MigratedVariable) -> MigratedVariable:
        return cls(
            scope=message.scope,
            name=text(message.name),
            existed=bool(message.before),
            before=json.loads(message.before) if message.before else None,
            exists=bool(message.after),
            after=json.loads(message.after) if message.after else None,
        )


@dataclass(frozen=True, slots=True)
class MovedCompensation:
    """A completed activity whose compensation moved, came or went."""

    key: int
    from_activity: str | None
    """None: a scope that the target has around the activity."""
    to_activity: str | None
    """None: it can be compensated no more."""
    event_id: str | None
    """The compensation boundary event of the target."""

    @classmethod
    def _from(cls, message: structure_pb2.MovedCompensation) -> MovedCompensation:
        before = message.before if message.HasField("before") else None
        after = message.after if message.HasField("after") else None
        return cls(
            key=(before or message.after).key,
            from_activity=text(before.activity_id) if before else None,
            to_activity=text(after.activity_id) if after else None,
            event_id=text(after.event_id) or None if after else None,
        )


@dataclass(frozen=True, slots=True)
class MigratedStructure:
    """What a migration changed beside moving elements and tokens. All empty for most."""

    reshaped: list[ReshapedElement]
    removed: list[MigrationScope]
    """Outer ones first."""
    created: list[MigrationScope]
    """Outer ones first."""
    jobs: list[ReplacedJob]
    variables: list[MigratedVariable]
    compensations: list[MovedCompensation]

    @classmethod
    def _from(cls, message: structure_pb2.MigratedStructure) -> MigratedStructure:
        return cls(
            reshaped=[
                ReshapedElement(
                    key=element.key,
                    from_kind=text(element.from_kind),
                    to_kind=text(element.to_kind),
                    from_scope=element.from_scope,
                    to_scope=element.to_scope,
                    ended_iteration=element.ended_iteration or None,
                )
                for element in message.reshaped
            ],
            removed=[_scope(scope) for scope in message.removed],
            created=[_scope(scope) for scope in message.created],
            jobs=[_job(job) for job in message.jobs],
            variables=[MigratedVariable._from(variable) for variable in message.variables],
            compensations=[MovedCompensation._from(moved) for moved in message.compensations],
        )


def _scope(message: structure_pb2.RemovedScope | structure_pb2.CreatedScope) -> MigrationScope:
    return MigrationScope(
        key=message.key, element_id=text(message.element_id), kind=text(message.kind), scope=message.scope
    )


def _job(message: structure_pb2.ReplacedJob) -> ReplacedJob:
    before = message.before if message.HasField("before") else None
    after = message.after if message.HasField("after") else None
    return ReplacedJob(
        element_instance_key=message.element_instance_key,
        before_key=before.key if before else None,
        before_type=text(before.type) if before else None,
        incident_key=message.incident or None,
        after_key=after.key if after else None,
        after_type=text(after.type) if after else None,
        became_user_task=message.HasField("user_task"),
    )
