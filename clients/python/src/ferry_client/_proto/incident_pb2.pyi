from ferry_client._proto import definition_pb2 as _definition_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class IncidentType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    INCIDENT_TYPE_JOB_NO_RETRIES: _ClassVar[IncidentType]
    INCIDENT_TYPE_IO_MAPPING_ERROR: _ClassVar[IncidentType]
    INCIDENT_TYPE_EXTRACT_VALUE_ERROR: _ClassVar[IncidentType]
    INCIDENT_TYPE_CONDITION_ERROR: _ClassVar[IncidentType]
    INCIDENT_TYPE_EXECUTION_LISTENER_NO_RETRIES: _ClassVar[IncidentType]
    INCIDENT_TYPE_UNHANDLED_ERROR_EVENT: _ClassVar[IncidentType]
    INCIDENT_TYPE_CALLED_ELEMENT_ERROR: _ClassVar[IncidentType]
    INCIDENT_TYPE_CALLED_DECISION_ERROR: _ClassVar[IncidentType]
    INCIDENT_TYPE_DECISION_EVALUATION_ERROR: _ClassVar[IncidentType]
    INCIDENT_TYPE_CONTINUATION_FAILED: _ClassVar[IncidentType]
    INCIDENT_TYPE_TASK_LISTENER_NO_RETRIES: _ClassVar[IncidentType]
    INCIDENT_TYPE_AD_HOC_SUB_PROCESS_NO_RETRIES: _ClassVar[IncidentType]
    INCIDENT_TYPE_FORM_NOT_FOUND: _ClassVar[IncidentType]
INCIDENT_TYPE_JOB_NO_RETRIES: IncidentType
INCIDENT_TYPE_IO_MAPPING_ERROR: IncidentType
INCIDENT_TYPE_EXTRACT_VALUE_ERROR: IncidentType
INCIDENT_TYPE_CONDITION_ERROR: IncidentType
INCIDENT_TYPE_EXECUTION_LISTENER_NO_RETRIES: IncidentType
INCIDENT_TYPE_UNHANDLED_ERROR_EVENT: IncidentType
INCIDENT_TYPE_CALLED_ELEMENT_ERROR: IncidentType
INCIDENT_TYPE_CALLED_DECISION_ERROR: IncidentType
INCIDENT_TYPE_DECISION_EVALUATION_ERROR: IncidentType
INCIDENT_TYPE_CONTINUATION_FAILED: IncidentType
INCIDENT_TYPE_TASK_LISTENER_NO_RETRIES: IncidentType
INCIDENT_TYPE_AD_HOC_SUB_PROCESS_NO_RETRIES: IncidentType
INCIDENT_TYPE_FORM_NOT_FOUND: IncidentType

class ListIncidentsRequest(_message.Message):
    __slots__ = ("process_instance_key", "definition", "page", "tenant", "type", "job_key")
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    JOB_KEY_FIELD_NUMBER: _ClassVar[int]
    process_instance_key: int
    definition: _definition_pb2.DefinitionReference
    page: _definition_pb2.Page
    tenant: bytes
    type: bytes
    job_key: int
    def __init__(self, process_instance_key: _Optional[int] = ..., definition: _Optional[_Union[_definition_pb2.DefinitionReference, _Mapping]] = ..., page: _Optional[_Union[_definition_pb2.Page, _Mapping]] = ..., tenant: _Optional[bytes] = ..., type: _Optional[bytes] = ..., job_key: _Optional[int] = ...) -> None: ...

class ListIncidentsResponse(_message.Message):
    __slots__ = ("incidents", "next_page_token")
    INCIDENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    incidents: _containers.RepeatedCompositeFieldContainer[Incident]
    next_page_token: bytes
    def __init__(self, incidents: _Optional[_Iterable[_Union[Incident, _Mapping]]] = ..., next_page_token: _Optional[bytes] = ...) -> None: ...

class Incident(_message.Message):
    __slots__ = ("key", "type", "message", "process_instance_key", "definition_key", "element_instance_key", "element_id", "job", "raised_at")
    KEY_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_KEY_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    JOB_FIELD_NUMBER: _ClassVar[int]
    RAISED_AT_FIELD_NUMBER: _ClassVar[int]
    key: int
    type: IncidentType
    message: bytes
    process_instance_key: int
    definition_key: int
    element_instance_key: int
    element_id: bytes
    job: int
    raised_at: int
    def __init__(self, key: _Optional[int] = ..., type: _Optional[_Union[IncidentType, str]] = ..., message: _Optional[bytes] = ..., process_instance_key: _Optional[int] = ..., definition_key: _Optional[int] = ..., element_instance_key: _Optional[int] = ..., element_id: _Optional[bytes] = ..., job: _Optional[int] = ..., raised_at: _Optional[int] = ...) -> None: ...

class ResolveIncidentRequest(_message.Message):
    __slots__ = ("incident_key",)
    INCIDENT_KEY_FIELD_NUMBER: _ClassVar[int]
    incident_key: int
    def __init__(self, incident_key: _Optional[int] = ...) -> None: ...
