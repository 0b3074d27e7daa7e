"""Calls about forms. They are deployed with ``deploy`` and deleted with ``delete_resource``."""

from __future__ import annotations

from .._proto import form_pb2, frame_pb2
from ..cluster import Page, page_message
from ..definitions import DefinitionName, optional_message
from ..forms import Form, FormDefinition
from .caller import Caller


class FormCalls(Caller):
    async def get_form(
        self,
        form: int | str | FormDefinition | None = None,
        *,
        start_of: DefinitionName | None = None,
        tenant: str = "",
        timeout: float | None = None,
    ) -> Form:
        """A form by its key (a deleted one, too), the latest version of its id, or the one a definition begins with."""
        key = form.key if isinstance(form, FormDefinition) else form
        request = form_pb2.GetFormRequest(
            form_key=key if isinstance(key, int) else 0,
            form_id=key.encode() if isinstance(key, str) else b"",
            start_of=optional_message(start_of),
            tenant=tenant.encode(),
        )
        return await self._call(
            frame_pb2.ClientFrame(get_form=request), lambda answer: Form._from(answer.get_form), timeout
        )

    async def list_forms(
        self,
        form_id: str = "",
        *,
        latest_only: bool = False,
        page_size: int = 0,
        page_token: bytes = b"",
        tenant: str = "",
        timeout: float | None = None,
    ) -> Page[FormDefinition]:
        """Forms by form id, then version, newest last."""
        request = form_pb2.ListFormsRequest(
            form_id=form_id.encode(),
            latest_only=latest_only,
            page=page_message(page_size, page_token),
            tenant=tenant.encode(),
        )
        return await self._call(
            frame_pb2.ClientFrame(list_forms=request),
            lambda answer: Page(
                [FormDefinition._from(item) for item in answer.list_forms.forms], answer.list_forms.next_page_token
            ),
            timeout,
        )
