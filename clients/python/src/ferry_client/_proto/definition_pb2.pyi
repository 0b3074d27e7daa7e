from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DefinitionReference(_message.Message):
    __slots__ = ("key", "process_id", "version", "content_hash")
    KEY_FIELD_NUMBER: _ClassVar[int]
    PROCESS_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    CONTENT_HASH_FIELD_NUMBER: _ClassVar[int]
    key: int
    process_id: bytes
    version: int
    content_hash: bytes
    def __init__(self, key: _Optional[int] = ..., process_id: _Optional[bytes] = ..., version: _Optional[int] = ..., content_hash: _Optional[bytes] = ...) -> None: ...

class ProcessDefinition(_message.Message):
    __slots__ = ("key", "process_id", "version", "name", "version_tag", "resource_name", "content_hash", "deployed_at", "tenant")
    KEY_FIELD_NUMBER: _ClassVar[int]
    PROCESS_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    VERSION_TAG_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_NAME_FIELD_NUMBER: _ClassVar[int]
    CONTENT_HASH_FIELD_NUMBER: _ClassVar[int]
    DEPLOYED_AT_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    key: int
    process_id: bytes
    version: int
    name: bytes
    version_tag: bytes
    resource_name: bytes
    content_hash: bytes
    deployed_at: int
    tenant: bytes
    def __init__(self, key: _Optional[int] = ..., process_id: _Optional[bytes] = ..., version: _Optional[int] = ..., name: _Optional[bytes] = ..., version_tag: _Optional[bytes] = ..., resource_name: _Optional[bytes] = ..., content_hash: _Optional[bytes] = ..., deployed_at: _Optional[int] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class DecisionDefinition(_message.Message):
    __slots__ = ("key", "decision_id", "version", "name", "version_tag", "requirements_key", "requirements_id", "resource_name", "content_hash", "deployed_at", "tenant", "deployment_key")
    KEY_FIELD_NUMBER: _ClassVar[int]
    DECISION_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    VERSION_TAG_FIELD_NUMBER: _ClassVar[int]
    REQUIREMENTS_KEY_FIELD_NUMBER: _ClassVar[int]
    REQUIREMENTS_ID_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_NAME_FIELD_NUMBER: _ClassVar[int]
    CONTENT_HASH_FIELD_NUMBER: _ClassVar[int]
    DEPLOYED_AT_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    DEPLOYMENT_KEY_FIELD_NUMBER: _ClassVar[int]
    key: int
    decision_id: bytes
    version: int
    name: bytes
    version_tag: bytes
    requirements_key: int
    requirements_id: bytes
    resource_name: bytes
    content_hash: bytes
    deployed_at: int
    tenant: bytes
    deployment_key: int
    def __init__(self, key: _Optional[int] = ..., decision_id: _Optional[bytes] = ..., version: _Optional[int] = ..., name: _Optional[bytes] = ..., version_tag: _Optional[bytes] = ..., requirements_key: _Optional[int] = ..., requirements_id: _Optional[bytes] = ..., resource_name: _Optional[bytes] = ..., content_hash: _Optional[bytes] = ..., deployed_at: _Optional[int] = ..., tenant: _Optional[bytes] = ..., deployment_key: _Optional[int] = ...) -> None: ...

class FormDefinition(_message.Message):
    __slots__ = ("key", "form_id", "version", "version_tag", "resource_name", "content_hash", "deployed_at", "tenant", "deployment_key")
    KEY_FIELD_NUMBER: _ClassVar[int]
    FORM_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    VERSION_TAG_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_NAME_FIELD_NUMBER: _ClassVar[int]
    CONTENT_HASH_FIELD_NUMBER: _ClassVar[int]
    DEPLOYED_AT_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    DEPLOYMENT_KEY_FIELD_NUMBER: _ClassVar[int]
    key: int
    form_id: bytes
    version: int
    version_tag: bytes
    resource_name: bytes
    content_hash: bytes
    deployed_at: int
    tenant: bytes
    deployment_key: int
    def __init__(self, key: _Optional[int] = ..., form_id: _Optional[bytes] = ..., version: _Optional[int] = ..., version_tag: _Optional[bytes] = ..., resource_name: _Optional[bytes] = ..., content_hash: _Optional[bytes] = ..., deployed_at: _Optional[int] = ..., tenant: _Optional[bytes] = ..., deployment_key: _Optional[int] = ...) -> None: ...

class Page(_message.Message):
    __slots__ = ("size", "token")
    SIZE_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    size: int
    token: bytes
    def __init__(self, size: _Optional[int] = ..., token: _Optional[bytes] = ...) -> None: ...

class DeployResourcesRequest(_message.Message):
    __slots__ = ("resources", "tenant")
    RESOURCES_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    resources: _containers.RepeatedCompositeFieldContainer[Resource]
    tenant: bytes
    def __init__(self, resources: _Optional[_Iterable[_Union[Resource, _Mapping]]] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class Resource(_message.Message):
    __slots__ = ("name", "content")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    name: bytes
    content: bytes
    def __init__(self, name: _Optional[bytes] = ..., content: _Optional[bytes] = ...) -> None: ...

class DeployResourcesResponse(_message.Message):
    __slots__ = ("definitions", "decisions", "forms")
    DEFINITIONS_FIELD_NUMBER: _ClassVar[int]
    DECISIONS_FIELD_NUMBER: _ClassVar[int]
    FORMS_FIELD_NUMBER: _ClassVar[int]
    definitions: _containers.RepeatedCompositeFieldContainer[ProcessDefinition]
    decisions: _containers.RepeatedCompositeFieldContainer[DecisionDefinition]
    forms: _containers.RepeatedCompositeFieldContainer[FormDefinition]
    def __init__(self, definitions: _Optional[_Iterable[_Union[ProcessDefinition, _Mapping]]] = ..., decisions: _Optional[_Iterable[_Union[DecisionDefinition, _Mapping]]] = ..., forms: _Optional[_Iterable[_Union[FormDefinition, _Mapping]]] = ...) -> None: ...

class DeleteResourceRequest(_message.Message):
    __slots__ = ("resource_key", "tenant")
    RESOURCE_KEY_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    resource_key: int
    tenant: bytes
    def __init__(self, resource_key: _Optional[int] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class GetProcessDefinitionRequest(_message.Message):
    __slots__ = ("definition", "tenant")
    DEFINITION_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    definition: DefinitionReference
    tenant: bytes
    def __init__(self, definition: _Optional[_Union[DefinitionReference, _Mapping]] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class GetProcessDefinitionResponse(_message.Message):
    __slots__ = ("definition", "xml")
    DEFINITION_FIELD_NUMBER: _ClassVar[int]
    XML_FIELD_NUMBER: _ClassVar[int]
    definition: ProcessDefinition
    xml: bytes
    def __init__(self, definition: _Optional[_Union[ProcessDefinition, _Mapping]] = ..., xml: _Optional[bytes] = ...) -> None: ...

class ListProcessDefinitionsRequest(_message.Message):
    __slots__ = ("process_id", "latest_only", "page", "tenant")
    PROCESS_ID_FIELD_NUMBER: _ClassVar[int]
    LATEST_ONLY_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    process_id: bytes
    latest_only: bool
    page: Page
    tenant: bytes
    def __init__(self, process_id: _Optional[bytes] = ..., latest_only: bool = ..., page: _Optional[_Union[Page, _Mapping]] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class ListProcessDefinitionsResponse(_message.Message):
    __slots__ = ("definitions", "next_page_token")
    DEFINITIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    definitions: _containers.RepeatedCompositeFieldContainer[ProcessDefinition]
    next_page_token: bytes
    def __init__(self, definitions: _Optional[_Iterable[_Union[ProcessDefinition, _Mapping]]] = ..., next_page_token: _Optional[bytes] = ...) -> None: ...
