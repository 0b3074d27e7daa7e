"""Migration against a real broker."""

from __future__ import annotations

from contextlib import aclosing

import models
from ferry_client import (
    AutoMap,
    FerryClient,
    MigrationInstruction,
    MigrationMode,
    MigrationPlan,
    RemoveVariable,
    SetVariable,
    StatusCode,
    every,
    partition_of,
)
from ferryd import Ferryd
from test_broker_calls import fresh, refused


async def test_a_dry_run_says_what_a_migration_then_does(broker: Ferryd) -> None:
    process, old, new = fresh("order"), fresh("charge"), fresh("collect")
    async with FerryClient.connect(broker.address) as client:
        (v1,) = await client.deploy(models.one_task(process, "charge", old))
        key = (await client.create_instance(process, {"amount": 250})).key
        (job,) = await client.activate_jobs(old, wait=5)
        (v2,) = await client.deploy(models.one_task(process, "collect", new))
        plan = MigrationPlan(f"{process}:2", {"charge": "collect"}, auto_map=AutoMap.EQUAL, source=v1)

        dry = await client.migrate_instance(key, plan, dry_run=True)
        assert dry.is_dry_run and dry.position is None
        assert (await client.get_instance(key)).instance.version == 1

        report = await client.migrate_instance(key, plan)
        assert (report.source, report.target, report.is_dry_run) == (v1.key, v2.key, False)
        assert report.elements == dry.elements
        root, task = report.elements
        assert (root.key, root.from_id, root.to_id) == (key, process, process)
        assert (task.from_id, task.to_id, task.job_key) == ("charge", "collect", job.key)

        tree = await client.get_instance(key)
        assert (tree.instance.version, tree.instance.active_elements) == (2, ["collect"])
        assert tree.variables_of() == {"amount": 250}
        await client.complete_job(job.key)
        await refused(StatusCode.NOT_FOUND, client.get_instance(key))


async def test_a_dry_run_changes_nothing_that_a_worker_sees(broker: Ferryd) -> None:
    process, kind = fresh("order"), fresh("charge")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.one_task(process, "charge", kind))
        await client.deploy(models.one_task(process, "collect", kind))
        key = (await client.create_instance(f"{process}:1", {"amount": 250})).key
        before = await client.get_instance(key)

        await client.migrate_instance(key, MigrationPlan(process, {"charge": "collect"}), dry_run=True)

        assert await client.get_instance(key) == before
        (job,) = await client.activate_jobs(kind, wait=5)
        assert (job.version, job.element_id, job.variables) == (1, "charge", {"amount": 250})


async def test_a_migration_is_one_event_of_the_log(broker: Ferryd) -> None:
    process, kind = fresh("order"), fresh("charge")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.one_task(process, "charge", kind))
        await client.deploy(models.one_task(process, "collect", kind))
        key = (await client.create_instance(f"{process}:1")).key
        report = await client.migrate_instance(key, MigrationPlan(process, {"charge": "collect"}))

        history = client.stream_events(partition_of(key), process_instance_key=key)
        events = [event async for event in history]

        kinds = [event.kind for event in events]
        assert kinds[0] == "PROCESS_INSTANCE_CREATED"
        assert kinds.count("PROCESS_INSTANCE_MIGRATED") == 1
        assert [event.position for event in events] == sorted({event.position for event in events})
        assert {event.process_instance_key for event in events} == {key}
        (migrated,) = [event for event in events if event.kind == "PROCESS_INSTANCE_MIGRATED"]
        assert migrated.position == report.position


async def test_following_the_log_shows_what_happens_later(broker: Ferryd) -> None:
    process, kind = fresh("follow"), fresh("work")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.one_task(process, "work", kind))
        key = (await client.create_instance(process)).key
        seen = []
        async with aclosing(
            client.stream_events(partition_of(key), follow=True, process_instance_key=key, timeout=30)
        ) as events:
            async for event in events:
                seen.append(event.kind)
                if event.kind == "JOB_CREATED":
                    await client.cancel_instance(key)
                if event.kind == "JOB_CANCELLED":
                    break

        assert seen.index("JOB_CREATED") < seen.index("JOB_CANCELLED")
        missing = client.stream_events(99)
        await refused(StatusCode.NOT_FOUND, anext(missing))


async def test_an_instance_that_cannot_move_is_refused_with_every_reason_and_left_as_it_is(broker: Ferryd) -> None:
    process = fresh("parallel")
    left, right = fresh("left"), fresh("right")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.parallel_tasks(process, left, right, "join"))
        await client.deploy(models.one_task(process, "only", "only"))
        key = (await client.create_instance(f"{process}:1")).key
        before = await client.get_instance(key)

        for dry_run in (True, False):
            refusal = await refused(
                StatusCode.FAILED_PRECONDITION, client.migrate_instance(key, MigrationPlan(process), dry_run)
            )
            unmapped = {reason.element_id for reason in refusal.reasons if reason.code == "ACTIVE_ELEMENT_UNMAPPED"}
            assert unmapped == {left, right}
            assert all(reason.hint for reason in refusal.reasons)
        assert await client.get_instance(key) == before


async def test_a_wrong_plan_is_refused_with_every_fault(broker: Ferryd) -> None:
    process = fresh("faults")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.one_task(process, "charge", "charge"))
        await client.deploy(models.one_task(process, "collect", "collect"))
        key = (await client.create_instance(f"{process}:1")).key
        plan = MigrationPlan(
            process,
            [
                MigrationInstruction("charge", "collect"),
                MigrationInstruction("charge", "collect"),
                MigrationInstruction("ghost", "collect"),
                MigrationInstruction("finish", "phantom"),
                MigrationInstruction("begin", "collect"),
            ],
        )

        refusal = await refused(StatusCode.INVALID_ARGUMENT, client.migrate_instance(key, plan))

        assert {reason.code for reason in refusal.reasons} >= {
            "DUPLICATE_SOURCE_ELEMENT",
            "UNKNOWN_SOURCE_ELEMENT",
            "UNKNOWN_TARGET_ELEMENT",
            "ELEMENT_TYPE_CHANGED",
        }


async def test_refuses_what_is_not_there(broker: Ferryd) -> None:
    process = fresh("absent")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.one_task(process, "charge", "charge"))
        (v2,) = await client.deploy(models.one_task(process, "collect", "collect"))
        key = (await client.create_instance(f"{process}:1")).key

        await refused(StatusCode.NOT_FOUND, client.migrate_instance(key + (1 << 40), MigrationPlan(process)))
        await refused(StatusCode.NOT_FOUND, client.migrate_instance(key, MigrationPlan(f"{process}:9")))
        other_source = MigrationPlan(process, {"charge": "collect"}, source=v2)
        refusal = await refused(StatusCode.FAILED_PRECONDITION, client.migrate_instance(key, other_source))
        assert "WRONG_SOURCE_DEFINITION" in {reason.code for reason in refusal.reasons}


async def test_adaptive_mode_puts_scopes_around_and_changes_variables(broker: Ferryd) -> None:
    process, job_type = fresh("adaptive"), fresh("work")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.one_task(process, "charge", job_type))
        await client.deploy(models.nested_task(process, "charge", job_type))
        key = (await client.create_instance(f"{process}:1", {"old": 1})).key
        plan = MigrationPlan(
            f"{process}:2",
            {"charge": "charge"},
            mode=MigrationMode.ADAPTIVE,
            variables=[SetVariable("new", [2]), RemoveVariable("old")],
        )

        report = await client.migrate_instance(key, plan)

        assert len(report.structure.created) == 1 and report.structure.created[0].kind == "SUB_PROCESS"
        assert [(v.name, v.exists, v.after) for v in report.structure.variables] == [
            ("new", True, [2]),
            ("old", False, None),
        ]
        assert report.structure.reshaped[0].to_scope == report.structure.created[0].key


async def test_tokens_at_a_join_and_incidents_move_along(broker: Ferryd) -> None:
    process = fresh("join")
    left, right = fresh("left"), fresh("right")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.parallel_tasks(process, left, right, "join"))
        await client.deploy(models.parallel_tasks(process, left, right, "meet"))
        key = (await client.create_instance(f"{process}:1")).key
        (done,) = await client.activate_jobs(left, wait=5)
        await client.complete_job(done.key)
        (failed,) = await client.activate_jobs(right, wait=5)
        await client.fail_job(failed.key, 0, message="stuck")

        plan = MigrationPlan(process, {"join": "meet"}, auto_map=AutoMap.EQUAL)
        report = await client.migrate_instance(key, plan)

        (token,) = report.tokens
        assert (token.from_gateway, token.to_gateway, token.from_flow, token.to_flow, token.count) == (
            "join",
            "meet",
            "left-done",
            "left-done",
            1,
        )
        (incident,) = [item async for item in every(client.list_incidents, process_instance_key=key)]
        assert [element.incident_key for element in report.elements if element.to_id == right] == [incident.key]
        assert [(t.gateway_id, t.flow_id) for t in (await client.get_instance(key)).tokens] == [("meet", "left-done")]

        await client.update_job_retries(failed.key, 1)
        await client.resolve_incident(incident.key)
        (again,) = await client.activate_jobs(right, wait=5)
        await client.complete_job(again.key)
        await refused(StatusCode.NOT_FOUND, client.get_instance(key))


async def test_a_refused_instance_is_cancelled_and_created_anew_where_it_stood(broker: Ferryd) -> None:
    process, kind = fresh("recreate"), fresh("notify")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.one_task(process, "notify", kind))
        await client.deploy(models.nested_task(process, "notify", kind))
        old = (await client.create_instance(f"{process}:1", {"order": "A-17"})).key
        plan = MigrationPlan(f"{process}:2", {"notify": "notify"})
        refusal = await refused_anyhow(client, old, plan)
        assert refusal <= {"SCOPE_CHANGED", "ACTIVE_ELEMENT_UNMAPPED"}

        tree = await client.get_instance(old)
        await client.cancel_instance(old)
        new = await client.create_instance(
            f"{process}:2", tree.variables_of(), start_elements=tree.instance.active_elements
        )

        tree = await client.get_instance(new.key)
        assert [element.element_id for element in tree.elements] == [process, "care", "notify"]
        assert tree.variables_of() == {"order": "A-17"}
        (job,) = await client.activate_jobs(kind, wait=5)
        assert job.process_instance_key == new.key
        await client.complete_job(job.key)
        await refused(StatusCode.NOT_FOUND, client.get_instance(new.key))


async def refused_anyhow(client: FerryClient, key: int, plan: MigrationPlan) -> set[str]:
    """The codes of a refusal that may be found in the plan or in the instance."""
    try:
        await client.migrate_instance(key, plan)
    except Exception as error:
        assert getattr(error, "code", None) in (StatusCode.INVALID_ARGUMENT, StatusCode.FAILED_PRECONDITION), error
        return {reason.code for reason in error.reasons}  # type: ignore[attr-defined]
    raise AssertionError("strict mode moved a task into a subprocess")


async def test_a_plan_is_judged_and_written_without_an_instance(broker: Ferryd) -> None:
    process, old, new = fresh("order"), fresh("charge"), fresh("collect")
    async with FerryClient.connect(broker.address) as client:
        (v1,) = await client.deploy(models.one_task(process, "charge", old))
        await client.create_instance(process)
        (v2,) = await client.deploy(models.one_task(process, "collect", new))

        drawn = await client.generate_plan(v1, v2)
        assert (drawn.source, drawn.target) == (v1, v2)
        assert "charge" not in [instruction.from_id for instruction in drawn.instructions]
        assert [(proposal.from_id, proposal.to_id) for proposal in drawn.proposals] == [("charge", "collect")]
        page = drawn
        counts = {count.element_id: count.active for count in page.counts}
        while page.next_page_token:
            page = await client.generate_plan(v1, v2, page_token=page.next_page_token)
            counts |= {count.element_id: count.active for count in page.counts}
        assert counts["charge"] == 1

        good = await client.validate_plan(MigrationPlan(v2, {"charge": "collect"}, auto_map=AutoMap.EQUAL), v1)
        assert good.is_valid and not good.warnings
        assert {mapping.from_id: mapping.to_id for mapping in good.mapping}["charge"] == "collect"

        bad = await client.validate_plan(MigrationPlan(v2, {"charge": "ghost", "x": "collect"}, source=v1))
        assert sorted(reason.code for reason in bad.reasons) == ["UNKNOWN_SOURCE_ELEMENT", "UNKNOWN_TARGET_ELEMENT"]
