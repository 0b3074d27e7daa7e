"""Every call but migration, against a real broker."""

from __future__ import annotations

import asyncio
import secrets

import pytest

import models
from ferry_client import (
    ElementState,
    FerryClient,
    FerryError,
    IncidentType,
    JobState,
    ProcessInstanceFilter,
    Resource,
    StatusCode,
    every,
    partition_of,
)
from ferryd import Ferryd


def fresh(name: str) -> str:
    """An id no other test uses."""
    return f"{name}-{secrets.token_hex(4)}"


async def refused(code: StatusCode, call: object) -> FerryError:
    with pytest.raises(FerryError) as refusal:
        await call  # type: ignore[misc]
    assert refusal.value.code is code, refusal.value
    return refusal.value


async def test_pings_many_times_at_once(broker: Ferryd) -> None:
    async with FerryClient.connect(broker.address, client_name="python-tests") as client:
        payloads = [secrets.token_bytes(50) for _ in range(500)]

        assert await asyncio.gather(*(client.ping(payload) for payload in payloads)) == payloads


async def test_shows_the_topology(broker: Ferryd) -> None:
    async with FerryClient.connect(broker.address) as client:
        topology = await client.topology()

        assert [partition.id for partition in topology.partitions] == [1, 2]
        assert all(partition.is_healthy and not partition.problem for partition in topology.partitions)
        assert (topology.cluster_id, client.partition_count) == (client.cluster_id, 2)


async def test_deploys_and_reads_definitions(broker: Ferryd) -> None:
    process, other = fresh("deploy"), fresh("deploy-other")
    first, second = models.one_task(process, "work", "work"), models.one_task(process, "toil", "toil")
    async with FerryClient.connect(broker.address) as client:
        v1, companion = await client.deploy(first, models.one_task(other, "work", "work"))
        (again,) = await client.deploy(first)
        (v2,) = await client.deploy(second)

        assert (v1.process_id, v1.version, v2.version, companion.process_id) == (process, 1, 2, other)
        assert again.key == v1.key
        assert v1.resource_name == first.name
        assert (await client.get_definition(f"{process}:1")).xml == first.content
        assert (await client.get_definition(process)).definition == v2
        assert (await client.get_definition(f"{process}@{v1.content_hash[:8]}")).definition == v1
        latest = [item async for item in every(client.list_definitions, process_id=process, latest_only=True)]
        assert latest == [v2]
        paged = [definition async for definition in every(client.list_definitions, process_id=process, page_size=1)]
        assert paged == [v1, v2]


async def test_refuses_a_deployment_as_a_whole_with_every_fault(broker: Ferryd) -> None:
    process = fresh("refused")
    broken = Resource("broken.bpmn", b"<definitions")
    no_process = Resource("letter.bpmn", b"<letter/>")
    async with FerryClient.connect(broker.address) as client:
        refusal = await refused(
            StatusCode.INVALID_ARGUMENT, client.deploy(models.one_task(process, "a", "a"), broken, no_process)
        )

        assert len(refusal.reasons) >= 2
        assert all(reason.code for reason in refusal.reasons)
        await refused(StatusCode.NOT_FOUND, client.get_definition(process))


async def test_runs_an_instance_from_start_to_end(broker: Ferryd) -> None:
    process, kind = fresh("run"), fresh("work")
    async with FerryClient.connect(broker.address) as client:
        (definition,) = await client.deploy(models.one_task(process, "work", kind))
        created = await client.create_instance(process, {"amount": 250, "price": 1.5, "größe": {"cm": [1, None]}})

        tree = await client.get_instance(created.key)
        root, task = tree.elements
        assert (created.definition_key, created.process_id, created.version) == (definition.key, process, 1)
        assert partition_of(created.key) in (1, 2)
        assert (root.key, root.scope, root.element_id) == (created.key, None, process)
        assert (task.scope, task.element_id, task.kind, task.state) == (
            created.key,
            "work",
            "SERVICE_TASK",
            ElementState.ACTIVATED,
        )
        assert tree.variables_of() == {"amount": 250, "price": 1.5, "größe": {"cm": [1, None]}}
        assert tree.instance.active_elements == ["work"]

        (job,) = await client.activate_jobs(kind, worker="tester", job_timeout=30, wait=5)
        assert (job.element_id, job.process_instance_key, job.retries) == ("work", created.key, 2)
        assert job.headers == {"tone": "friendly"}
        assert job.variables["amount"] == 250
        (_, task) = (await client.get_instance(created.key)).elements
        assert task.job is not None
        assert (task.job.key, task.job.state, task.job.worker) == (job.key, JobState.ACTIVATED, "tester")

        await client.complete_job(job.key, {"paid": True})
        await refused(StatusCode.NOT_FOUND, client.get_instance(created.key))
        await refused(StatusCode.NOT_FOUND, client.complete_job(job.key))


async def test_awaits_a_result(broker: Ferryd) -> None:
    process, kind = fresh("result"), fresh("work")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.one_task(process, "work", kind))
        waiting = asyncio.create_task(
            client.create_instance(process, {"a": 1, "b": 2}, await_result=True, fetch_variables=["a", "paid"])
        )
        (job,) = await client.activate_jobs(kind, wait=10)
        await client.complete_job(job.key, {"paid": True})

        assert (await waiting).result == {"a": 1, "paid": True}


async def test_waits_for_jobs_and_answers_none_in_time(broker: Ferryd) -> None:
    process, kind = fresh("poll"), fresh("work")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.one_task(process, "work", kind))
        assert await client.activate_jobs(kind) == []
        assert await client.activate_jobs(kind, wait=0.05) == []

        waiting = asyncio.create_task(client.activate_jobs(kind, wait=20))
        await client.ping()
        created = await client.create_instance(process)

        (job,) = await waiting
        assert job.process_instance_key == created.key


async def test_a_cancelled_poll_takes_no_jobs(broker: Ferryd) -> None:
    process, kind = fresh("poll"), fresh("work")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.one_task(process, "work", kind))
        polling = asyncio.create_task(client.activate_jobs(kind, wait=20))
        await client.ping()
        polling.cancel()
        await asyncio.wait({polling})
        await client.ping()
        await client.create_instance(process)

        assert len(await client.activate_jobs(kind, wait=5)) == 1


async def test_refuses_starts_that_make_no_sense(broker: Ferryd) -> None:
    process = fresh("start")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.one_task(process, "work", "work"))

        await refused(StatusCode.NOT_FOUND, client.create_instance(fresh("nothing")))
        refusal = await refused(
            StatusCode.INVALID_ARGUMENT, client.create_instance(process, start_elements=["nowhere", "elsewhere"])
        )
        assert {reason.element_id for reason in refusal.reasons} >= {"nowhere", "elsewhere"}


async def test_lists_and_cancels_instances(broker: Ferryd) -> None:
    process = fresh("list")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.one_task(process, "work", "work"))
        created = await asyncio.gather(*(client.create_instance(process) for _ in range(7)))

        listed = [
            instance.key
            async for instance in every(client.list_instances, definition=process, element_id="work", page_size=3)
        ]
        assert listed == sorted(instance.key for instance in created)
        assert [item async for item in every(client.list_instances, definition=process, element_id="finish")] == []
        with_incidents = every(
            client.list_instances, definition=process, state=ProcessInstanceFilter.WITH_INCIDENTS
        )
        assert [instance async for instance in with_incidents] == []

        for instance in created:
            await client.cancel_instance(instance.key)
        await refused(StatusCode.NOT_FOUND, client.cancel_instance(created[0].key))
        assert [instance async for instance in every(client.list_instances, definition=process)] == []


async def test_sets_variables_of_a_scope(broker: Ferryd) -> None:
    process = fresh("scope")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.one_task(process, "work", "work"))
        key = (await client.create_instance(process, {"a": 1})).key
        task = (await client.get_instance(key)).elements[1].key

        await client.set_variables(task, {"a": 2, "b": 3})
        await client.set_variables(task, {"c": 4}, local=True)

        tree = await client.get_instance(key)
        assert tree.variables_of() == {"a": 2, "b": 3}
        assert tree.variables_of(task) == {"c": 4}
        await refused(StatusCode.NOT_FOUND, client.set_variables((1 << 51) + (1 << 40), {"a": 1}))


async def test_a_job_without_retries_is_an_incident_until_it_is_resolved(broker: Ferryd) -> None:
    process, kind = fresh("incident"), fresh("work")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.one_task(process, "work", kind))
        key = (await client.create_instance(process)).key
        (job,) = await client.activate_jobs(kind, wait=5)
        await client.fail_job(job.key, 1, message="once more")
        (job,) = await client.activate_jobs(kind, wait=5)
        assert job.retries == 1
        await client.fail_job(job.key, 0, message="the till is broken", variables={"seen": True})

        (incident,) = [item async for item in every(client.list_incidents, process_instance_key=key)]
        assert incident.type is IncidentType.JOB_NO_RETRIES
        assert (incident.job_key, incident.element_id, incident.process_instance_key) == (job.key, "work", key)
        assert "the till is broken" in incident.message
        tree = await client.get_instance(key)
        assert tree.instance.incidents == 1
        assert [item.key for item in tree.elements[1].incidents] == [incident.key]
        assert tree.elements[1].job is not None
        assert (tree.elements[1].job.state, tree.elements[1].job.error_message) == (
            JobState.FAILED,
            "the till is broken",
        )
        stuck = every(client.list_instances, definition=process, state=ProcessInstanceFilter.WITH_INCIDENTS)
        assert [instance.key async for instance in stuck] == [key]

        await refused(StatusCode.FAILED_PRECONDITION, client.complete_job(job.key))
        await refused(StatusCode.FAILED_PRECONDITION, client.resolve_incident(incident.key))
        await refused(StatusCode.INVALID_ARGUMENT, client.update_job_retries(job.key, 0))
        await client.update_job_retries(job.key, 1)
        assert await client.activate_jobs(kind) == []
        await client.resolve_incident(incident.key)
        await refused(StatusCode.NOT_FOUND, client.resolve_incident(incident.key))
        (job,) = await client.activate_jobs(kind, wait=5)
        await client.complete_job(job.key)
        await refused(StatusCode.NOT_FOUND, client.get_instance(key))


async def test_a_gateway_without_a_way_is_an_incident_until_its_variable_is_set(broker: Ferryd) -> None:
    process, kind = fresh("decision"), fresh("approve")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.decision(process, kind))
        key = (await client.create_instance(process, {"amount": 50})).key

        (incident,) = [item async for item in every(client.list_incidents, definition=process)]
        assert (incident.element_id, incident.job_key, incident.type) == ("large", None, IncidentType.CONDITION_ERROR)
        await client.set_variables(key, {"amount": 500})
        await client.resolve_incident(incident.key)

        (job,) = await client.activate_jobs(kind, wait=5)
        assert job.process_instance_key == key


async def test_a_failed_job_stays_away_for_its_backoff(broker: Ferryd) -> None:
    process, kind = fresh("backoff"), fresh("work")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.one_task(process, "work", kind))
        await client.create_instance(process)
        (job,) = await client.activate_jobs(kind, wait=5)
        await client.fail_job(job.key, 1, backoff=0.3)

        assert await client.activate_jobs(kind) == []
        (again,) = await client.activate_jobs(kind, wait=10)
        assert (again.key, again.retries) == (job.key, 1)


async def test_a_repeat_with_the_same_idempotency_key_is_answered_and_not_done_again(broker: Ferryd) -> None:
    process = fresh("repeat")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.one_task(process, "work", "work"))
        key = secrets.token_bytes(16)

        first = await client.create_instance(process, {"a": 1}, idempotency_key=key)
        repeat = await client.create_instance(process, {"a": 1}, idempotency_key=key)

        assert repeat == first
        assert [item.key async for item in every(client.list_instances, definition=process)] == [first.key]
        refusal = await _refusal(client.create_instance(process, {"a": 2}, idempotency_key=key))
        assert "IDEMPOTENCY_KEY" in {reason.code for reason in refusal.reasons}
        await refused(
            StatusCode.INVALID_ARGUMENT, client.cancel_instance(first.key, idempotency_key=secrets.token_bytes(129))
        )

        cancelling = secrets.token_hex(8)
        await client.cancel_instance(first.key, idempotency_key=cancelling)
        await client.cancel_instance(first.key, idempotency_key=cancelling)


async def _refusal(call: object) -> FerryError:
    with pytest.raises(FerryError) as refusal:
        await call  # type: ignore[misc]
    return refusal.value


async def test_refuses_text_with_a_nul_and_names_the_field(broker: Ferryd) -> None:
    async with FerryClient.connect(broker.address) as client:
        refusal = await refused(StatusCode.INVALID_ARGUMENT, client.activate_jobs("a\0b", max_jobs=0))

    assert {"NUL_IN_TEXT"} <= {reason.code for reason in refusal.reasons}
