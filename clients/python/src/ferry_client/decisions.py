"""Decisions, and what evaluating one came to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ._proto import decision_pb2, definition_pb2
from .values import moment, text


@dataclass(frozen=True, slots=True)
class DecisionDefinition:
    """What a broker says of one deployed decision."""

    key: int
    decision_id: str
    version: int
    name: str
    version_tag: str
    requirements_key: int
    """Shared by the decisions of one file."""
    requirements_id: str
    resource_name: str
    content_hash: str
    deployed_at: datetime
    tenant: str
    deployment_key: int
    """Shared by everything that was deployed together."""

    @classmethod
    def _from(cls, message: definition_pb2.DecisionDefinition) -> DecisionDefinition:
        return cls(
            key=message.key,
            decision_id=text(message.decision_id),
            version=message.version,
            name=text(message.name),
            version_tag=text(message.version_tag),
            requirements_key=message.requirements_key,
            requirements_id=text(message.requirements_id),
            resource_name=text(message.resource_name),
            content_hash=text(message.content_hash),
            deployed_at=moment(message.deployed_at),
            tenant=text(message.tenant),
            deployment_key=message.deployment_key,
        )


@dataclass(frozen=True, slots=True)
class DecisionFailure:
    """Why an evaluation has no output."""

    decision_id: str
    """The decision that failed; it may be one that the decision asked for requires."""
    element_id: str
    code: str
    """Stable, for example HIT_POLICY_VIOLATED."""
    message: str

    @classmethod
    def _from(cls, message: decision_pb2.DecisionFailure) -> DecisionFailure:
        return cls(text(message.decision_id), text(message.element_id), text(message.code), text(message.message))


@dataclass(frozen=True, slots=True)
class EvaluatedValue:
    """An input of a decision table, or an output of one of its rules."""

    id: str
    name: str
    value: Any

    @classmethod
    def _from(cls, message: decision_pb2.EvaluatedValue) -> EvaluatedValue:
        return cls(text(message.id), text(message.name), json.loads(message.value))


@dataclass(frozen=True, slots=True)
class MatchedRule:
    id: str
    index: int
    """From 1."""
    outputs: list[EvaluatedValue]


@dataclass(frozen=True, slots=True)
class EvaluatedDecision:
    """Only decision tables have inputs and rules."""

    decision_id: str
    name: str
    kind: str
    """For example DECISION_TABLE."""
    output: Any
    inputs: list[EvaluatedValue]
    matched_rules: list[MatchedRule]

    @classmethod
    def _from(cls, message: decision_pb2.EvaluatedDecision) -> EvaluatedDecision:
        return cls(
            decision_id=text(message.decision_id),
            name=text(message.name),
            kind=text(message.kind),
            output=json.loads(message.output),
            inputs=[EvaluatedValue._from(value) for value in message.inputs],
            matched_rules=[
                MatchedRule(text(rule.id), rule.index, [EvaluatedValue._from(value) for value in rule.outputs])
                for rule in message.matched_rules
            ],
        )


@dataclass(frozen=True, slots=True)
class DecisionEvaluation:
    """What evaluating a decision came to: an output, or a failure."""

    key: int
    decision: DecisionDefinition
    output: Any
    """None also where there is a failure."""
    failure: DecisionFailure | None
    evaluated_decisions: list[EvaluatedDecision]
    """What was required comes first. If the evaluation failed, the last one is the one that failed."""
    omitted: int
    """How much was left out of them because all together were larger than 256 KiB; values left out are None."""

    @classmethod
    def _from(cls, message: decision_pb2.EvaluateDecisionResponse) -> DecisionEvaluation:
        return cls(
            key=message.evaluation_key,
            decision=DecisionDefinition._from(message.decision),
            output=json.loads(message.output) if message.output else None,
            failure=DecisionFailure._from(message.failure) if message.HasField("failure") else None,
            evaluated_decisions=[EvaluatedDecision._from(decision) for decision in message.evaluated_decisions],
            omitted=message.omitted,
        )
