from ferry_client._proto import definition_pb2 as _definition_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class GetFormRequest(_message.Message):
    __slots__ = ("form_key", "form_id", "start_of", "tenant")
    FORM_KEY_FIELD_NUMBER: _ClassVar[int]
    FORM_ID_FIELD_NUMBER: _ClassVar[int]
    START_OF_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    form_key: int
    form_id: bytes
    start_of: _definition_pb2.DefinitionReference
    tenant: bytes
    def __init__(self, form_key: _Optional[int] = ..., form_id: _Optional[bytes] = ..., start_of: _Optional[_Union[_definition_pb2.DefinitionReference, _Mapping]] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class GetFormResponse(_message.Message):
    __slots__ = ("form", "content", "deleted")
    FORM_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    DELETED_FIELD_NUMBER: _ClassVar[int]
    form: _definition_pb2.FormDefinition
    content: bytes
    deleted: bool
    def __init__(self, form: _Optional[_Union[_definition_pb2.FormDefinition, _Mapping]] = ..., content: _Optional[bytes] = ..., deleted: bool = ...) -> None: ...

class ListFormsRequest(_message.Message):
    __slots__ = ("form_id", "latest_only", "page", "tenant")
    FORM_ID_FIELD_NUMBER: _ClassVar[int]
    LATEST_ONLY_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    form_id: bytes
    latest_only: bool
    page: _definition_pb2.Page
    tenant: bytes
    def __init__(self, form_id: _Optional[bytes] = ..., latest_only: bool = ..., page: _Optional[_Union[_definition_pb2.Page, _Mapping]] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class ListFormsResponse(_message.Message):
    __slots__ = ("forms", "next_page_token")
    FORMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    forms: _containers.RepeatedCompositeFieldContainer[_definition_pb2.FormDefinition]
    next_page_token: bytes
    def __init__(self, forms: _Optional[_Iterable[_Union[_definition_pb2.FormDefinition, _Mapping]]] = ..., next_page_token: _Optional[bytes] = ...) -> None: ...
