"""Judging migration plans, and comparing two definitions for one."""

from __future__ import annotations

from dataclasses import dataclass

from ._proto import migration_pb2
from .definitions import ProcessDefinition
from .migration import MigrationInstruction, MigrationWarning
from .status import Reason
from .values import OpenEnum, text


class MappingOrigin(OpenEnum):
    """Why an element of the source goes where it goes."""

    UNMAPPED = 0
    """No instruction: an instance where it is active is refused, or in adaptive mode loses it."""
    EXPLICIT = 1
    GENERATED = 2
    """By ``auto_map``, or because the process always becomes the process."""
    FAULTY = 3
    """Its instruction is faulty."""
    UNRECOGNIZED = -1


class EventFate(OpenEnum):
    """What becomes of an event that a mapped element waits for."""

    KEPT = 0
    UPDATED = 1
    CLOSED = 2
    OPENED = 3
    UNRECOGNIZED = -1


@dataclass(frozen=True, slots=True)
class EventMapping:
    """What becomes of one event that a mapped element waits for while it is active."""

    from_id: str | None
    """None: it is opened."""
    to_id: str | None
    """None: it is closed."""
    kind: str
    fate: EventFate


@dataclass(frozen=True, slots=True)
class ElementMapping:
    """Where one element of the source goes."""

    from_id: str
    kind: str
    to_id: str | None
    origin: MappingOrigin
    events: list[EventMapping]

    @classmethod
    def _from(cls, message: migration_pb2.ElementMapping) -> ElementMapping:
        return cls(
            from_id=text(message.from_id),
            kind=text(message.kind),
            to_id=text(message.to_id) or None,
            origin=MappingOrigin(message.origin),
            events=[
                EventMapping(
                    from_id=text(event.from_id) or None,
                    to_id=text(event.to_id) or None,
                    kind=text(event.kind),
                    fate=EventFate(event.fate),
                )
                for event in message.events
            ],
        )


@dataclass(frozen=True, slots=True)
class PlanValidation:
    """What can be known of a plan without any instance."""

    source: ProcessDefinition
    target: ProcessDefinition
    reasons: list[Reason]
    """Every fault; empty: the plan is good."""
    mapping: list[ElementMapping]
    """Where each element of the source goes, in the order of the model, the process first."""
    warnings: list[MigrationWarning]

    @property
    def is_valid(self) -> bool:
        return not self.reasons

    @classmethod
    def _from(cls, message: migration_pb2.ValidateMigrationPlanResponse) -> PlanValidation:
        return cls(
            source=ProcessDefinition._from(message.source),
            target=ProcessDefinition._from(message.target),
            reasons=[
                Reason(
                    code=text(reason.code),
                    element_id=text(reason.element_id),
                    expected=text(reason.expected),
                    found=text(reason.found),
                    hint=text(reason.hint),
                )
                for reason in message.reasons
            ],
            mapping=[ElementMapping._from(mapping) for mapping in message.mapping],
            warnings=[MigrationWarning._from(warning) for warning in message.warnings],
        )


@dataclass(frozen=True, slots=True)
class ProposedInstruction:
    """An instruction that somebody should look at before using it."""

    from_id: str
    to_id: str
    score: int
    """1 to 100; how much speaks for it."""
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class UnmappedElement:
    element_id: str
    kind: str
    note: str
    """Why it has not gone to its namesake, for people; empty when it has none."""


@dataclass(frozen=True, slots=True)
class ElementCount:
    """How many instances of one element are active, and how many of them stand at an incident."""

    element_id: str
    active: int
    with_incidents: int


@dataclass(frozen=True, slots=True)
class PlanGeneration:
    """A comparison of two definitions, and a count of one page of the source's running instances."""

    source: ProcessDefinition
    target: ProcessDefinition
    instructions: list[MigrationInstruction]
    """Elements that are equal. First page only, as all up to ``counts``."""
    proposals: list[ProposedInstruction]
    unmapped: list[UnmappedElement]
    added: list[str]
    """Elements of the target to which no instruction or proposal leads."""
    counts: list[ElementCount]
    instances_counted: int
    next_page_token: bytes
    """Ask again with this to count on; empty at the end."""

    @classmethod
    def _from(cls, message: migration_pb2.GenerateMigrationPlanResponse) -> PlanGeneration:
        return cls(
            source=ProcessDefinition._from(message.source),
            target=ProcessDefinition._from(message.target),
            instructions=[
                MigrationInstruction(text(instruction.from_id), text(instruction.to_id))
                for instruction in message.instructions
            ],
            proposals=[
                ProposedInstruction(
                    from_id=text(proposal.from_id),
                    to_id=text(proposal.to_id),
                    score=proposal.score,
                    reasons=[text(reason) for reason in proposal.reasons],
                )
                for proposal in message.proposals
            ],
            unmapped=[
                UnmappedElement(text(element.element_id), text(element.kind), text(element.note))
                for element in message.unmapped
            ],
            added=[text(id) for id in message.added],
            counts=[
                ElementCount(text(count.element_id), count.active, count.with_incidents) for count in message.counts
            ],
            instances_counted=message.instances_counted,
            next_page_token=message.next_page_token,
        )
