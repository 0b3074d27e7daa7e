"""What the broker is made of, and its lists."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ._proto import cluster_pb2, definition_pb2
from .values import text

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Partition:
    """A part of the broker; it owns every key for which ``partition_of(key)`` is its id."""

    id: int
    is_healthy: bool
    last_position: int
    """The newest event that is safe on disk."""
    problem: str
    """Why it stopped; empty while healthy."""


def partition_of(key: int) -> int:
    return key >> 51


@dataclass(frozen=True, slots=True)
class Topology:
    server_version: str
    cluster_id: str
    partitions: list[Partition]

    @classmethod
    def _from(cls, message: cluster_pb2.TopologyResponse) -> Topology:
        return cls(
            server_version=text(message.server_version),
            cluster_id=text(message.cluster_id),
            partitions=[
                Partition(partition.id, partition.is_healthy, partition.last_position, text(partition.problem))
                for partition in message.partitions
            ],
        )


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A part of a long list. It may hold fewer items than asked for, even none, and not be the last."""

    items: list[Item]
    next_token: bytes
    """Ask again with this to go on; empty at the end."""


async def every(list_call: Callable[..., Awaitable[Page[Item]]], **filters: Any) -> AsyncIterator[Item]:
    """All items of a list call, page by page: ``async for i in every(client.list_instances, definition="order")``."""
    token = b""
    while True:
        page = await list_call(**filters, page_token=token)
        for item in page.items:
            yield item
        token = page.next_token
        if not token:
            return


def page_message(size: int, token: bytes) -> definition_pb2.Page:
    return definition_pb2.Page(size=size, token=token)
