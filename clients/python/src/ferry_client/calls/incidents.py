"""Calls about incidents."""

from __future__ import annotations

from .._proto import frame_pb2, incident_pb2
from ..cluster import Page, page_message
from ..definitions import DefinitionName, optional_message
from ..incidents import Incident, IncidentType
from .caller import Caller, nothing


class IncidentCalls(Caller):
    async def list_incidents(
        self,
        *,
        process_instance_key: int = 0,
        definition: DefinitionName | None = None,
        type: IncidentType | None = None,
        job_key: int = 0,
        page_size: int = 0,
        page_token: bytes = b"",
        tenant: str = "",
        timeout: float | None = None,
    ) -> Page[Incident]:
        """Unresolved incidents by partition and key, oldest first."""
        request = incident_pb2.ListIncidentsRequest(
            process_instance_key=process_instance_key,
            definition=optional_message(definition),
            page=page_message(page_size, page_token),
            tenant=tenant.encode(),
            type=b"" if type is None else type.name.encode(),
            job_key=job_key,
        )
        return await self._call(
            frame_pb2.ClientFrame(list_incidents=request),
            lambda answer: Page(
                [Incident._from(item) for item in answer.list_incidents.incidents],
                answer.list_incidents.next_page_token,
            ),
            timeout,
        )

    async def resolve_incident(
        self, key: int, *, timeout: float | None = None, idempotency_key: str | bytes = b""
    ) -> None:
        """Tries again what failed."""
        request = incident_pb2.ResolveIncidentRequest(incident_key=key)
        await self._call(frame_pb2.ClientFrame(resolve_incident=request), nothing, timeout, idempotency_key)
