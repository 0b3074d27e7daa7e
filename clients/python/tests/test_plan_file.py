from __future__ import annotations

import json
from pathlib import Path

import pytest

from ferry_client import (
    AutoMap,
    DefinitionReference,
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
)

pytest.importorskip("yaml")


def write(folder: Path, content: str, name: str = "plan.yaml") -> Path:
    file = folder / name
    file.write_text(content)
    return file


def test_reads_yaml(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        """
        target: {process: order, version: 2}
        source: {process: order, hash: 12345678}
        mode: strict
        auto-map: equal
        instructions:
          - {from: charge, to: collect}
        """,
    )

    plan = MigrationPlan.from_file(file)

    assert plan == MigrationPlan(
        target=DefinitionReference(process_id="order", version=2),
        source=DefinitionReference(process_id="order", content_hash="12345678"),
        mode=MigrationMode.STRICT,
        auto_map=AutoMap.EQUAL,
        instructions=[MigrationInstruction("charge", "collect")],
    )


def test_reads_json(tmp_path: Path) -> None:
    file = write(tmp_path, json.dumps({"target": {"key": 17}}), "plan.json")

    assert MigrationPlan.from_file(file).target == DefinitionReference(key=17)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("order:2", DefinitionReference(process_id="order", version=2)),
        ("{process: order}", DefinitionReference(process_id="order")),
        ("{latest: {process: order}}", DefinitionReference(process_id="order")),
        ("{key: 17}", DefinitionReference(key=17)),
    ],
)
def test_reads_every_way_to_name_a_target(tmp_path: Path, target: str, expected: DefinitionReference) -> None:
    assert MigrationPlan.from_file(write(tmp_path, f"target: {target}")).target == expected


def test_reads_every_option(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        """
        target: order:2
        instructions:
          - {from: wait, to: wait, trigger: update, timer: credit-elapsed, job: recreate}
        variables:
          - {set: region, value: [EU, 2, true, null]}
          - {set: total, expression: "= price * 2", scope: positions}
          - {rename: orderId, to: orderNumber}
          - {remove: legacy}
        unmapped-compensation: drop
        skip-listeners: true
        skip-io-mappings: true
        """,
    )

    plan = MigrationPlan.from_file(file)

    assert plan == MigrationPlan(
        target=DefinitionReference(process_id="order", version=2),
        instructions=[
            MigrationInstruction(
                "wait", "wait", TriggerTreatment.UPDATE, TimerTreatment.CREDIT_ELAPSED, JobTreatment.RECREATE
            )
        ],
        variables=[
            SetVariable("region", ["EU", 2, True, None]),
            EvaluateVariable("total", " price * 2", "positions"),
            RenameVariable("orderId", "orderNumber"),
            RemoveVariable("legacy"),
        ],
        unmapped_compensation=UnmappedCompensation.DROP,
        skip_listeners=True,
        skip_io_mappings=True,
    )
    message = plan._message()
    assert message.instructions[0].timer == 3
    assert message.variables[0].value == b'["EU",2,true,null]'
    assert message.variables[3].remove


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "a plan is an object"),
        ("target: order\nvariables: {a: 1}", "variables is a list"),
        ("target: order\nvariables: [{set: a}]", "a variable change is one of"),
        ("target: order\nvariables: [{set: a, value: 2020-01-01}]", "value is something that JSON can say"),
        ("target: order\nvariables: [{remove: 7}]", "remove is a string"),
        ("target: order\nskip-listeners: maybe", "skip-listeners is true or false"),
        ("target: order\ninstructions: [{from: a, to: a, timer: later}]", "timer is keep-due or restart"),
        ("mode: strict", "a plan needs 'target'"),
        ("target: order\nmod: strict", "unknown fields mod"),
        ("target: {process: order, key: 1}", "target is {process"),
        ("target: {latest: {}}", "target.latest needs 'process'"),
        ("target: order\nmode: loose", "mode is strict or adaptive"),
        ("target: order\ninstructions: {a: b}", "instructions is a list"),
        ("target: order\ninstructions: [{from: a}]", "an instruction is {from, to}"),
        ("target: [", "plan.yaml"),
    ],
)
def test_refuses_what_is_no_plan(tmp_path: Path, content: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem.replace("{", r"\{").replace("[", r"\[")):
        MigrationPlan.from_file(write(tmp_path, content))


def test_reads_the_plan_of_the_examples() -> None:
    example = Path(__file__).parents[3] / "Examples" / "order-v1-to-v2.yaml"
    if not example.exists():
        pytest.skip(f"{example} is not there")

    plan = MigrationPlan.from_file(example)

    assert plan.target == DefinitionReference(process_id="order", version=2)
    assert plan.auto_map is AutoMap.EQUAL
