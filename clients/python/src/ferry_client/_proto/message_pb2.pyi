from ferry_client._proto import definition_pb2 as _definition_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

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

class ListMessagesRequest(_message.Message):
    __slots__ = ("name", "correlation_key", "page", "tenant")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CORRELATION_KEY_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    name: bytes
    correlation_key: bytes
    page: _definition_pb2.Page
    tenant: bytes
    def __init__(self, name: _Optional[bytes] = ..., correlation_key: _Optional[bytes] = ..., page: _Optional[_Union[_definition_pb2.Page, _Mapping]] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class ListMessagesResponse(_message.Message):
    __slots__ = ("messages", "next_page_token")
    MESSAGES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    messages: _containers.RepeatedCompositeFieldContainer[Message]
    next_page_token: bytes
    def __init__(self, messages: _Optional[_Iterable[_Union[Message, _Mapping]]] = ..., next_page_token: _Optional[bytes] = ...) -> None: ...

class Message(_message.Message):
    __slots__ = ("key", "name", "correlation_key", "message_id", "deadline", "variables", "tenant")
    KEY_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    CORRELATION_KEY_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    DEADLINE_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    key: int
    name: bytes
    correlation_key: bytes
    message_id: bytes
    deadline: int
    variables: bytes
    tenant: bytes
    def __init__(self, key: _Optional[int] = ..., name: _Optional[bytes] = ..., correlation_key: _Optional[bytes] = ..., message_id: _Optional[bytes] = ..., deadline: _Optional[int] = ..., variables: _Optional[bytes] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class ListMessageSubscriptionsRequest(_message.Message):
    __slots__ = ("name", "correlation_key", "process_instance_key", "page", "tenant")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CORRELATION_KEY_FIELD_NUMBER: _ClassVar[int]
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    name: bytes
    correlation_key: bytes
    process_instance_key: int
    page: _definition_pb2.Page
    tenant: bytes
    def __init__(self, name: _Optional[bytes] = ..., correlation_key: _Optional[bytes] = ..., process_instance_key: _Optional[int] = ..., page: _Optional[_Union[_definition_pb2.Page, _Mapping]] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class ListMessageSubscriptionsResponse(_message.Message):
    __slots__ = ("subscriptions", "next_page_token")
    SUBSCRIPTIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    subscriptions: _containers.RepeatedCompositeFieldContainer[MessageSubscription]
    next_page_token: bytes
    def __init__(self, subscriptions: _Optional[_Iterable[_Union[MessageSubscription, _Mapping]]] = ..., next_page_token: _Optional[bytes] = ...) -> None: ...

class MessageSubscription(_message.Message):
    __slots__ = ("key", "name", "correlation_key", "process_instance_key", "element_instance_key", "process_id", "is_interrupting", "correlating_message_key", "tenant")
    KEY_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    CORRELATION_KEY_FIELD_NUMBER: _ClassVar[int]
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    PROCESS_ID_FIELD_NUMBER: _ClassVar[int]
    IS_INTERRUPTING_FIELD_NUMBER: _ClassVar[int]
    CORRELATING_MESSAGE_KEY_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    key: int
    name: bytes
    correlation_key: bytes
    process_instance_key: int
    element_instance_key: int
    process_id: bytes
    is_interrupting: bool
    correlating_message_key: int
    tenant: bytes
    def __init__(self, key: _Optional[int] = ..., name: _Optional[bytes] = ..., correlation_key: _Optional[bytes] = ..., process_instance_key: _Optional[int] = ..., element_instance_key: _Optional[int] = ..., process_id: _Optional[bytes] = ..., is_interrupting: bool = ..., correlating_message_key: _Optional[int] = ..., tenant: _Optional[bytes] = ...) -> None: ...
