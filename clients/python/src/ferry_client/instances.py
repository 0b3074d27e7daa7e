"""Process instances as the broker shows them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ._proto import instance_pb2, variable_pb2
from .incidents import Incident
from .jobs import Job
from .subscriptions import EventSubscription
from .values import OpenEnum, from_json, moment, text


class ProcessInstanceState(OpenEnum):
    ACTIVE = 0
    BANNED = 1
    """An internal check failed inside one of its commands; it takes no further commands but cancel."""
    SUSPENDED = 2
    """Stopped on purpose; it waits to be resumed."""
    UNRECOGNIZED = -1


class ProcessInstanceFilter(OpenEnum):
    ALL = 0
    WITH_INCIDENTS = 1
    WITHOUT_INCIDENTS = 2
    BANNED = 3
    SUSPENDED = 4
    UNRECOGNIZED = -1


class ElementState(OpenEnum):
    ACTIVATING = 0
    ACTIVATED = 1
    COMPLETING = 2
    TERMINATING = 3
    UNRECOGNIZED = -1


@dataclass(frozen=True, slots=True)
class CreatedInstance:
    """A process instance that was started."""

    key: int
    definition_key: int
    process_id: str
    version: int
    result: dict[str, Any] | None
    """The variables at the end, when the result was awaited."""

    @classmethod
    def _from(cls, message: instance_pb2.CreateProcessInstanceResponse) -> CreatedInstance:
        return cls(
            key=message.process_instance_key,
            definition_key=message.definition_key,
            process_id=text(message.process_id),
            version=message.version,
            result=from_json(message.result) if message.result else None,
        )


@dataclass(frozen=True, slots=True)
class ProcessInstance:
    """A line about one running process instance."""

    key: int
    definition_key: int
    process_id: str
    version: int
    started_at: datetime
    incidents: int
    """How many unresolved incidents it has."""
    tenant: str
    state: ProcessInstanceState
    active_elements: list[str]
    """Ids of the active elements that are not scopes, each once, sorted."""
    tags: list[str]
    business_id: str
    """Empty: none."""

    @classmethod
    def _from(cls, message: instance_pb2.ProcessInstance) -> ProcessInstance:
        return cls(
            key=message.key,
            definition_key=message.definition_key,
            process_id=text(message.process_id),
            version=message.version,
            started_at=moment(message.started_at),
            incidents=message.incidents,
            tenant=text(message.tenant),
            state=ProcessInstanceState(message.state),
            active_elements=[text(element) for element in message.active_elements],
            tags=[text(tag) for tag in message.tags],
            business_id=text(message.business_id),
        )


class ContinuationPlace(OpenEnum):
    BEFORE = 0
    AFTER = 1
    UNRECOGNIZED = -1


@dataclass(frozen=True, slots=True)
class Continuation:
    """An element instance rests before it begins or after it has ended; the broker goes on by itself."""

    place: ContinuationPlace
    flow_ids: list[str]
    """The flows that will be taken; none before an element."""
    retries: int
    """How often going on may still be tried."""
    due: datetime | None
    """From when on; None when all tries have failed."""
    error_message: str
    """Why the last try failed."""

    @classmethod
    def _from(cls, message: instance_pb2.Continuation) -> Continuation:
        return cls(
            place=ContinuationPlace(message.place),
            flow_ids=[text(flow) for flow in message.flow_ids],
            retries=message.retries,
            due=moment(message.due) if message.due else None,
            error_message=text(message.error_message),
        )


@dataclass(frozen=True, slots=True)
class ElementInstance:
    """One active element instance with what hangs on it."""

    key: int
    scope: int | None
    """The enclosing element instance; None for the process itself."""
    element_id: str
    kind: str
    """BPMN's name of the kind, for example ``SERVICE_TASK``."""
    state: ElementState
    job: Job | None
    incidents: list[Incident]
    continuation: Continuation | None
    """Where the broker itself lets it rest."""
    subscriptions: list[EventSubscription]
    """The events it waits for, oldest first."""

    @classmethod
    def _from(cls, message: instance_pb2.ElementInstance) -> ElementInstance:
        return cls(
            key=message.key,
            scope=message.scope or None,
            element_id=text(message.element_id),
            kind=text(message.kind),
            state=ElementState(message.state),
            job=Job._from(message.job) if message.HasField("job") else None,
            incidents=[Incident._from(incident) for incident in message.incidents],
            continuation=Continuation._from(message.continuation) if message.HasField("continuation") else None,
            subscriptions=[EventSubscription._from(subscription) for subscription in message.subscriptions],
        )


@dataclass(frozen=True, slots=True)
class Variable:
    scope: int
    """The element instance it belongs to; the process instance's key for the process's own."""
    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class VariableEntry:
    """A variable and the instance it belongs to."""

    process_instance_key: int
    scope: int
    name: str
    value: Any

    @classmethod
    def _from(cls, message: variable_pb2.VariableEntry) -> VariableEntry:
        return cls(message.process_instance_key, message.scope, text(message.name), json.loads(message.value))


@dataclass(frozen=True, slots=True)
class WaitingToken:
    """Tokens that arrived at a parallel join by one flow and wait for the others."""

    scope: int
    gateway_id: str
    flow_id: str
    count: int


@dataclass(frozen=True, slots=True)
class ProcessInstanceTree:
    """The whole of one running instance."""

    instance: ProcessInstance
    elements: list[ElementInstance]
    """The process first, then by key: older before younger."""
    variables: list[Variable]
    tokens: list[WaitingToken]

    def variables_of(self, scope: int | None = None) -> dict[str, Any]:
        """The variables of one scope alone; of the process when none is named."""
        wanted = self.instance.key if scope is None else scope
        return {variable.name: variable.value for variable in self.variables if variable.scope == wanted}

    @classmethod
    def _from(cls, message: instance_pb2.GetProcessInstanceResponse) -> ProcessInstanceTree:
        return cls(
            instance=ProcessInstance._from(message.instance),
            elements=[ElementInstance._from(element) for element in message.elements],
            variables=[
                Variable(variable.scope, text(variable.name), json.loads(variable.value))
                for variable in message.variables
            ],
            tokens=[
                WaitingToken(token.scope, text(token.gateway_id), text(token.flow_id), token.count)
                for token in message.tokens
            ],
        )
