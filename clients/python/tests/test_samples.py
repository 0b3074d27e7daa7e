"""The samples of the README run as they are."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from ferry_client import AutoMap, DefinitionReference, MigrationPlan
from ferryd import Ferryd

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


async def run(sample: str, address: str) -> str:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(SAMPLES / sample),
        address,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    return said.decode()


async def test_the_migration_sample_moves_an_order(broker: Ferryd) -> None:
    said = await run("migrate.py", broker.address)

    assert "would move charge to collect" in said
    assert "it stands at collect of version" in said


async def test_the_fallback_sample_takes_over_both_orders(broker: Ferryd) -> None:
    said = await run("cancel_and_recreate.py", broker.address)

    assert "migrated\nA-17 stands at collect of version" in said
    assert "cannot migrate" in said
    assert "SCOPE_CHANGED" in said or "ACTIVE_ELEMENT_UNMAPPED" in said
    assert "created anew" in said
    assert "A-18 stands at notify of version" in said


def test_the_plan_sample_is_read() -> None:
    pytest.importorskip("yaml")

    plan = MigrationPlan.from_file(SAMPLES / "order-v1-to-v2.yaml")

    assert plan.target == DefinitionReference(process_id="python-order", version=2)
    assert plan.auto_map is AutoMap.EQUAL
