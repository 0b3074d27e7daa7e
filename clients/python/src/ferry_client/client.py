"""The client: every call of the protocol as a method."""

from __future__ import annotations

from types import TracebackType

from ._proto import frame_pb2
from .calls.cluster import ClusterCalls
from .calls.decisions import DecisionCalls
from .calls.definitions import DefinitionCalls
from .calls.events import EventCalls
from .calls.forms import FormCalls
from .calls.incidents import IncidentCalls
from .calls.instances import InstanceCalls
from .calls.jobs import JobCalls
from .calls.messages import MessageCalls
from .calls.user_tasks import UserTaskCalls
from .connection import Handshake
from .framing import FRAME_BYTES_MAX
from .session import Session
from .status import FerryError, StatusCode

DEFAULT_PORT = 26600
VERSION = "0.1.0"


class FerryClient(
    ClusterCalls,
    DefinitionCalls,
    InstanceCalls,
    JobCalls,
    UserTaskCalls,
    MessageCalls,
    DecisionCalls,
    FormCalls,
    IncidentCalls,
    EventCalls,
):
    """A client of one broker. Use it as ``async with FerryClient.connect(...) as client``.

    All calls share one connection and may run at the same time. A call that does not succeed raises ``FerryError``.
    Cancelling the task that waits for a call cancels it at the broker.

    ``timeout`` is in seconds; None takes the client's own, ``math.inf`` waits for ever. Commands take an
    ``idempotency_key`` of up to 128 bytes, best random: what succeeded and is repeated with the same key within a day
    is answered and not done again.
    """

    @classmethod
    def connect(
        cls,
        address: str = "127.0.0.1:26600",
        *,
        client_name: str = "",
        token: str | bytes = b"",
        timeout: float = 30.0,
        reconnect: bool = False,
        connect_timeout: float = 10.0,
        keep_alive: float = 30.0,
        frame_bytes_max: int = FRAME_BYTES_MAX,
    ) -> FerryClient:
        """A client that connects when it is entered. ``address`` is host:port, host, or [IPv6]:port.

        With ``reconnect``, a lost or draining connection is replaced before the next call. Calls in flight end with
        UNAVAILABLE either way: only their caller knows whether to repeat them.
        """
        host, port = parse_address(address)
        handshake = Handshake(
            host=host,
            port=port,
            client_name=client_name or f"ferry-python/{VERSION}",
            token=token.encode() if isinstance(token, str) else token,
            frame_bytes_max=frame_bytes_max,
            keep_alive=keep_alive,
            timeout=connect_timeout,
        )
        return cls(Session(handshake, reconnect), timeout)

    async def __aenter__(self) -> FerryClient:
        await self._session.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Ends the connection; calls in flight end with UNAVAILABLE."""
        await self._session.close()

    @property
    def partition_count(self) -> int:
        """Partitions are numbered from 1 to this."""
        return self._welcome.partition_count

    @property
    def cluster_id(self) -> str:
        return self._welcome.cluster_id.decode()

    @property
    def server_version(self) -> str:
        return self._welcome.server_version.decode()

    @property
    def _welcome(self) -> frame_pb2.Welcome:
        if self._session.current is None:
            raise FerryError(StatusCode.UNAVAILABLE, "the client is not open")
        return self._session.current.welcome


def parse_address(address: str) -> tuple[str, int]:
    """Reads host:port, host, or [IPv6]:port; the port is 26600 unless it is said."""
    bracketed, bracket, rest = address.rpartition("]")
    host, colon, port = rest.rpartition(":") if bracket else address.rpartition(":")
    if not colon:
        host, port = rest if bracket else address, str(DEFAULT_PORT)
    if bracket:
        host = bracketed.removeprefix("[")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError(f"{address}: an address is host:port")
    return host, int(port)
