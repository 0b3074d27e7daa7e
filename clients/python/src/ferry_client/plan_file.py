"""Migration plans as they stand in a YAML or JSON file.

    target: {process: order, version: 2}   # or {key: 123}, {process: order, hash: ab12...}, {latest: {process: order}}
    source: {process: order, version: 1}   # optional: other instances are refused
    mode: strict                           # optional: strict (default), adaptive
    auto-map: equal                        # optional: none (default), equal
    instructions:
      - {from: charge-payment, to: collect-payment}
      - {from: overdue, to: overdue, trigger: update, timer: credit-elapsed}
      - {from: ship, to: send, job: recreate}
    variables:                             # optional: in this order; scope: an element of the source
      - {set: region, value: EU}
      - {set: total, expression: price * amount, scope: positions}
      - {rename: orderId, to: orderNumber}
      - {remove: legacy}
    unmapped-compensation: reject          # optional: reject (default), drop
    skip-listeners: false                  # optional
    skip-io-mappings: false                # optional
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from .definitions import DefinitionReference
from .migration import (
    AutoMap,
    EvaluateVariable,
    JobTreatment,
    MigrationInstruction,
    MigrationMode,
    MigrationPlan,
    RemoveVariable,
    RenameVariable,
    SetVariable,
    TimerTreatment,
    TriggerTreatment,
    UnmappedCompensation,
    VariableChange,
)


def read_plan(path: str | os.PathLike[str]) -> MigrationPlan:
    file = Path(path)
    try:
        return _plan(*_document(file))
    except (ValueError, TypeError) as problem:
        raise ValueError(f"{file.name}: {problem}") from problem


def _document(file: Path) -> tuple[Any, Any]:
    """The document with every scalar of YAML as it is written, and the same with values of their types."""
    content = file.read_text(encoding="utf-8")
    if file.suffix == ".json":
        document = json.loads(content)
        return document, document
    try:
        import yaml
    except ImportError as missing:
        raise ImportError("YAML plans need PyYAML: pip install 'ferry-client[yaml]'") from missing
    try:
        # YAML would take some content hashes for numbers.
        return yaml.load(content, Loader=yaml.BaseLoader), yaml.safe_load(content)
    except yaml.YAMLError as problem:
        raise ValueError(str(problem)) from problem


_PLAN_FIELDS = {
    "target",
    "source",
    "mode",
    "auto-map",
    "instructions",
    "variables",
    "unmapped-compensation",
    "skip-listeners",
    "skip-io-mappings",
}


def _plan(document: Any, typed: Any) -> MigrationPlan:
    fields = _fields(document, "a plan", _PLAN_FIELDS)
    if "target" not in fields:
        raise ValueError("a plan needs 'target'")
    instructions = fields.get("instructions", [])
    if not isinstance(instructions, list):
        raise ValueError("instructions is a list of {from, to}")
    return MigrationPlan(
        target=_definition(fields["target"], "target"),
        instructions=[_instruction(item) for item in instructions],
        auto_map=_choice(fields, "auto-map", {"none": AutoMap.NONE, "equal": AutoMap.EQUAL}, AutoMap.NONE),
        source=_definition(fields["source"], "source") if "source" in fields else None,
        mode=_choice(
            fields,
            "mode",
            {"strict": MigrationMode.STRICT, "adaptive": MigrationMode.ADAPTIVE},
            MigrationMode.STRICT,
        ),
        variables=_variables(typed["variables"]) if "variables" in typed else (),
        unmapped_compensation=_choice(
            fields,
            "unmapped-compensation",
            {"reject": UnmappedCompensation.REJECT, "drop": UnmappedCompensation.DROP},
            UnmappedCompensation.REJECT,
        ),
        skip_listeners=_flag(typed, "skip-listeners"),
        skip_io_mappings=_flag(typed, "skip-io-mappings"),
    )


def _definition(value: Any, field: str) -> DefinitionReference:
    if isinstance(value, str):
        return DefinitionReference.parse(value)
    fields = _fields(value, field, {"process", "version", "hash", "key", "latest"})
    names = set(fields)
    if names == {"latest"}:
        latest = _fields(fields["latest"], f"{field}.latest", {"process"})
        if not latest:
            raise ValueError(f"{field}.latest needs 'process'")
        return DefinitionReference(process_id=str(latest["process"]))
    if names == {"key"}:
        return DefinitionReference(key=int(fields["key"]))
    if names == {"process"}:
        return DefinitionReference(process_id=str(fields["process"]))
    if names == {"process", "version"}:
        return DefinitionReference.parse(f"{fields['process']}:{fields['version']}")
    if names == {"process", "hash"}:
        return DefinitionReference.parse(f"{fields['process']}@{fields['hash']}")
    raise ValueError(f"{field} is {{process, version}}, {{process, hash}}, {{latest: {{process}}}} or {{key}}")


_TRIGGERS = {"keep": TriggerTreatment.KEEP, "update": TriggerTreatment.UPDATE}
_TIMERS = {
    "keep-due": TimerTreatment.KEEP_DUE,
    "restart": TimerTreatment.RESTART,
    "credit-elapsed": TimerTreatment.CREDIT_ELAPSED,
}
_JOBS = {"keep": JobTreatment.KEEP, "recreate": JobTreatment.RECREATE}


def _instruction(value: Any) -> MigrationInstruction:
    fields = _fields(value, "an instruction", {"from", "to", "trigger", "timer", "job"})
    if not all(isinstance(fields.get(name), str) and fields[name] for name in ("from", "to")):
        raise ValueError("an instruction is {from, to}, both ids")
    return MigrationInstruction(
        fields["from"],
        fields["to"],
        trigger=_choice(fields, "trigger", _TRIGGERS, TriggerTreatment.KEEP),
        timer=_choice(fields, "timer", _TIMERS, TimerTreatment.AS_TRIGGER),
        job=_choice(fields, "job", _JOBS, JobTreatment.KEEP),
    )


def _variables(value: Any) -> list[VariableChange]:
    if not isinstance(value, list):
        raise ValueError("variables is a list of changes: {set, value}, {set, expression}, {remove} or {rename, to}")
    return [_variable_change(item) for item in value]


def _variable_change(value: Any) -> VariableChange:
    fields = _fields(
        value, "a variable change", {"set", "remove", "rename", "value", "expression", "to", "scope"}
    )
    for name, text in fields.items():
        if name != "value" and not (isinstance(text, str) and text):
            raise ValueError(f"{name} is a string; put it in quotes if it looks like something else")
    scope = fields.get("scope", "")
    names = set(fields) - {"scope"}
    if names == {"set", "value"}:
        try:
            json.dumps(fields["value"], allow_nan=False)
        except (TypeError, ValueError) as problem:
            raise ValueError("value is something that JSON can say") from problem
        return SetVariable(fields["set"], fields["value"], scope)
    if names == {"set", "expression"}:
        return EvaluateVariable(fields["set"], fields["expression"].strip().removeprefix("="), scope)
    if names == {"remove"}:
        return RemoveVariable(fields["remove"], scope)
    if names == {"rename", "to"}:
        return RenameVariable(fields["rename"], fields["to"], scope)
    raise ValueError("a variable change is one of {set, value}, {set, expression}, {remove} and {rename, to}")


def _flag(fields: dict[str, Any], field: str) -> bool:
    value = fields.get(field, False)
    if not isinstance(value, bool):
        raise ValueError(f"{field} is true or false")
    return value


def _fields(value: Any, what: str, known: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{what} is an object with the fields {', '.join(sorted(known))}")
    unknown = [str(name) for name in value if name not in known]
    if unknown:
        raise ValueError(f"{what} has unknown fields {', '.join(unknown)}; known are {', '.join(sorted(known))}")
    return value


def _choice(fields: dict[str, Any], field: str, choices: dict[str, Any], default: Any) -> Any:
    if field not in fields:
        return default
    if fields[field] not in choices:
        raise ValueError(f"{field} is {' or '.join(choices)}")
    return choices[fields[field]]
