"""How a call ends, and why."""

from __future__ import annotations

from dataclasses import dataclass

from ._proto import status_pb2
from .values import OpenEnum, text


class StatusCode(OpenEnum):
    """gRPC's status codes and numbers."""

    OK = 0
    CANCELLED = 1
    UNKNOWN = 2
    INVALID_ARGUMENT = 3
    DEADLINE_EXCEEDED = 4
    NOT_FOUND = 5
    ALREADY_EXISTS = 6
    PERMISSION_DENIED = 7
    RESOURCE_EXHAUSTED = 8
    FAILED_PRECONDITION = 9
    ABORTED = 10
    OUT_OF_RANGE = 11
    UNIMPLEMENTED = 12
    INTERNAL = 13
    UNAVAILABLE = 14
    DATA_LOSS = 15
    UNAUTHENTICATED = 16

    @classmethod
    def unrecognized(cls) -> StatusCode:
        return cls.UNKNOWN


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that stands in the way of a call."""

    code: str
    """Stable and upper case, for example ``ACTIVE_ELEMENT_UNMAPPED``. Expect codes you do not know."""
    element_id: str = ""
    """The element, flow, file or field concerned; empty when it is the command as a whole."""
    expected: str = ""
    found: str = ""
    hint: str = ""
    """What the caller can do about it."""

    def __str__(self) -> str:
        subject = f"{self.code} {self.element_id}".rstrip()
        parts = [f"expected {self.expected}"] if self.expected else []
        parts += [f"found {self.found}"] if self.found else []
        parts += [self.hint] if self.hint else []
        return f"{subject}: {'; '.join(parts)}" if parts else subject


class FerryError(Exception):
    """A call that did not succeed: the broker refused it, or it could not be reached.

    Nothing was changed, unless the code is DEADLINE_EXCEEDED, CANCELLED, INTERNAL or UNAVAILABLE, or the answer was too
    long (FRAME_TOO_LONG): then a command may have been done. Repeat it with the idempotency key it carried, or look.
    """

    def __init__(self, code: StatusCode, message: str, reasons: tuple[Reason, ...] = ()) -> None:
        super().__init__(code, message, reasons)
        self.code = code
        self.message = message
        self.reasons = list(reasons)

    @classmethod
    def _from(cls, status: status_pb2.Status) -> FerryError:
        reasons = tuple(
            Reason(
                code=text(reason.code),
                element_id=text(reason.element_id),
                expected=text(reason.expected),
                found=text(reason.found),
                hint=text(reason.hint),
            )
            for reason in status.reasons
        )
        return cls(StatusCode(status.code), text(status.message), reasons)

    @property
    def is_retryable(self) -> bool:
        """Whether waiting and repeating may help, as the protocol defines it."""
        if self.code is StatusCode.UNAVAILABLE:
            return True
        passing = {"MAILBOX_FULL", "CALLS_IN_FLIGHT_EXHAUSTED"}
        return self.code is StatusCode.RESOURCE_EXHAUSTED and any(reason.code in passing for reason in self.reasons)

    def __str__(self) -> str:
        return "\n  ".join([f"{self.code.name}: {self.message}", *map(str, self.reasons)])
