"""Calls about process instances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from .._proto import adhoc_pb2, frame_pb2, instance_pb2, migration_pb2, modification_pb2, variable_pb2
from ..cluster import Page, page_message
from ..definitions import DefinitionName, optional_message, reference
from ..instances import (
    CreatedInstance,
    ProcessInstance,
    ProcessInstanceFilter,
    ProcessInstanceTree,
    VariableEntry,
)
from ..jobs import activations
from ..migration import MigrationPlan, MigrationReport
from ..migration_plans import PlanGeneration, PlanValidation
from ..modification import ElementActivation, ElementMove, ModificationReport, modification
from ..values import Variables, to_json, value_json
from .caller import Caller, nothing, texts

ANY_VALUE: Any = object()
"""Not to be narrowed by value: None is a value."""


class InstanceCalls(Caller):
    async def create_instance(
        self,
        definition: DefinitionName,
        variables: Variables | None = None,
        *,
        start_elements: Sequence[str] = (),
        await_result: bool = False,
        fetch_variables: Sequence[str] = (),
        tags: Sequence[str] = (),
        business_id: str = "",
        tenant: str = "",
        timeout: float | None = None,
        idempotency_key: str | bytes = b"",
    ) -> CreatedInstance:
        """Starts one instance, at its none start event or once at each of ``start_elements``, in this order.

        With ``await_result`` it returns when the instance has ended, with ``fetch_variables`` of it, or all.
        """
        request = instance_pb2.CreateProcessInstanceRequest(
            definition=reference(definition)._message(),
            variables=to_json(variables),
            start_elements=texts(start_elements),
            await_result=await_result,
            fetch_variables=texts(fetch_variables),
            tags=texts(tags),
            business_id=business_id.encode(),
            tenant=tenant.encode(),
        )
        return await self._call(
            frame_pb2.ClientFrame(create_process_instance=request),
            lambda answer: CreatedInstance._from(answer.create_process_instance),
            timeout,
            idempotency_key,
        )

    async def cancel_instance(
        self, key: int, *, timeout: float | None = None, idempotency_key: str | bytes = b""
    ) -> None:
        """Ends an instance and all that belongs to it."""
        request = instance_pb2.CancelProcessInstanceRequest(process_instance_key=key)
        frame = frame_pb2.ClientFrame(cancel_process_instance=request)
        await self._call(frame, nothing, timeout, idempotency_key)

    async def migrate_instance(
        self,
        key: int,
        plan: MigrationPlan,
        dry_run: bool = False,
        *,
        timeout: float | None = None,
        idempotency_key: str | bytes = b"",
    ) -> MigrationReport:
        """Moves one running instance to another definition, or raises with every reason why not.

        A dry run says what would happen and changes nothing. INVALID_ARGUMENT: the plan is wrong for every instance.
        FAILED_PRECONDITION: this instance, as it stands now, cannot move.
        """
        request = migration_pb2.MigrateProcessInstanceRequest(
            process_instance_key=key, plan=plan._message(), dry_run=dry_run
        )
        return await self._call(
            frame_pb2.ClientFrame(migrate_process_instance=request),
            lambda answer: MigrationReport._from(answer.migrate_process_instance),
            timeout,
            idempotency_key,
        )

    async def modify_instance(
        self,
        key: int,
        *,
        activate: Sequence[ElementActivation | str] = (),
        terminate: Sequence[int | str] = (),
        move: Sequence[ElementMove] = (),
        dry_run: bool = False,
        timeout: float | None = None,
        idempotency_key: str | bytes = b"",
    ) -> ModificationReport:
        """Begins elements, ends element instances or moves from one to another: all of it or nothing.

        What is to end is named by its key, or by its element's id for all instances of it. First all activations, then
        all terminations; scopes that are left empty are terminated.
        """
        request = modification(key, list(activate), list(terminate), list(move), dry_run)
        return await self._call(
            frame_pb2.ClientFrame(modify_process_instance=request),
            lambda answer: ModificationReport._from(answer.modify_process_instance),
            timeout,
            idempotency_key,
        )

    async def suspend_instance(
        self, key: int, *, timeout: float | None = None, idempotency_key: str | bytes = b""
    ) -> None:
        """Stops an instance, and all that it has called, where it stands."""
        request = modification_pb2.SuspendProcessInstanceRequest(process_instance_key=key)
        frame = frame_pb2.ClientFrame(suspend_process_instance=request)
        await self._call(frame, nothing, timeout, idempotency_key)

    async def resume_instance(
        self, key: int, *, timeout: float | None = None, idempotency_key: str | bytes = b""
    ) -> None:
        """Lets a suspended instance, and all that it has called, go on."""
        request = modification_pb2.ResumeProcessInstanceRequest(process_instance_key=key)
        frame = frame_pb2.ClientFrame(resume_process_instance=request)
        await self._call(frame, nothing, timeout, idempotency_key)

    async def validate_plan(
        self,
        plan: MigrationPlan,
        source: DefinitionName | None = None,
        *,
        tenant: str = "",
        timeout: float | None = None,
    ) -> PlanValidation:
        """Holds a plan against its two definitions, without any instance. Faults of the plan are the answer.

        ``source``: what instances would come from, unless the plan says it.
        """
        request = migration_pb2.ValidateMigrationPlanRequest(
            source=optional_message(source), plan=plan._message(), tenant=tenant.encode()
        )
        return await self._call(
            frame_pb2.ClientFrame(validate_migration_plan=request),
            lambda answer: PlanValidation._from(answer.validate_migration_plan),
            timeout,
        )

    async def generate_plan(
        self,
        source: DefinitionName,
        target: DefinitionName,
        *,
        page_size: int = 0,
        page_token: bytes = b"",
        tenant: str = "",
        timeout: float | None = None,
    ) -> PlanGeneration:
        """Compares two definitions: what is equal, what looks alike, and what runs where now.

        Counts one page of the source's running instances; ``next_page_token`` leads on to the others.
        """
        request = migration_pb2.GenerateMigrationPlanRequest(
            source=reference(source)._message(),
            target=reference(target)._message(),
            page=page_message(page_size, page_token),
            tenant=tenant.encode(),
        )
        return await self._call(
            frame_pb2.ClientFrame(generate_migration_plan=request),
            lambda answer: PlanGeneration._from(answer.generate_migration_plan),
            timeout,
        )

    async def get_instance(self, key: int, *, timeout: float | None = None) -> ProcessInstanceTree:
        """The whole tree of one running instance; NOT_FOUND when it has ended."""
        request = instance_pb2.GetProcessInstanceRequest(process_instance_key=key)
        return await self._call(
            frame_pb2.ClientFrame(get_process_instance=request),
            lambda answer: ProcessInstanceTree._from(answer.get_process_instance),
            timeout,
        )

    async def list_instances(
        self,
        definition: DefinitionName | None = None,
        *,
        element_id: str = "",
        state: ProcessInstanceFilter = ProcessInstanceFilter.ALL,
        tag: str = "",
        business_id: str = "",
        parent: int = 0,
        page_size: int = 0,
        page_token: bytes = b"",
        tenant: str = "",
        timeout: float | None = None,
    ) -> Page[ProcessInstance]:
        """Running instances by partition and key, oldest first; with ``parent`` only those that it has called."""
        request = instance_pb2.ListProcessInstancesRequest(
            definition=optional_message(definition),
            element_id=element_id.encode(),
            state=cast("instance_pb2.ProcessInstanceFilter", int(state)),
            tag=tag.encode(),
            business_id=business_id.encode(),
            parent_process_instance_key=parent,
            page=page_message(page_size, page_token),
            tenant=tenant.encode(),
        )
        return await self._call(
            frame_pb2.ClientFrame(list_process_instances=request),
            lambda answer: Page(
                [ProcessInstance._from(item) for item in answer.list_process_instances.instances],
                answer.list_process_instances.next_page_token,
            ),
            timeout,
        )

    async def activate_ad_hoc(
        self,
        ad_hoc: int,
        activities: Mapping[str, Variables],
        *,
        timeout: float | None = None,
        idempotency_key: str | bytes = b"",
    ) -> None:
        """Lets elements of an active ad-hoc subprocess begin, each with variables of its own.

        ``ad_hoc`` is the key of its element instance.
        """
        request = adhoc_pb2.ActivateAdHocActivitiesRequest(
            ad_hoc_instance_key=ad_hoc, activities=activations(activities)
        )
        await self._call(
            frame_pb2.ClientFrame(activate_ad_hoc_activities=request), nothing, timeout, idempotency_key
        )

    async def set_variables(
        self,
        scope: int,
        variables: Variables,
        *,
        local: bool = False,
        timeout: float | None = None,
        idempotency_key: str | bytes = b"",
    ) -> None:
        """Writes variables of a running instance. ``scope`` is its key, or that of an active element instance.

        Local: exactly there. Otherwise each goes to the nearest enclosing scope that has it, else to the process.
        """
        request = instance_pb2.SetVariablesRequest(scope=scope, variables=to_json(variables) or b"{}", local=local)
        await self._call(frame_pb2.ClientFrame(set_variables=request), nothing, timeout, idempotency_key)

    async def list_variables(
        self,
        *,
        process_instance_key: int = 0,
        scope: int = 0,
        name: str = "",
        value: Any = ANY_VALUE,
        page_size: int = 0,
        page_token: bytes = b"",
        tenant: str = "",
        timeout: float | None = None,
    ) -> Page[VariableEntry]:
        """Variables of running instances by partition, instance, scope and name.

        ``scope`` takes only those of exactly this scope, ``value`` only those whose JSON text is that of this value.
        """
        request = variable_pb2.ListVariablesRequest(
            process_instance_key=process_instance_key,
            scope=scope,
            name=name.encode(),
            value=b"" if value is ANY_VALUE else value_json(value),
            page=page_message(page_size, page_token),
            tenant=tenant.encode(),
        )
        return await self._call(
            frame_pb2.ClientFrame(list_variables=request),
            lambda answer: Page(
                [VariableEntry._from(item) for item in answer.list_variables.variables],
                answer.list_variables.next_page_token,
            ),
            timeout,
        )
