from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class BroadcastSignalRequest(_message.Message):
    __slots__ = ("name", "variables", "tenant")
    NAME_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    name: bytes
    variables: bytes
    tenant: bytes
    def __init__(self, name: _Optional[bytes] = ..., variables: _Optional[bytes] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class BroadcastSignalResponse(_message.Message):
    __slots__ = ("started",)
    STARTED_FIELD_NUMBER: _ClassVar[int]
    started: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, started: _Optional[_Iterable[int]] = ...) -> None: ...
