from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class EvaluateConditionsRequest(_message.Message):
    __slots__ = ("variables", "definition_key", "tenant")
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_KEY_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    variables: bytes
    definition_key: int
    tenant: bytes
    def __init__(self, variables: _Optional[bytes] = ..., definition_key: _Optional[int] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class EvaluateConditionsResponse(_message.Message):
    __slots__ = ("started",)
    STARTED_FIELD_NUMBER: _ClassVar[int]
    started: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, started: _Optional[_Iterable[int]] = ...) -> None: ...
