"""Calls about process definitions."""

from __future__ import annotations

import os

from .._proto import definition_pb2, frame_pb2
from ..cluster import Page, page_message
from ..definitions import DefinitionName, DeployedFile, ProcessDefinition, Resource, reference
from .caller import Caller, nothing


class DefinitionCalls(Caller):
    async def deploy(
        self,
        *resources: Resource | str | os.PathLike[str],
        tenant: str = "",
        timeout: float | None = None,
    ) -> list[ProcessDefinition]:
        """Deploys BPMN files, DMN files and forms, given as resources or paths: all of them or none.

        A file equal to its latest version keeps that version, so a deployment may be repeated without a key.
        """
        files = [resource if isinstance(resource, Resource) else Resource.read(resource) for resource in resources]
        request = definition_pb2.DeployResourcesRequest(
            resources=[definition_pb2.Resource(name=file.name.encode(), content=file.content) for file in files],
            tenant=tenant.encode(),
        )
        return await self._call(
            frame_pb2.ClientFrame(deploy_resources=request),
            lambda answer: [ProcessDefinition._from(item) for item in answer.deploy_resources.definitions],
            timeout,
        )

    async def delete_resource(
        self, key: int, *, tenant: str = "", timeout: float | None = None, idempotency_key: str | bytes = b""
    ) -> None:
        """Deletes a process definition or a form by its key, or a DMN file by the requirements key of its decisions.

        FAILED_PRECONDITION while an instance of the definition runs.
        """
        request = definition_pb2.DeleteResourceRequest(resource_key=key, tenant=tenant.encode())
        await self._call(frame_pb2.ClientFrame(delete_resource=request), nothing, timeout, idempotency_key)

    async def get_definition(
        self, definition: DefinitionName, *, tenant: str = "", timeout: float | None = None
    ) -> DeployedFile:
        request = definition_pb2.GetProcessDefinitionRequest(
            definition=reference(definition)._message(), tenant=tenant.encode()
        )
        return await self._call(
            frame_pb2.ClientFrame(get_process_definition=request),
            lambda answer: DeployedFile(
                ProcessDefinition._from(answer.get_process_definition.definition), answer.get_process_definition.xml
            ),
            timeout,
        )

    async def list_definitions(
        self,
        process_id: str = "",
        *,
        latest_only: bool = False,
        page_size: int = 0,
        page_token: bytes = b"",
        tenant: str = "",
        timeout: float | None = None,
    ) -> Page[ProcessDefinition]:
        """Definitions by process id, then version, newest last."""
        request = definition_pb2.ListProcessDefinitionsRequest(
            process_id=process_id.encode(),
            latest_only=latest_only,
            page=page_message(page_size, page_token),
            tenant=tenant.encode(),
        )
        return await self._call(
            frame_pb2.ClientFrame(list_process_definitions=request),
            lambda answer: Page(
                [ProcessDefinition._from(item) for item in answer.list_process_definitions.definitions],
                answer.list_process_definitions.next_page_token,
            ),
            timeout,
        )
