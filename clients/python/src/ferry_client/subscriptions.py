"""The events that element instances wait for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ._proto import instance_pb2
from .values import OpenEnum, moment, text


class EventSubscriptionKind(OpenEnum):
    """What triggers an event. Which fields of a subscription mean something follows from it."""

    TIMER = 0
    MESSAGE = 1
    SIGNAL = 2
    CONDITIONAL = 3
    UNRECOGNIZED = -1


@dataclass(frozen=True, slots=True)
class EventSubscription:
    """One event that an element instance waits for."""

    key: int
    event_id: str
    """The model's event: a catch event, a receive task, a boundary event, or the start of an event subprocess."""
    interrupting: bool
    """Its trigger ends what the element instance is doing."""
    kind: EventSubscriptionKind
    due: datetime | None
    """Timers: when it fires next."""
    repetitions: int
    """Timers: how often it is still to fire, the next time included; -1 for ever."""
    name: str
    """Messages and signals."""
    correlation_key: str
    """Messages."""
    condition: str
    """Conditions: as written in the model, with its leading ``=``."""

    @classmethod
    def _from(cls, message: instance_pb2.EventSubscription) -> EventSubscription:
        kind = EventSubscriptionKind(message.kind)
        return cls(
            key=message.key,
            event_id=text(message.event_id),
            interrupting=message.interrupting,
            kind=kind,
            due=moment(message.due) if kind is EventSubscriptionKind.TIMER else None,
            repetitions=message.repetitions,
            name=text(message.name),
            correlation_key=text(message.correlation_key),
            condition=text(message.condition),
        )
