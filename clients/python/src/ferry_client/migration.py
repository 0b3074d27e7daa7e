"""Moving a running process instance to another definition."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from ._proto import migration_pb2
from .definitions import DefinitionName, optional_message, reference
from .structure import MigratedStructure
from .subscriptions import EventSubscription
from .values import OpenEnum, text, value_json


class AutoMap(OpenEnum):
    """Which instructions the broker adds by itself."""

    NONE = 0
    EQUAL = 1
    """Same id, same kind, same mapped parent. An explicit instruction overrides a generated one."""
    UNRECOGNIZED = -1


class MigrationMode(OpenEnum):
    """How far a migration may change the shape of an instance."""

    STRICT = 0
    """Nesting and element kind stay, every active scope is mapped."""
    ADAPTIVE = 1
    """Camunda 7's rules: scopes may appear and vanish, kinds that are alike may be exchanged."""
    UNRECOGNIZED = -1


class TriggerTreatment(OpenEnum):
    """What becomes of what a mapped element waits for: its subscription or timer."""

    KEEP = 0
    """It lives on with the data it has."""
    UPDATE = 1
    """It is evaluated anew from the target."""
    UNRECOGNIZED = -1


class TimerTreatment(OpenEnum):
    """When a timer that moves is due."""

    AS_TRIGGER = 0
    """As the instruction's trigger says: keep is keep-due, update is restart."""
    KEEP_DUE = 1
    RESTART = 2
    """As if it began at the target now."""
    CREDIT_ELAPSED = 3
    """The target's duration less the time it has waited already, and not before now."""
    UNRECOGNIZED = -1


class JobTreatment(OpenEnum):
    """What becomes of the job of a mapped element."""

    KEEP = 0
    """It lives on, with its type, retries and headers."""
    RECREATE = 1
    """It is cancelled, and another made with the type, retries, headers and input mappings of the target."""
    UNRECOGNIZED = -1


class UnmappedCompensation(OpenEnum):
    """What to do about a completed activity whose compensation has nowhere to go."""

    REJECT = 0
    """The instance is refused."""
    DROP = 1
    """It can no longer be compensated."""
    UNRECOGNIZED = -1


@dataclass(frozen=True, slots=True)
class MigrationInstruction:
    """One arrow of a plan, between elements, or between sequence flows for tokens waiting at a join."""

    from_id: str
    to_id: str
    trigger: TriggerTreatment = TriggerTreatment.KEEP
    timer: TimerTreatment = TimerTreatment.AS_TRIGGER
    job: JobTreatment = JobTreatment.KEEP

    def _message(self) -> migration_pb2.MigrationInstruction:
        return migration_pb2.MigrationInstruction(
            from_id=self.from_id.encode(),
            to_id=self.to_id.encode(),
            trigger=cast("migration_pb2.TriggerTreatment", int(self.trigger)),
            timer=cast("migration_pb2.TimerTreatment", int(self.timer)),
            job=cast("migration_pb2.JobTreatment", int(self.job)),
        )


@dataclass(frozen=True, slots=True)
class SetVariable:
    """Sets a variable to a JSON value."""

    name: str
    value: Any
    scope: str = ""
    """The id of an element of the source, meaning each active instance of it; empty for the process."""

    def _message(self) -> migration_pb2.VariableChange:
        return migration_pb2.VariableChange(
            scope_id=self.scope.encode(), name=self.name.encode(), value=value_json(self.value)
        )


@dataclass(frozen=True, slots=True)
class EvaluateVariable:
    """Sets a variable to what a FEEL expression, written without a leading ``=``, yields."""

    name: str
    expression: str
    scope: str = ""

    def _message(self) -> migration_pb2.VariableChange:
        return migration_pb2.VariableChange(
            scope_id=self.scope.encode(), name=self.name.encode(), expression=self.expression.encode()
        )


@dataclass(frozen=True, slots=True)
class RenameVariable:
    """Renames a variable; no error where there is none."""

    name: str
    new_name: str
    scope: str = ""

    def _message(self) -> migration_pb2.VariableChange:
        return migration_pb2.VariableChange(
            scope_id=self.scope.encode(), name=self.name.encode(), new_name=self.new_name.encode()
        )


@dataclass(frozen=True, slots=True)
class RemoveVariable:
    """Removes a variable; no error where there is none."""

    name: str
    scope: str = ""

    def _message(self) -> migration_pb2.VariableChange:
        return migration_pb2.VariableChange(scope_id=self.scope.encode(), name=self.name.encode(), remove=True)


VariableChange = SetVariable | EvaluateVariable | RenameVariable | RemoveVariable


Instructions = Mapping[str, str] | Sequence[MigrationInstruction]


@dataclass(frozen=True, slots=True)
class MigrationPlan:
    """How running instances get to another definition. Serves a dry run, one instance and a fleet."""

    target: DefinitionName
    instructions: Instructions = ()
    """``{"old-id": "new-id"}``, or a list of instructions."""
    auto_map: AutoMap = AutoMap.NONE
    source: DefinitionName | None = None
    """When given, instances of any other definition are refused."""
    mode: MigrationMode = MigrationMode.STRICT
    variables: Sequence[VariableChange] = ()
    """What becomes of variables, step by step in this order."""
    unmapped_compensation: UnmappedCompensation = UnmappedCompensation.REJECT
    skip_listeners: bool = False
    """No listeners run for scopes that adaptive mode creates or removes."""
    skip_io_mappings: bool = False
    """No mappings run for scopes that adaptive mode creates or removes."""

    @classmethod
    def from_file(cls, path: str | os.PathLike[str]) -> MigrationPlan:
        """Reads a plan file as the command line takes it: JSON, or YAML with the extra ``ferry-client[yaml]``.

        Raises ``ValueError`` for a file that is no plan.
        """
        from .plan_file import read_plan

        return read_plan(path)

    def _message(self) -> migration_pb2.MigrationPlan:
        instructions = (
            [MigrationInstruction(from_id, to_id) for from_id, to_id in self.instructions.items()]
            if isinstance(self.instructions, Mapping)
            else self.instructions
        )
        return migration_pb2.MigrationPlan(
            target=reference(self.target)._message(),
            source=optional_message(self.source),
            instructions=[instruction._message() for instruction in instructions],
            auto_map=cast("migration_pb2.AutoMap", int(self.auto_map)),
            mode=cast("migration_pb2.MigrationMode", int(self.mode)),
            variables=[change._message() for change in self.variables],
            unmapped_compensation=cast("migration_pb2.UnmappedCompensation", int(self.unmapped_compensation)),
            skip_listeners=self.skip_listeners,
            skip_io_mappings=self.skip_io_mappings,
        )


@dataclass(frozen=True, slots=True)
class MovedElement:
    """One active element instance and the element it now stands on. Its key, job, variables and incidents stay."""

    key: int
    from_id: str
    to_id: str
    job_key: int | None
    incident_key: int | None


@dataclass(frozen=True, slots=True)
class MovedToken:
    """Tokens that wait at a join, having arrived by one sequence flow."""

    scope: int
    from_gateway: str
    to_gateway: str
    from_flow: str
    to_flow: str
    count: int
    to_scope: int | None = None
    """The scope they wait in now, where it is another."""


@dataclass(frozen=True, slots=True)
class MovedEvent:
    """One event that an element instance waits for, before and after.

    Both are there: it was kept, with its old data, or updated, where they wait for different things.
    """

    element_instance_key: int
    before: EventSubscription | None
    """None: opened by the migration."""
    after: EventSubscription | None
    """None: closed by the migration."""

    @classmethod
    def _from(cls, message: migration_pb2.MovedEvent) -> MovedEvent:
        return cls(
            element_instance_key=message.element,
            before=EventSubscription._from(message.before) if message.HasField("before") else None,
            after=EventSubscription._from(message.after) if message.HasField("after") else None,
        )


@dataclass(frozen=True, slots=True)
class MigrationWarning:
    """What a migration would lead to and nobody can want; it refuses nothing."""

    code: str
    """``JOIN_CANNOT_COMPLETE`` or ``TOKEN_CANNOT_LEAVE``."""
    from_id: str
    """When a plan is judged: the element of the source this holds for, wherever an instance stands at it."""
    element_id: str
    """The element of the target where it gets stuck."""
    message: str
    path: list[str]
    """What goes on before nothing does: ids of elements of the target, the last where it gets stuck."""

    @classmethod
    def _from(cls, message: migration_pb2.MigrationWarning) -> MigrationWarning:
        return cls(
            code=text(message.code),
            from_id=text(message.from_id),
            element_id=text(message.element_id),
            message=text(message.message),
            path=[text(id) for id in message.path],
        )


@dataclass(frozen=True, slots=True)
class MigrationReport:
    """What a migration did, or in a dry run would do."""

    process_instance_key: int
    source: int
    """Key of the definition it left."""
    target: int
    """Key of the definition it runs on now."""
    is_dry_run: bool
    elements: list[MovedElement]
    """Every element instance that goes on, the process first, older ones before younger."""
    tokens: list[MovedToken]
    events: list[MovedEvent]
    """Every event that is waited for, before or after, in the order of the element instances."""
    structure: MigratedStructure
    """What else changed: scopes, jobs, variables, compensation."""
    position: int | None
    """Where the one event of this migration stands in its partition's log; None in a dry run."""
    warnings: list[MigrationWarning]

    @classmethod
    def _from(cls, message: migration_pb2.MigrateProcessInstanceResponse) -> MigrationReport:
        return cls(
            process_instance_key=message.process_instance_key,
            source=message.source,
            target=message.target,
            is_dry_run=message.is_dry_run,
            elements=[
                MovedElement(
                    key=element.key,
                    from_id=text(element.from_id),
                    to_id=text(element.to_id),
                    job_key=element.job or None,
                    incident_key=element.incident or None,
                )
                for element in message.elements
            ],
            tokens=[
                MovedToken(
                    scope=token.scope,
                    from_gateway=text(token.from_gateway),
                    to_gateway=text(token.to_gateway),
                    from_flow=text(token.from_flow),
                    to_flow=text(token.to_flow),
                    count=token.count,
                    to_scope=token.to_scope or None,
                )
                for token in message.tokens
            ],
            events=[MovedEvent._from(event) for event in message.events],
            structure=MigratedStructure._from(message.structure),
            position=message.position or None,
            warnings=[MigrationWarning._from(warning) for warning in message.warnings],
        )
