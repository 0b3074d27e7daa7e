"""Calls about the broker itself."""

from __future__ import annotations

from .._proto import cluster_pb2, frame_pb2
from ..cluster import Topology
from .caller import Caller


class ClusterCalls(Caller):
    async def ping(self, payload: bytes = b"", *, timeout: float | None = None) -> bytes:
        frame = frame_pb2.ClientFrame(ping=cluster_pb2.PingRequest(payload=payload))
        return await self._call(frame, lambda answer: answer.ping.payload, timeout)

    async def topology(self, *, timeout: float | None = None) -> Topology:
        frame = frame_pb2.ClientFrame(topology=cluster_pb2.TopologyRequest())
        return await self._call(frame, lambda answer: Topology._from(answer.topology), timeout)
