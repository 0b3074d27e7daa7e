"""Deployed forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ._proto import definition_pb2, form_pb2
from .values import moment, text


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """What a broker says of one deployed form."""

    key: int
    form_id: str
    version: int
    version_tag: str
    resource_name: str
    content_hash: str
    deployed_at: datetime
    tenant: str
    deployment_key: int
    """Shared by everything that was deployed together."""

    @classmethod
    def _from(cls, message: definition_pb2.FormDefinition) -> FormDefinition:
        return cls(
            key=message.key,
            form_id=text(message.form_id),
            version=message.version,
            version_tag=text(message.version_tag),
            resource_name=text(message.resource_name),
            content_hash=text(message.content_hash),
            deployed_at=moment(message.deployed_at),
            tenant=text(message.tenant),
            deployment_key=message.deployment_key,
        )


@dataclass(frozen=True, slots=True)
class Form:
    """A form with its document."""

    definition: FormDefinition
    content: bytes
    """The file as deployed: one JSON object."""
    is_deleted: bool
    """Found by its key only, for the sake of user tasks that have it."""

    @classmethod
    def _from(cls, message: form_pb2.GetFormResponse) -> Form:
        return cls(FormDefinition._from(message.form), message.content, message.deleted)
