"""Migration plans as they stand in a YAML or JSON file.

    target: {process: order, version: 2}   # or {key: 123}, {process: order, hash: ab12...}, {latest: {process: order}}
    source: {process: order, version: 1}   # optional: other instances are refused
    mode: strict                           # optional: strict (default), adaptive
    auto-map: equal                        # optional: none (default), equal
    instructions:
      - {from: charge-payment, to: collect-payment}
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from .definitions import DefinitionReference
from .migration import AutoMap, MigrationInstruction, MigrationMode, MigrationPlan


def read_plan(path: str | os.PathLike[str]) -> MigrationPlan:
    file = Path(path)
    try:
        return _plan(_document(file))
    except (ValueError, TypeError) as problem:
        raise ValueError(f"{file.name}: {problem}") from problem


def _document(file: Path) -> Any:
    content = file.read_text(encoding="utf-8")
    if file.suffix == ".json":
        return json.loads(content)
    try:
        import yaml
    except ImportError as missing:
        raise ImportError("YAML plans need PyYAML: pip install 'ferry-client[yaml]'") from missing
    try:
        # BaseLoader leaves every scalar as it is written: YAML would take some content hashes for numbers.
        return yaml.load(content, Loader=yaml.BaseLoader)
    except yaml.YAMLError as problem:
        raise ValueError(str(problem)) from problem


def _plan(document: Any) -> MigrationPlan:
    fields = _fields(document, "a plan", {"target", "source", "mode", "auto-map", "instructions"})
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


def _instruction(value: Any) -> MigrationInstruction:
    fields = _fields(value, "an instruction", {"from", "to"})
    if set(fields) != {"from", "to"} or not all(isinstance(id, str) and id for id in fields.values()):
        raise ValueError("an instruction is {from, to}, both ids")
    return MigrationInstruction(fields["from"], fields["to"])


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
