from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class StreamEventsRequest(_message.Message):
    __slots__ = ("partition", "from_position", "follow", "process_instance_key")
    PARTITION_FIELD_NUMBER: _ClassVar[int]
    FROM_POSITION_FIELD_NUMBER: _ClassVar[int]
    FOLLOW_FIELD_NUMBER: _ClassVar[int]
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    partition: int
    from_position: int
    follow: bool
    process_instance_key: int
    def __init__(self, partition: _Optional[int] = ..., from_position: _Optional[int] = ..., follow: bool = ..., process_instance_key: _Optional[int] = ...) -> None: ...

class StreamEventsResponse(_message.Message):
    __slots__ = ("events", "next")
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_FIELD_NUMBER: _ClassVar[int]
    events: _containers.RepeatedCompositeFieldContainer[Event]
    next: int
    def __init__(self, events: _Optional[_Iterable[_Union[Event, _Mapping]]] = ..., next: _Optional[int] = ...) -> None: ...

class Event(_message.Message):
    __slots__ = ("position", "timestamp", "kind", "process_instance_key", "details")
    POSITION_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    DETAILS_FIELD_NUMBER: _ClassVar[int]
    position: int
    timestamp: int
    kind: bytes
    process_instance_key: int
    details: bytes
    def __init__(self, position: _Optional[int] = ..., timestamp: _Optional[int] = ..., kind: _Optional[bytes] = ..., process_instance_key: _Optional[int] = ..., details: _Optional[bytes] = ...) -> None: ...
