"""A partition's event log: everything that happened, in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ._proto import event_pb2
from .values import from_json, moment, text


@dataclass(frozen=True, slots=True)
class Event:
    position: int
    timestamp: datetime
    kind: str
    """Upper case, for example ``PROCESS_INSTANCE_MIGRATED``."""
    process_instance_key: int | None
    """None where the event belongs to no instance."""
    details: dict[str, Any]
    """Everything else the event holds; its fields depend on the kind."""

    @classmethod
    def _from(cls, message: event_pb2.Event) -> Event:
        return cls(
            position=message.position,
            timestamp=moment(message.timestamp),
            kind=text(message.kind),
            process_instance_key=message.process_instance_key or None,
            details=from_json(message.details),
        )


@dataclass(frozen=True, slots=True)
class EventBatch:
    """Consecutive events of one partition."""

    events: list[Event]
    next: int
    """Ask from here to go on; past the last event looked at, even when the filter dropped it."""

    @classmethod
    def _from(cls, message: event_pb2.StreamEventsResponse) -> EventBatch:
        return cls([Event._from(event) for event in message.events], message.next)
