"""What workers of special jobs decide, against a real broker."""

from __future__ import annotations

import asyncio
import secrets

import pytest

import models
from ferry_client import AdHocDecision, FerryClient, FerryError, JobKind, StatusCode, TaskListenerDecision, every
from ferryd import Ferryd


async def test_a_worker_decides_what_runs_in_an_ad_hoc_subprocess(broker: Ferryd) -> None:
    name = f"choose-{secrets.token_hex(4)}"
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.ad_hoc(name, f"agent-{name}", f"tool-{name}"))
        created = await client.create_instance(name)

        (job,) = await client.activate_jobs(f"agent-{name}")
        assert job.kind is JobKind.AD_HOC_SUB_PROCESS
        with pytest.raises(FerryError) as refusal:
            await client.complete_job(job.key, decision=AdHocDecision({"nobody": {}}))
        assert refusal.value.code is StatusCode.NOT_FOUND
        await client.complete_job(job.key, decision=AdHocDecision({"tool": {"city": "Bern"}}))
        await client.activate_ad_hoc(job.element_instance_key, {"tool": {"city": "Rom"}})

        tools = await client.activate_jobs(f"tool-{name}")
        assert [tool.variables["city"] for tool in tools] == ["Bern", "Rom"]
        await client.complete_job(tools[0].key)
        (job,) = await client.activate_jobs(f"agent-{name}")
        await client.complete_job(job.key, decision=AdHocDecision(fulfilled=True, cancels_remaining=True))
        with pytest.raises(FerryError) as gone:
            await client.get_instance(created.key)
        assert gone.value.code is StatusCode.NOT_FOUND


async def test_a_listener_says_what_becomes_of_a_user_task(broker: Ferryd) -> None:
    name = f"listened-{secrets.token_hex(4)}"
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.listened_task(name, f"listen-{name}"))
        await client.create_instance(name)

        (job,) = await client.activate_jobs(f"listen-{name}")
        assert job.kind is JobKind.TASK_LISTENER_CREATING
        (entry,) = [item async for item in every(client.list_jobs, type=f"listen-{name}")]
        assert entry.job.kind is JobKind.TASK_LISTENER_CREATING
        with pytest.raises(FerryError) as refusal:
            await client.complete_job(job.key, decision=TaskListenerDecision(denied=True))
        assert refusal.value.reasons[0].code == "LISTENER_CANNOT_DENY"
        await client.complete_job(job.key, decision=TaskListenerDecision(assignee="ann", priority=70))


async def test_an_assignment_is_answered_when_its_listener_is_done(broker: Ferryd) -> None:
    name = f"listened-{secrets.token_hex(4)}"
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.listened_task(name, f"listen-{name}"))
        created = await client.create_instance(name)
        (job,) = await client.activate_jobs(f"listen-{name}")
        await client.complete_job(job.key)
        (task,) = (await client.list_user_tasks(process_instance_key=created.key)).items

        for denied in (True, False):
            assignment = asyncio.create_task(client.assign_user_task(task.key, "bob"))
            (job,) = await client.activate_jobs(f"listen-{name}", wait=20)
            assert not assignment.done()
            await client.complete_job(job.key, decision=TaskListenerDecision(denied=denied, denied_reason="no"))
            if denied:
                with pytest.raises(FerryError) as refusal:
                    await assignment
                assert refusal.value.code is StatusCode.FAILED_PRECONDITION
                assert (refusal.value.reasons[0].code, refusal.value.reasons[0].found) == (
                    "USER_TASK_CHANGE_DENIED",
                    "no",
                )
            else:
                await assignment
        assert (await client.get_user_task(task.key)).assignee == "bob"
