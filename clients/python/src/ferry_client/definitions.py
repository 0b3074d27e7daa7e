"""Process definitions: naming, deploying and reading them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ._proto import definition_pb2
from .values import moment, text


@dataclass(frozen=True, slots=True)
class DefinitionReference:
    """Names a process definition: by key, by process id with version or content hash, or by process id alone.

    Process id alone means its latest version.
    """

    key: int = 0
    process_id: str = ""
    version: int = 0
    content_hash: str = ""

    def __post_init__(self) -> None:
        ways = (bool(self.key), bool(self.process_id))
        if ways not in ((True, False), (False, True)) or (self.version and self.content_hash):
            raise ValueError("a definition is named by key, or by process id with a version, a content hash or neither")
        if self.key and (self.version or self.content_hash):
            raise ValueError("a key names a definition alone")
        if self.key < 0 or self.version < 0:
            raise ValueError("keys and versions are positive")

    @classmethod
    def parse(cls, name: str) -> DefinitionReference:
        """Reads ``order``, ``order:2``, ``order@9f86d081`` or a key, as the command line does."""
        if re.fullmatch(r"[0-9]+", name):
            return cls(key=int(name))
        if "@" in name:
            process_id, _, content_hash = name.rpartition("@")
            if not re.fullmatch(r"[0-9a-f]{8,64}", content_hash.lower()):
                raise ValueError(f"{name}: a content hash is 8 to 64 hex digits")
            return cls(process_id=process_id, content_hash=content_hash.lower())
        if ":" in name:
            process_id, _, version = name.rpartition(":")
            if not re.fullmatch(r"[1-9][0-9]*", version):
                raise ValueError(f"{name}: a version is a number from 1")
            return cls(process_id=process_id, version=int(version))
        return cls(process_id=name)

    def __str__(self) -> str:
        if self.key:
            return str(self.key)
        if self.version:
            return f"{self.process_id}:{self.version}"
        return f"{self.process_id}@{self.content_hash}" if self.content_hash else self.process_id

    def _message(self) -> definition_pb2.DefinitionReference:
        return definition_pb2.DefinitionReference(
            key=self.key,
            process_id=self.process_id.encode(),
            version=self.version,
            content_hash=self.content_hash.encode(),
        )


@dataclass(frozen=True, slots=True)
class ProcessDefinition:
    """What a broker says of one deployed process definition."""

    key: int
    process_id: str
    version: int
    name: str
    version_tag: str
    resource_name: str
    content_hash: str
    deployed_at: datetime
    tenant: str

    @classmethod
    def _from(cls, message: definition_pb2.ProcessDefinition) -> ProcessDefinition:
        return cls(
            key=message.key,
            process_id=text(message.process_id),
            version=message.version,
            name=text(message.name),
            version_tag=text(message.version_tag),
            resource_name=text(message.resource_name),
            content_hash=text(message.content_hash),
            deployed_at=moment(message.deployed_at),
            tenant=text(message.tenant),
        )


DefinitionName = DefinitionReference | ProcessDefinition | str | int
"""A reference, a definition the broker gave, its key, or text that ``DefinitionReference.parse`` reads."""


def reference(name: DefinitionName) -> DefinitionReference:
    if isinstance(name, DefinitionReference):
        return name
    if isinstance(name, ProcessDefinition):
        return DefinitionReference(key=name.key)
    return DefinitionReference.parse(name) if isinstance(name, str) else DefinitionReference(key=name)


def optional_message(name: DefinitionName | None) -> definition_pb2.DefinitionReference | None:
    return None if name is None else reference(name)._message()


@dataclass(frozen=True, slots=True)
class Resource:
    """A BPMN file, a DMN file or a form to deploy; the ending of its name says which."""

    name: str
    """The file name, kept for people."""
    content: bytes

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Resource:
        return cls(Path(path).name, Path(path).read_bytes())


@dataclass(frozen=True, slots=True)
class DeployedFile:
    """A definition with the file it came from."""

    definition: ProcessDefinition
    xml: bytes
