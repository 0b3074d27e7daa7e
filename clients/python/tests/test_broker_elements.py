"""The calls that belong to messages, signals, errors, user tasks, decisions, timers, and to changing an instance."""

from __future__ import annotations

import secrets
from contextlib import aclosing

import pytest

import models
from ferry_client import (
    ActivatedJob,
    ElementMove,
    FerryClient,
    FerryError,
    IncidentType,
    JobFilter,
    JobKind,
    MessageSubscription,
    ProcessInstanceFilter,
    Resource,
    StatusCode,
    UserTaskFilter,
    every,
)
from ferryd import Ferryd


def fresh(name: str) -> str:
    return f"{name}-{secrets.token_hex(4)}"


async def refused(code: StatusCode, call: object) -> FerryError:
    with pytest.raises(FerryError) as refusal:
        await call  # type: ignore[misc]
    assert refusal.value.code is code, refusal.value
    return refusal.value


async def test_a_message_reaches_who_waits_for_it_and_waits_for_who_comes(broker: Ferryd) -> None:
    process, message = fresh("message"), fresh("paid")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.waits_for_message(process, message))
        order = fresh("order")
        key = await client.publish_message(message, order, {"amount": 5}, time_to_live=60, message_id="once")
        await refused(
            StatusCode.ALREADY_EXISTS, client.publish_message(message, order, time_to_live=60, message_id="once")
        )
        (waiting,) = [item async for item in every(client.list_messages, name=message)]
        assert (waiting.key, waiting.correlation_key, waiting.variables) == (key, order, {"amount": 5})

        created = await client.create_instance(process, {"order": order}, await_result=True)
        assert created.result == {"order": order, "amount": 5}

        await refused(StatusCode.NOT_FOUND, client.correlate_message(message, "nobody"))


async def test_correlating_says_which_instance_took_the_message(broker: Ferryd) -> None:
    process, message, order = fresh("correlate"), fresh("paid"), fresh("order")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.waits_for_message(process, message))
        created = await client.create_instance(process, {"order": order})
        subscriptions: list[MessageSubscription] = []
        while not subscriptions:
            listed = every(client.list_message_subscriptions, name=message, correlation_key=order)
            subscriptions = [item async for item in listed]
        assert subscriptions[0].process_instance_key == created.key

        correlated = await client.correlate_message(message, order)

        assert correlated.process_instance_key == created.key
        await refused(StatusCode.NOT_FOUND, client.get_instance(created.key))


async def test_signals_and_conditions_start_processes(broker: Ferryd) -> None:
    process, signal = fresh("starts"), fresh("alarm")
    async with FerryClient.connect(broker.address) as client:
        (definition,) = await client.deploy(models.starts_with_signal(process, signal, "=level = 7"))

        (heard,) = await client.broadcast_signal(signal, {"x": 1})
        assert await client.evaluate_conditions({"level": 6}, definition_key=definition.key) == []
        (held,) = await client.evaluate_conditions({"level": 7}, definition_key=definition.key)

        assert (await client.get_instance(heard)).variables_of() == {"x": 1}
        assert (await client.get_instance(held)).instance.process_id == process
        assert await client.broadcast_signal(fresh("nobody")) == []


async def test_a_thrown_error_is_caught_or_becomes_an_incident(broker: Ferryd) -> None:
    process, kind = fresh("error"), fresh("work")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.catches_error(process, kind, "broken"))
        caught, uncaught = [await client.create_instance(process) for _ in range(2)]
        jobs: dict[int, ActivatedJob] = {}
        while len(jobs) < 2:
            jobs |= {job.process_instance_key: job for job in await client.activate_jobs(kind, wait=5)}

        await client.throw_error(jobs[caught.key].key, "broken", message="glass", variables={"y": 2})
        await client.throw_error(jobs[uncaught.key].key, "other", message="stone")

        assert (await client.get_instance(caught.key)).instance.active_elements == ["mend"]
        found = await client.list_incidents(
            process_instance_key=uncaught.key, type=IncidentType.UNHANDLED_ERROR_EVENT, job_key=jobs[uncaught.key].key
        )
        assert [incident.type for incident in found.items] == [IncidentType.UNHANDLED_ERROR_EVENT]
        thrown = await client.list_jobs(process_instance_key=uncaught.key, state=JobFilter.ERROR_THROWN)
        assert [entry.job.error_message for entry in thrown.items] == ["stone"]


async def test_a_job_is_listed_and_updated_in_one_call(broker: Ferryd) -> None:
    process, kind = fresh("update"), fresh("work")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.one_task(process, "work", kind))
        created = await client.create_instance(process, tags=["urgent", "big"])
        (entry,) = [item async for item in every(client.list_jobs, type=kind)]
        assert entry.job.kind is JobKind.BPMN_ELEMENT
        assert (entry.process_instance_key, entry.element_id, entry.process_id) == (created.key, "work", process)
        key = entry.job.key
        await refused(StatusCode.FAILED_PRECONDITION, client.update_job(key, retries=9, job_timeout=5))
        (job,) = await client.activate_jobs(kind, worker="me", wait=5, job_timeout=5)
        assert job.tags == ["urgent", "big"]

        await client.update_job(job.key, retries=9, job_timeout=3600, priority=-4)
        await client.update_job_timeout(job.key, 7200)

        held = every(client.list_jobs, type=kind, state=JobFilter.ACTIVATED, worker="me")
        (entry,) = [item async for item in held]
        assert (entry.job.retries, entry.job.priority, job.priority) == (9, -4, 0)
        assert entry.job.due is not None and entry.job.due > job.deadline
        assert [item async for item in every(client.list_jobs, type=kind, without_retries=True)] == []
        with pytest.raises(ValueError):
            await client.update_job(job.key, retries=0)
        await refused(StatusCode.INVALID_ARGUMENT, client.update_job(job.key))


async def test_a_form_is_found_by_task_start_and_id(broker: Ferryd) -> None:
    process = fresh("form")
    document = b'{"id": "%s", "versionTag": "v1", "components": []}' % process.encode()
    async with FerryClient.connect(broker.address) as client:
        asking = models.user_task(process, form_id=process)
        await client.deploy(asking, Resource("ask.form", document), models.dish(process))
        created = await client.create_instance(process)
        (form,) = (await client.list_forms(process)).items
        (task,) = (await client.list_user_tasks(process_instance_key=created.key)).items

        assert (form.version, form.version_tag, form.resource_name) == (1, "v1", "ask.form")
        (decision,) = (await client.list_decisions(process)).items
        assert form.deployment_key == decision.deployment_key > 0
        assert task.form_key == form.key
        assert (await client.get_form(process)).content == document
        assert (await client.get_form(start_of=process)).definition == form

        await client.delete_resource(form.key)

        assert (await client.list_forms(process)).items == []
        assert (await client.get_form(form.key)).is_deleted
        await refused(StatusCode.NOT_FOUND, client.get_form(process))
        await refused(StatusCode.INVALID_ARGUMENT, client.get_form(process, start_of=process))
        await client.create_instance(process)
        (incident,) = [item async for item in every(client.list_incidents, definition=process)]
        assert incident.type is IncidentType.FORM_NOT_FOUND
        await refused(StatusCode.INVALID_ARGUMENT, client.deploy(Resource("bad.form", b"{}")))


async def test_a_user_task_is_assigned_updated_and_completed(broker: Ferryd) -> None:
    process = fresh("user")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.user_task(process))
        created = await client.create_instance(process)
        (task,) = (await client.list_user_tasks(process_instance_key=created.key)).items
        assert (task.element_id, task.candidate_groups, task.assignee) == ("approve", ["boss"], "")

        await client.assign_user_task(task.key, "ada", claim=True)
        await refused(StatusCode.FAILED_PRECONDITION, client.assign_user_task(task.key, "bob", claim=True))
        await client.update_user_task(task.key, priority=70, candidate_groups=[], due_date="2030-01-01T00:00:00Z")

        task = await client.get_user_task(task.key)
        assert (task.assignee, task.priority, task.candidate_groups) == ("ada", 70, [])
        mine = every(client.list_user_tasks, assignee="ada", state=UserTaskFilter.ASSIGNED)
        assert task.key in [item.key async for item in mine]
        await client.complete_user_task(task.key, {"approved": True})
        await refused(StatusCode.NOT_FOUND, client.get_user_task(task.key))


async def test_an_instance_is_modified_suspended_and_resumed(broker: Ferryd) -> None:
    process, kind = fresh("modify"), fresh("work")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.parallel_tasks(process, "left", "right", "join"))
        created = await client.create_instance(process, tags=["urgent"], business_id=kind)
        listed = every(client.list_instances, definition=process, tag="urgent", business_id=kind)
        assert [instance.key async for instance in listed] == [created.key]

        preview = await client.modify_instance(created.key, move=[ElementMove("left", "right")], dry_run=True)
        report = await client.modify_instance(created.key, terminate=["left"], activate=["right"])
        assert preview.is_dry_run and not report.is_dry_run
        assert [item.element_id for item in report.activated] == ["right"]
        assert [item.element_id for item in report.terminated] == ["left"]
        await refused(StatusCode.INVALID_ARGUMENT, client.modify_instance(created.key, activate=["nowhere"]))

        await client.suspend_instance(created.key)
        suspended = every(client.list_instances, definition=process, state=ProcessInstanceFilter.SUSPENDED)
        assert [instance.key async for instance in suspended] == [created.key]
        await client.resume_instance(created.key)
        await client.cancel_instance(created.key)


async def test_variables_are_found_by_name_and_value(broker: Ferryd) -> None:
    process, name = fresh("variables"), fresh("name")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.one_task(process, "work", process))
        one = await client.create_instance(process, {name: None, "other": 1})
        two = await client.create_instance(process, {name: {"a": ["ü"]}})

        found = [item async for item in every(client.list_variables, name=name)]
        assert {item.process_instance_key: item.value for item in found} == {one.key: None, two.key: {"a": ["ü"]}}
        nulls = [item async for item in every(client.list_variables, name=name, value=None)]
        assert [item.process_instance_key for item in nulls] == [one.key]
        assert [item.name async for item in every(client.list_variables, scope=one.key)] == [name, "other"]
        own = await client.list_variables(process_instance_key=one.key, name="other")
        assert [(item.scope, item.value) for item in own.items] == [(one.key, 1)]


async def test_timers_are_listed(broker: Ferryd) -> None:
    process = fresh("timer")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.waits_for_timer(process, "PT2H"))
        created = await client.create_instance(process)

        (timer,) = (await client.list_timers(process_instance_key=created.key)).items

        assert (timer.event_id, timer.process_id, timer.repetitions) == ("wait", process, 1)
        again = every(client.list_timers, definition=process, event_id="wait")
        assert [item.key async for item in again] == [timer.key]


async def test_a_decision_is_evaluated_or_fails(broker: Ferryd) -> None:
    name = fresh("dish")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.dish(name))
        (definition,) = (await client.list_decisions(name)).items

        by_id = await client.evaluate_decision(name, {"season": "winter"})
        by_key = await client.evaluate_decision(definition.key, {"season": "summer"})

        assert (by_id.output, by_key.output, by_id.failure) == ("roast", "salad", None)
        (evaluated,) = by_id.evaluated_decisions
        assert (evaluated.kind, evaluated.matched_rules[0].index) == ("DECISION_TABLE", 1)
        assert evaluated.inputs[0].value == "winter"
        await refused(StatusCode.NOT_FOUND, client.evaluate_decision(fresh("none")))


async def test_jobs_are_streamed_within_their_credits(broker: Ferryd) -> None:
    process, kind = fresh("stream"), fresh("work")
    async with FerryClient.connect(broker.address) as client:
        await client.deploy(models.one_task(process, "work", kind))
        instances = {(await client.create_instance(process)).key for _ in range(7)}
        seen = set()
        async with aclosing(client.stream_jobs(kind, fresh("other"), worker="streamer", credits=2)) as jobs:
            async for job in jobs:
                held = [item async for item in every(client.list_jobs, type=kind, state=JobFilter.ACTIVATED)]
                assert len(held) <= 2
                await client.complete_job(job.key)
                seen.add(job.process_instance_key)
                if len(seen) == len(instances):
                    break
        assert seen == instances

        async with aclosing(client.stream_jobs(kind, credits=20_000)) as jobs:
            await refused(StatusCode.INVALID_ARGUMENT, anext(jobs))


async def test_a_definition_is_deleted_when_nothing_runs_on_it(broker: Ferryd) -> None:
    process, name = fresh("delete"), fresh("dish")
    async with FerryClient.connect(broker.address) as client:
        (definition,) = await client.deploy(models.one_task(process, "work", process))
        created = await client.create_instance(process)
        refusal = await refused(StatusCode.FAILED_PRECONDITION, client.delete_resource(definition.key))
        assert [reason.code for reason in refusal.reasons] == ["DEFINITION_IN_USE"]
        await client.cancel_instance(created.key)

        await client.delete_resource(definition.key)

        await refused(StatusCode.NOT_FOUND, client.get_definition(process))
        (again,) = await client.deploy(models.one_task(process, "work", process))
        assert again.version == 2
        await client.deploy(models.dish(name))
        (decision,) = (await client.list_decisions(name)).items
        await client.delete_resource(decision.requirements_key)
        await refused(StatusCode.NOT_FOUND, client.evaluate_decision(name))
