"""What Python values are on the wire: text, times, variables, open enums."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from enum import IntEnum
from typing import Any, TypeVar

Variables = Mapping[str, Any]
"""Variables by name: what the ``json`` module takes and gives.

Whole numbers arrive as ``int``, others as ``float``. The broker keeps every digit, but a ``float`` does not: carry
amounts as whole cents or as strings where that matters.
"""

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_LATEST = datetime.max.replace(tzinfo=timezone.utc)

_Enum = TypeVar("_Enum", bound="OpenEnum")


class OpenEnum(IntEnum):
    """An enum to which a newer broker may add values; those read as ``unrecognized()``."""

    @classmethod
    def unrecognized(cls: type[_Enum]) -> _Enum:
        return cls["UNRECOGNIZED"]

    @classmethod
    def _missing_(cls, value: object) -> Any:
        return cls.unrecognized() if isinstance(value, int) else None


def text(value: bytes) -> str:
    return value.decode("utf-8")


def moment(milliseconds: int) -> datetime:
    """A time in UTC; later than Python can count is the latest it can."""
    try:
        return _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return _LATEST


def optional_moment(milliseconds: int) -> datetime | None:
    return moment(milliseconds) if milliseconds else None


def to_milliseconds(seconds: float) -> int:
    """Rounded up, so that a wait above zero never becomes the protocol's zero."""
    if not 0 <= seconds < 2**53 / 1000:
        raise ValueError(f"{seconds} is no number of seconds")
    return -int(-seconds * 1000 // 1)


def to_json(variables: Variables | None) -> bytes:
    """One JSON object; empty for none. Raises ``TypeError`` or ``ValueError`` for what JSON cannot say."""
    if not variables:
        return b""
    return value_json(dict(variables))


def value_json(value: Any) -> bytes:
    """One JSON value. Raises ``TypeError`` or ``ValueError`` for what JSON cannot say."""
    return json.dumps(value, allow_nan=False, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def from_json(document: bytes) -> dict[str, Any]:
    if not document:
        return {}
    value = json.loads(document)
    if not isinstance(value, dict):
        raise ValueError("variables are one JSON object")
    return value
