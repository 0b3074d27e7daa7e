from ferry_client._proto import definition_pb2 as _definition_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListTimersRequest(_message.Message):
    __slots__ = ("process_instance_key", "definition", "event_id", "page", "tenant")
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_FIELD_NUMBER: _ClassVar[int]
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    process_instance_key: int
    definition: _definition_pb2.DefinitionReference
    event_id: bytes
    page: _definition_pb2.Page
    tenant: bytes
    def __init__(self, process_instance_key: _Optional[int] = ..., definition: _Optional[_Union[_definition_pb2.DefinitionReference, _Mapping]] = ..., event_id: _Optional[bytes] = ..., page: _Optional[_Union[_definition_pb2.Page, _Mapping]] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class ListTimersResponse(_message.Message):
    __slots__ = ("timers", "next_page_token")
    TIMERS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    timers: _containers.RepeatedCompositeFieldContainer[Timer]
    next_page_token: bytes
    def __init__(self, timers: _Optional[_Iterable[_Union[Timer, _Mapping]]] = ..., next_page_token: _Optional[bytes] = ...) -> None: ...

class Timer(_message.Message):
    __slots__ = ("key", "due", "repetitions", "event_id", "process_instance_key", "element_instance_key", "definition_key", "process_id", "version", "tenant")
    KEY_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    REPETITIONS_FIELD_NUMBER: _ClassVar[int]
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_KEY_FIELD_NUMBER: _ClassVar[int]
    PROCESS_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    key: int
    due: int
    repetitions: int
    event_id: bytes
    process_instance_key: int
    element_instance_key: int
    definition_key: int
    process_id: bytes
    version: int
    tenant: bytes
    def __init__(self, key: _Optional[int] = ..., due: _Optional[int] = ..., repetitions: _Optional[int] = ..., event_id: _Optional[bytes] = ..., process_instance_key: _Optional[int] = ..., element_instance_key: _Optional[int] = ..., definition_key: _Optional[int] = ..., process_id: _Optional[bytes] = ..., version: _Optional[int] = ..., tenant: _Optional[bytes] = ...) -> None: ...
