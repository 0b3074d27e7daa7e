from ferry_client._proto import definition_pb2 as _definition_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListVariablesRequest(_message.Message):
    __slots__ = ("process_instance_key", "scope", "name", "value", "page", "tenant")
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    process_instance_key: int
    scope: int
    name: bytes
    value: bytes
    page: _definition_pb2.Page
    tenant: bytes
    def __init__(self, process_instance_key: _Optional[int] = ..., scope: _Optional[int] = ..., name: _Optional[bytes] = ..., value: _Optional[bytes] = ..., page: _Optional[_Union[_definition_pb2.Page, _Mapping]] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class ListVariablesResponse(_message.Message):
    __slots__ = ("variables", "next_page_token")
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    variables: _containers.RepeatedCompositeFieldContainer[VariableEntry]
    next_page_token: bytes
    def __init__(self, variables: _Optional[_Iterable[_Union[VariableEntry, _Mapping]]] = ..., next_page_token: _Optional[bytes] = ...) -> None: ...

class VariableEntry(_message.Message):
    __slots__ = ("process_instance_key", "scope", "name", "value")
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    process_instance_key: int
    scope: int
    name: bytes
    value: bytes
    def __init__(self, process_instance_key: _Optional[int] = ..., scope: _Optional[int] = ..., name: _Optional[bytes] = ..., value: _Optional[bytes] = ...) -> None: ...
