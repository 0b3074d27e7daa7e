"""Frames: a 4-byte big-endian length, then one message."""

from __future__ import annotations

import asyncio
import struct

from google.protobuf.message import DecodeError

from ._proto import frame_pb2
from .status import FerryError, StatusCode

FRAME_BYTES_MAX = 4 * 1024 * 1024
"""What both sides accept unless they said otherwise."""

_LENGTH = struct.Struct(">I")


def pack(frame: frame_pb2.ClientFrame, bytes_max: int) -> bytes:
    body = frame.SerializeToString()
    if len(body) > bytes_max:
        raise FerryError(
            StatusCode.INVALID_ARGUMENT, f"the call has {len(body)} bytes; the broker accepts {bytes_max}"
        )
    return _LENGTH.pack(len(body)) + body


async def read(reader: asyncio.StreamReader, bytes_max: int) -> frame_pb2.ServerFrame:
    """The next frame. Raises ``EOFError`` when the connection ended."""
    (length,) = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
    if length > bytes_max:
        raise FerryError(StatusCode.INTERNAL, f"the broker sent a frame of {length} bytes; {bytes_max} were agreed")
    try:
        return frame_pb2.ServerFrame.FromString(await reader.readexactly(length))
    except DecodeError as error:
        raise FerryError(StatusCode.INTERNAL, "the broker sent a frame that is not protobuf") from error
