"""Messages, and who waits for them; timers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ._proto import message_pb2, timer_pb2
from .values import from_json, moment, text


@dataclass(frozen=True, slots=True)
class CorrelatedMessage:
    """A message that an instance has taken."""

    key: int
    process_instance_key: int
    """The instance that took it, or was started by it."""


@dataclass(frozen=True, slots=True)
class Message:
    """A published message that still waits for somebody."""

    key: int
    name: str
    correlation_key: str
    message_id: str
    """What its publisher called it; may be empty."""
    deadline: datetime
    """Until then it waits."""
    variables: dict[str, Any]
    tenant: str

    @classmethod
    def _from(cls, message: message_pb2.Message) -> Message:
        return cls(
            key=message.key,
            name=text(message.name),
            correlation_key=text(message.correlation_key),
            message_id=text(message.message_id),
            deadline=moment(message.deadline),
            variables=from_json(message.variables),
            tenant=text(message.tenant),
        )


@dataclass(frozen=True, slots=True)
class MessageSubscription:
    """An element instance that waits for a message."""

    key: int
    name: str
    correlation_key: str
    process_instance_key: int
    element_instance_key: int
    process_id: str
    is_interrupting: bool
    """The message ends what the element instance is doing."""
    correlating_message_key: int | None
    """The message that is on its way to it."""
    tenant: str

    @classmethod
    def _from(cls, message: message_pb2.MessageSubscription) -> MessageSubscription:
        return cls(
            key=message.key,
            name=text(message.name),
            correlation_key=text(message.correlation_key),
            process_instance_key=message.process_instance_key,
            element_instance_key=message.element_instance_key,
            process_id=text(message.process_id),
            is_interrupting=message.is_interrupting,
            correlating_message_key=message.correlating_message_key or None,
            tenant=text(message.tenant),
        )


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer that runs."""

    key: int
    due: datetime
    repetitions: int
    """How often it is still to fire, the next time included; -1 for ever."""
    event_id: str
    """The event of the model."""
    process_instance_key: int | None
    """None for a timer that begins instances, as is ``element_instance_key``."""
    element_instance_key: int | None
    definition_key: int
    process_id: str
    version: int
    tenant: str

    @classmethod
    def _from(cls, message: timer_pb2.Timer) -> Timer:
        return cls(
            key=message.key,
            due=moment(message.due),
            repetitions=message.repetitions,
            event_id=text(message.event_id),
            process_instance_key=message.process_instance_key or None,
            element_instance_key=message.element_instance_key or None,
            definition_key=message.definition_key,
            process_id=text(message.process_id),
            version=message.version,
            tenant=text(message.tenant),
        )
