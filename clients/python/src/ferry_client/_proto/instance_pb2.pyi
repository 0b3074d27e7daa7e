from ferry_client._proto import definition_pb2 as _definition_pb2
from ferry_client._proto import incident_pb2 as _incident_pb2
from ferry_client._proto import job_pb2 as _job_pb2
from ferry_client._proto import usertask_pb2 as _usertask_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ProcessInstanceFilter(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PROCESS_INSTANCE_FILTER_ALL: _ClassVar[ProcessInstanceFilter]
    PROCESS_INSTANCE_FILTER_WITH_INCIDENTS: _ClassVar[ProcessInstanceFilter]
    PROCESS_INSTANCE_FILTER_WITHOUT_INCIDENTS: _ClassVar[ProcessInstanceFilter]
    PROCESS_INSTANCE_FILTER_BANNED: _ClassVar[ProcessInstanceFilter]
    PROCESS_INSTANCE_FILTER_SUSPENDED: _ClassVar[ProcessInstanceFilter]

class ProcessInstanceState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PROCESS_INSTANCE_STATE_ACTIVE: _ClassVar[ProcessInstanceState]
    PROCESS_INSTANCE_STATE_BANNED: _ClassVar[ProcessInstanceState]
    PROCESS_INSTANCE_STATE_SUSPENDED: _ClassVar[ProcessInstanceState]

class ContinuationPlace(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CONTINUATION_PLACE_BEFORE: _ClassVar[ContinuationPlace]
    CONTINUATION_PLACE_AFTER: _ClassVar[ContinuationPlace]

class EventSubscriptionKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EVENT_SUBSCRIPTION_KIND_TIMER: _ClassVar[EventSubscriptionKind]
    EVENT_SUBSCRIPTION_KIND_MESSAGE: _ClassVar[EventSubscriptionKind]
    EVENT_SUBSCRIPTION_KIND_SIGNAL: _ClassVar[EventSubscriptionKind]
    EVENT_SUBSCRIPTION_KIND_CONDITIONAL: _ClassVar[EventSubscriptionKind]

class ElementState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ELEMENT_STATE_ACTIVATING: _ClassVar[ElementState]
    ELEMENT_STATE_ACTIVATED: _ClassVar[ElementState]
    ELEMENT_STATE_COMPLETING: _ClassVar[ElementState]
    ELEMENT_STATE_TERMINATING: _ClassVar[ElementState]
PROCESS_INSTANCE_FILTER_ALL: ProcessInstanceFilter
PROCESS_INSTANCE_FILTER_WITH_INCIDENTS: ProcessInstanceFilter
PROCESS_INSTANCE_FILTER_WITHOUT_INCIDENTS: ProcessInstanceFilter
PROCESS_INSTANCE_FILTER_BANNED: ProcessInstanceFilter
PROCESS_INSTANCE_FILTER_SUSPENDED: ProcessInstanceFilter
PROCESS_INSTANCE_STATE_ACTIVE: ProcessInstanceState
PROCESS_INSTANCE_STATE_BANNED: ProcessInstanceState
PROCESS_INSTANCE_STATE_SUSPENDED: ProcessInstanceState
CONTINUATION_PLACE_BEFORE: ContinuationPlace
CONTINUATION_PLACE_AFTER: ContinuationPlace
EVENT_SUBSCRIPTION_KIND_TIMER: EventSubscriptionKind
EVENT_SUBSCRIPTION_KIND_MESSAGE: EventSubscriptionKind
EVENT_SUBSCRIPTION_KIND_SIGNAL: EventSubscriptionKind
EVENT_SUBSCRIPTION_KIND_CONDITIONAL: EventSubscriptionKind
ELEMENT_STATE_ACTIVATING: ElementState
ELEMENT_STATE_ACTIVATED: ElementState
ELEMENT_STATE_COMPLETING: ElementState
ELEMENT_STATE_TERMINATING: ElementState

class CreateProcessInstanceRequest(_message.Message):
    __slots__ = ("definition", "variables", "start_elements", "await_result", "fetch_variables", "tenant", "tags", "business_id")
    DEFINITION_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    START_ELEMENTS_FIELD_NUMBER: _ClassVar[int]
    AWAIT_RESULT_FIELD_NUMBER: _ClassVar[int]
    FETCH_VARIABLES_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    BUSINESS_ID_FIELD_NUMBER: _ClassVar[int]
    definition: _definition_pb2.DefinitionReference
    variables: bytes
    start_elements: _containers.RepeatedScalarFieldContainer[bytes]
    await_result: bool
    fetch_variables: _containers.RepeatedScalarFieldContainer[bytes]
    tenant: bytes
    tags: _containers.RepeatedScalarFieldContainer[bytes]
    business_id: bytes
    def __init__(self, definition: _Optional[_Union[_definition_pb2.DefinitionReference, _Mapping]] = ..., variables: _Optional[bytes] = ..., start_elements: _Optional[_Iterable[bytes]] = ..., await_result: bool = ..., fetch_variables: _Optional[_Iterable[bytes]] = ..., tenant: _Optional[bytes] = ..., tags: _Optional[_Iterable[bytes]] = ..., business_id: _Optional[bytes] = ...) -> None: ...

class CreateProcessInstanceResponse(_message.Message):
    __slots__ = ("process_instance_key", "definition_key", "process_id", "version", "result")
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_KEY_FIELD_NUMBER: _ClassVar[int]
    PROCESS_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    process_instance_key: int
    definition_key: int
    process_id: bytes
    version: int
    result: bytes
    def __init__(self, process_instance_key: _Optional[int] = ..., definition_key: _Optional[int] = ..., process_id: _Optional[bytes] = ..., version: _Optional[int] = ..., result: _Optional[bytes] = ...) -> None: ...

class CancelProcessInstanceRequest(_message.Message):
    __slots__ = ("process_instance_key",)
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    process_instance_key: int
    def __init__(self, process_instance_key: _Optional[int] = ...) -> None: ...

class SetVariablesRequest(_message.Message):
    __slots__ = ("scope", "variables", "local")
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    LOCAL_FIELD_NUMBER: _ClassVar[int]
    scope: int
    variables: bytes
    local: bool
    def __init__(self, scope: _Optional[int] = ..., variables: _Optional[bytes] = ..., local: bool = ...) -> None: ...

class GetProcessInstanceRequest(_message.Message):
    __slots__ = ("process_instance_key",)
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    process_instance_key: int
    def __init__(self, process_instance_key: _Optional[int] = ...) -> None: ...

class GetProcessInstanceResponse(_message.Message):
    __slots__ = ("instance", "elements", "variables", "tokens")
    INSTANCE_FIELD_NUMBER: _ClassVar[int]
    ELEMENTS_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    TOKENS_FIELD_NUMBER: _ClassVar[int]
    instance: ProcessInstance
    elements: _containers.RepeatedCompositeFieldContainer[ElementInstance]
    variables: _containers.RepeatedCompositeFieldContainer[Variable]
    tokens: _containers.RepeatedCompositeFieldContainer[WaitingToken]
    def __init__(self, instance: _Optional[_Union[ProcessInstance, _Mapping]] = ..., elements: _Optional[_Iterable[_Union[ElementInstance, _Mapping]]] = ..., variables: _Optional[_Iterable[_Union[Variable, _Mapping]]] = ..., tokens: _Optional[_Iterable[_Union[WaitingToken, _Mapping]]] = ...) -> None: ...

class ListProcessInstancesRequest(_message.Message):
    __slots__ = ("definition", "element_id", "state", "page", "tenant", "tag", "business_id", "parent_process_instance_key")
    DEFINITION_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    TAG_FIELD_NUMBER: _ClassVar[int]
    BUSINESS_ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    definition: _definition_pb2.DefinitionReference
    element_id: bytes
    state: ProcessInstanceFilter
    page: _definition_pb2.Page
    tenant: bytes
    tag: bytes
    business_id: bytes
    parent_process_instance_key: int
    def __init__(self, definition: _Optional[_Union[_definition_pb2.DefinitionReference, _Mapping]] = ..., element_id: _Optional[bytes] = ..., state: _Optional[_Union[ProcessInstanceFilter, str]] = ..., page: _Optional[_Union[_definition_pb2.Page, _Mapping]] = ..., tenant: _Optional[bytes] = ..., tag: _Optional[bytes] = ..., business_id: _Optional[bytes] = ..., parent_process_instance_key: _Optional[int] = ...) -> None: ...

class ListProcessInstancesResponse(_message.Message):
    __slots__ = ("instances", "next_page_token")
    INSTANCES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    instances: _containers.RepeatedCompositeFieldContainer[ProcessInstance]
    next_page_token: bytes
    def __init__(self, instances: _Optional[_Iterable[_Union[ProcessInstance, _Mapping]]] = ..., next_page_token: _Optional[bytes] = ...) -> None: ...

class ProcessInstance(_message.Message):
    __slots__ = ("key", "definition_key", "process_id", "version", "started_at", "incidents", "tenant", "state", "active_elements", "tags", "business_id")
    KEY_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_KEY_FIELD_NUMBER: _ClassVar[int]
    PROCESS_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_FIELD_NUMBER: _ClassVar[int]
    INCIDENTS_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_ELEMENTS_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    BUSINESS_ID_FIELD_NUMBER: _ClassVar[int]
    key: int
    definition_key: int
    process_id: bytes
    version: int
    started_at: int
    incidents: int
    tenant: bytes
    state: ProcessInstanceState
    active_elements: _containers.RepeatedScalarFieldContainer[bytes]
    tags: _containers.RepeatedScalarFieldContainer[bytes]
    business_id: bytes
    def __init__(self, key: _Optional[int] = ..., definition_key: _Optional[int] = ..., process_id: _Optional[bytes] = ..., version: _Optional[int] = ..., started_at: _Optional[int] = ..., incidents: _Optional[int] = ..., tenant: _Optional[bytes] = ..., state: _Optional[_Union[ProcessInstanceState, str]] = ..., active_elements: _Optional[_Iterable[bytes]] = ..., tags: _Optional[_Iterable[bytes]] = ..., business_id: _Optional[bytes] = ...) -> None: ...

class ElementInstance(_message.Message):
    __slots__ = ("key", "scope", "element_id", "kind", "state", "job", "incidents", "subscriptions", "loop_counter", "called_instance", "user_task", "continuation")
    KEY_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    JOB_FIELD_NUMBER: _ClassVar[int]
    INCIDENTS_FIELD_NUMBER: _ClassVar[int]
    SUBSCRIPTIONS_FIELD_NUMBER: _ClassVar[int]
    LOOP_COUNTER_FIELD_NUMBER: _ClassVar[int]
    CALLED_INSTANCE_FIELD_NUMBER: _ClassVar[int]
    USER_TASK_FIELD_NUMBER: _ClassVar[int]
    CONTINUATION_FIELD_NUMBER: _ClassVar[int]
    key: int
    scope: int
    element_id: bytes
    kind: bytes
    state: ElementState
    job: _job_pb2.Job
    incidents: _containers.RepeatedCompositeFieldContainer[_incident_pb2.Incident]
    subscriptions: _containers.RepeatedCompositeFieldContainer[EventSubscription]
    loop_counter: int
    called_instance: int
    user_task: _usertask_pb2.UserTask
    continuation: Continuation
    def __init__(self, key: _Optional[int] = ..., scope: _Optional[int] = ..., element_id: _Optional[bytes] = ..., kind: _Optional[bytes] = ..., state: _Optional[_Union[ElementState, str]] = ..., job: _Optional[_Union[_job_pb2.Job, _Mapping]] = ..., incidents: _Optional[_Iterable[_Union[_incident_pb2.Incident, _Mapping]]] = ..., subscriptions: _Optional[_Iterable[_Union[EventSubscription, _Mapping]]] = ..., loop_counter: _Optional[int] = ..., called_instance: _Optional[int] = ..., user_task: _Optional[_Union[_usertask_pb2.UserTask, _Mapping]] = ..., continuation: _Optional[_Union[Continuation, _Mapping]] = ...) -> None: ...

class Continuation(_message.Message):
    __slots__ = ("place", "flow_ids", "retries", "due", "error_message")
    PLACE_FIELD_NUMBER: _ClassVar[int]
    FLOW_IDS_FIELD_NUMBER: _ClassVar[int]
    RETRIES_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    ERROR_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    place: ContinuationPlace
    flow_ids: _containers.RepeatedScalarFieldContainer[bytes]
    retries: int
    due: int
    error_message: bytes
    def __init__(self, place: _Optional[_Union[ContinuationPlace, str]] = ..., flow_ids: _Optional[_Iterable[bytes]] = ..., retries: _Optional[int] = ..., due: _Optional[int] = ..., error_message: _Optional[bytes] = ...) -> None: ...

class EventSubscription(_message.Message):
    __slots__ = ("key", "event_id", "interrupting", "kind", "due", "repetitions", "since", "name", "correlation_key", "condition", "variable_names", "on_create", "on_update")
    KEY_FIELD_NUMBER: _ClassVar[int]
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    INTERRUPTING_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    REPETITIONS_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    CORRELATION_KEY_FIELD_NUMBER: _ClassVar[int]
    CONDITION_FIELD_NUMBER: _ClassVar[int]
    VARIABLE_NAMES_FIELD_NUMBER: _ClassVar[int]
    ON_CREATE_FIELD_NUMBER: _ClassVar[int]
    ON_UPDATE_FIELD_NUMBER: _ClassVar[int]
    key: int
    event_id: bytes
    interrupting: bool
    kind: EventSubscriptionKind
    due: int
    repetitions: int
    since: int
    name: bytes
    correlation_key: bytes
    condition: bytes
    variable_names: _containers.RepeatedScalarFieldContainer[bytes]
    on_create: bool
    on_update: bool
    def __init__(self, key: _Optional[int] = ..., event_id: _Optional[bytes] = ..., interrupting: bool = ..., kind: _Optional[_Union[EventSubscriptionKind, str]] = ..., due: _Optional[int] = ..., repetitions: _Optional[int] = ..., since: _Optional[int] = ..., name: _Optional[bytes] = ..., correlation_key: _Optional[bytes] = ..., condition: _Optional[bytes] = ..., variable_names: _Optional[_Iterable[bytes]] = ..., on_create: bool = ..., on_update: bool = ...) -> None: ...

class Variable(_message.Message):
    __slots__ = ("scope", "name", "value")
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    scope: int
    name: bytes
    value: bytes
    def __init__(self, scope: _Optional[int] = ..., name: _Optional[bytes] = ..., value: _Optional[bytes] = ...) -> None: ...

class WaitingToken(_message.Message):
    __slots__ = ("scope", "gateway_id", "flow_id", "count")
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    GATEWAY_ID_FIELD_NUMBER: _ClassVar[int]
    FLOW_ID_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    scope: int
    gateway_id: bytes
    flow_id: bytes
    count: int
    def __init__(self, scope: _Optional[int] = ..., gateway_id: _Optional[bytes] = ..., flow_id: _Optional[bytes] = ..., count: _Optional[int] = ...) -> None: ...
