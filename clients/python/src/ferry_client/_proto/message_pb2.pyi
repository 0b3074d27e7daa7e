from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class PublishMessageRequest(_message.Message):
    __slots__ = ("name", "correlation_key", "time_to_live_milliseconds", "message_id", "variables", "tenant")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CORRELATION_KEY_FIELD_NUMBER: _ClassVar[int]
    TIME_TO_LIVE_MILLISECONDS_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    name: bytes
    correlation_key: bytes
    time_to_live_milliseconds: int
    message_id: bytes
    variables: bytes
    tenant: bytes
    def __init__(self, name: _Optional[bytes] = ..., correlation_key: _Optional[bytes] = ..., time_to_live_milliseconds: _Optional[int] = ..., message_id: _Optional[bytes] = ..., variables: _Optional[bytes] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class PublishMessageResponse(_message.Message):
    __slots__ = ("message_key",)
    MESSAGE_KEY_FIELD_NUMBER: _ClassVar[int]
    message_key: int
    def __init__(self, message_key: _Optional[int] = ...) -> None: ...

class CorrelateMessageRequest(_message.Message):
    __slots__ = ("name", "correlation_key", "variables", "tenant")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CORRELATION_KEY_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    name: bytes
    correlation_key: bytes
    variables: bytes
    tenant: bytes
    def __init__(self, name: _Optional[bytes] = ..., correlation_key: _Optional[bytes] = ..., variables: _Optional[bytes] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class CorrelateMessageResponse(_message.Message):
    __slots__ = ("message_key", "process_instance_key")
    MESSAGE_KEY_FIELD_NUMBER: _ClassVar[int]
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    message_key: int
    process_instance_key: int
    def __init__(self, message_key: _Optional[int] = ..., process_instance_key: _Optional[int] = ...) -> None: ...
