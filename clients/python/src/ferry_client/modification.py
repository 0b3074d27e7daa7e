"""Changing where a running instance stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from ._proto import modification_pb2
from .values import Variables, text, to_json

ScopedVariables = Mapping[str, Variables]
"""Variables by the id of the scope they are for: the element that begins, or one around it; empty for the process."""


class MoveAncestor(Enum):
    """Where a move begins its target, when no element instance is named."""

    INFERRED = 0
    """The nearest scope of the source that has the target inside."""
    SOURCE_SCOPE = 1
    ANY = 2
    """Wherever there is only one."""


@dataclass(frozen=True, slots=True)
class ElementActivation:
    """An element that is to begin. Scopes around it that are not there are brought in with it."""

    element_id: str
    ancestor: int = 0
    """The instance of a scope to begin in, or an element instance further out; 0: there is only one of each."""
    variables: ScopedVariables = field(default_factory=dict)

    def _message(self) -> modification_pb2.ElementActivation:
        return modification_pb2.ElementActivation(
            element_id=self.element_id.encode(), ancestor=self.ancestor, variables=_scoped(self.variables)
        )


@dataclass(frozen=True, slots=True)
class ElementMove:
    """Ends element instances and begins another element for each."""

    source: int | str
    """One element instance, or all of an element."""
    target_id: str
    ancestor: MoveAncestor | int = MoveAncestor.INFERRED
    """Or the element instance to begin in."""
    variables: ScopedVariables = field(default_factory=dict)

    def _message(self) -> modification_pb2.ElementMove:
        named = self.ancestor if isinstance(self.ancestor, int) else 0
        kind = 3 if isinstance(self.ancestor, int) else self.ancestor.value
        return modification_pb2.ElementMove(
            source=_selection(self.source),
            target_id=self.target_id.encode(),
            ancestor=kind,  # type: ignore[arg-type]
            ancestor_key=named,
            variables=_scoped(self.variables),
        )


@dataclass(frozen=True, slots=True)
class ElementInstanceReference:
    key: int
    element_id: str


@dataclass(frozen=True, slots=True)
class ModificationReport:
    """What was done, or in a dry run would be."""

    process_instance_key: int
    is_dry_run: bool
    activated: list[ElementInstanceReference]
    """What began because an instruction named it, in order."""
    terminated: list[ElementInstanceReference]
    """What instructions ended, and the scopes that were left empty."""
    has_ended: bool
    """Nothing was left of the instance."""

    @classmethod
    def _from(cls, message: modification_pb2.ModifyProcessInstanceResponse) -> ModificationReport:
        return cls(
            process_instance_key=message.process_instance_key,
            is_dry_run=message.is_dry_run,
            activated=[ElementInstanceReference(item.key, text(item.element_id)) for item in message.activated],
            terminated=[ElementInstanceReference(item.key, text(item.element_id)) for item in message.terminated],
            has_ended=message.has_ended,
        )


def _selection(source: int | str) -> modification_pb2.ElementSelection:
    if isinstance(source, int):
        return modification_pb2.ElementSelection(element_instance_key=source)
    return modification_pb2.ElementSelection(element_id=source.encode())


def _scoped(variables: ScopedVariables) -> list[modification_pb2.ScopeVariables]:
    return [
        modification_pb2.ScopeVariables(scope_id=scope.encode(), variables=to_json(values) or b"{}")
        for scope, values in variables.items()
    ]


def modification(
    key: int,
    activate: list[ElementActivation | str],
    terminate: list[int | str],
    move: list[ElementMove],
    dry_run: bool,
) -> modification_pb2.ModifyProcessInstanceRequest:
    activations = [ElementActivation(item) if isinstance(item, str) else item for item in activate]
    return modification_pb2.ModifyProcessInstanceRequest(
        process_instance_key=key,
        activate=[item._message() for item in activations],
        terminate=[_selection(item) for item in terminate],
        move=[item._message() for item in move],
        dry_run=dry_run,
    )


