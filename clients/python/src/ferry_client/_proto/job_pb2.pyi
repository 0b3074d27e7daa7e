from ferry_client._proto import adhoc_pb2 as _adhoc_pb2
from ferry_client._proto import definition_pb2 as _definition_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class JobFilter(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    JOB_FILTER_ALL: _ClassVar[JobFilter]
    JOB_FILTER_ACTIVATABLE: _ClassVar[JobFilter]
    JOB_FILTER_ACTIVATED: _ClassVar[JobFilter]
    JOB_FILTER_FAILED: _ClassVar[JobFilter]
    JOB_FILTER_ERROR_THROWN: _ClassVar[JobFilter]

class JobKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    JOB_KIND_BPMN_ELEMENT: _ClassVar[JobKind]
    JOB_KIND_EXECUTION_LISTENER_START: _ClassVar[JobKind]
    JOB_KIND_EXECUTION_LISTENER_END: _ClassVar[JobKind]
    JOB_KIND_AD_HOC_SUB_PROCESS: _ClassVar[JobKind]
    JOB_KIND_TASK_LISTENER_CREATING: _ClassVar[JobKind]
    JOB_KIND_TASK_LISTENER_ASSIGNING: _ClassVar[JobKind]
    JOB_KIND_TASK_LISTENER_UPDATING: _ClassVar[JobKind]
    JOB_KIND_TASK_LISTENER_COMPLETING: _ClassVar[JobKind]
    JOB_KIND_TASK_LISTENER_CANCELING: _ClassVar[JobKind]
    JOB_KIND_EXECUTION_LISTENER_BEFORE_ALL: _ClassVar[JobKind]
    JOB_KIND_EXECUTION_LISTENER_CANCEL: _ClassVar[JobKind]

class JobState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    JOB_STATE_ACTIVATABLE: _ClassVar[JobState]
    JOB_STATE_ACTIVATED: _ClassVar[JobState]
    JOB_STATE_FAILED: _ClassVar[JobState]
    JOB_STATE_ERROR_THROWN: _ClassVar[JobState]
JOB_FILTER_ALL: JobFilter
JOB_FILTER_ACTIVATABLE: JobFilter
JOB_FILTER_ACTIVATED: JobFilter
JOB_FILTER_FAILED: JobFilter
JOB_FILTER_ERROR_THROWN: JobFilter
JOB_KIND_BPMN_ELEMENT: JobKind
JOB_KIND_EXECUTION_LISTENER_START: JobKind
JOB_KIND_EXECUTION_LISTENER_END: JobKind
JOB_KIND_AD_HOC_SUB_PROCESS: JobKind
JOB_KIND_TASK_LISTENER_CREATING: JobKind
JOB_KIND_TASK_LISTENER_ASSIGNING: JobKind
JOB_KIND_TASK_LISTENER_UPDATING: JobKind
JOB_KIND_TASK_LISTENER_COMPLETING: JobKind
JOB_KIND_TASK_LISTENER_CANCELING: JobKind
JOB_KIND_EXECUTION_LISTENER_BEFORE_ALL: JobKind
JOB_KIND_EXECUTION_LISTENER_CANCEL: JobKind
JOB_STATE_ACTIVATABLE: JobState
JOB_STATE_ACTIVATED: JobState
JOB_STATE_FAILED: JobState
JOB_STATE_ERROR_THROWN: JobState

class ActivateJobsRequest(_message.Message):
    __slots__ = ("type", "worker", "timeout_milliseconds", "max_jobs", "fetch_variables", "wait_milliseconds", "tenant")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    WORKER_FIELD_NUMBER: _ClassVar[int]
    TIMEOUT_MILLISECONDS_FIELD_NUMBER: _ClassVar[int]
    MAX_JOBS_FIELD_NUMBER: _ClassVar[int]
    FETCH_VARIABLES_FIELD_NUMBER: _ClassVar[int]
    WAIT_MILLISECONDS_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    type: bytes
    worker: bytes
    timeout_milliseconds: int
    max_jobs: int
    fetch_variables: _containers.RepeatedScalarFieldContainer[bytes]
    wait_milliseconds: int
    tenant: bytes
    def __init__(self, type: _Optional[bytes] = ..., worker: _Optional[bytes] = ..., timeout_milliseconds: _Optional[int] = ..., max_jobs: _Optional[int] = ..., fetch_variables: _Optional[_Iterable[bytes]] = ..., wait_milliseconds: _Optional[int] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class ActivateJobsResponse(_message.Message):
    __slots__ = ("jobs",)
    JOBS_FIELD_NUMBER: _ClassVar[int]
    jobs: _containers.RepeatedCompositeFieldContainer[ActivatedJob]
    def __init__(self, jobs: _Optional[_Iterable[_Union[ActivatedJob, _Mapping]]] = ...) -> None: ...

class ActivatedJob(_message.Message):
    __slots__ = ("key", "type", "process_instance_key", "definition_key", "process_id", "version", "element_id", "element_instance_key", "headers", "retries", "deadline", "variables", "tenant", "tags", "kind", "priority")
    KEY_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_KEY_FIELD_NUMBER: _ClassVar[int]
    PROCESS_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    HEADERS_FIELD_NUMBER: _ClassVar[int]
    RETRIES_FIELD_NUMBER: _ClassVar[int]
    DEADLINE_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    key: int
    type: bytes
    process_instance_key: int
    definition_key: int
    process_id: bytes
    version: int
    element_id: bytes
    element_instance_key: int
    headers: _containers.RepeatedCompositeFieldContainer[JobHeader]
    retries: int
    deadline: int
    variables: bytes
    tenant: bytes
    tags: _containers.RepeatedScalarFieldContainer[bytes]
    kind: JobKind
    priority: int
    def __init__(self, key: _Optional[int] = ..., type: _Optional[bytes] = ..., process_instance_key: _Optional[int] = ..., definition_key: _Optional[int] = ..., process_id: _Optional[bytes] = ..., version: _Optional[int] = ..., element_id: _Optional[bytes] = ..., element_instance_key: _Optional[int] = ..., headers: _Optional[_Iterable[_Union[JobHeader, _Mapping]]] = ..., retries: _Optional[int] = ..., deadline: _Optional[int] = ..., variables: _Optional[bytes] = ..., tenant: _Optional[bytes] = ..., tags: _Optional[_Iterable[bytes]] = ..., kind: _Optional[_Union[JobKind, str]] = ..., priority: _Optional[int] = ...) -> None: ...

class JobHeader(_message.Message):
    __slots__ = ("key", "value")
    KEY_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    key: bytes
    value: bytes
    def __init__(self, key: _Optional[bytes] = ..., value: _Optional[bytes] = ...) -> None: ...

class CompleteJobRequest(_message.Message):
    __slots__ = ("job_key", "variables", "decision")
    JOB_KEY_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    job_key: int
    variables: bytes
    decision: JobDecision
    def __init__(self, job_key: _Optional[int] = ..., variables: _Optional[bytes] = ..., decision: _Optional[_Union[JobDecision, _Mapping]] = ...) -> None: ...

class JobDecision(_message.Message):
    __slots__ = ("ad_hoc", "task_listener")
    AD_HOC_FIELD_NUMBER: _ClassVar[int]
    TASK_LISTENER_FIELD_NUMBER: _ClassVar[int]
    ad_hoc: _adhoc_pb2.AdHocResult
    task_listener: TaskListenerResult
    def __init__(self, ad_hoc: _Optional[_Union[_adhoc_pb2.AdHocResult, _Mapping]] = ..., task_listener: _Optional[_Union[TaskListenerResult, _Mapping]] = ...) -> None: ...

class TaskListenerResult(_message.Message):
    __slots__ = ("denied", "denied_reason", "corrections")
    DENIED_FIELD_NUMBER: _ClassVar[int]
    DENIED_REASON_FIELD_NUMBER: _ClassVar[int]
    CORRECTIONS_FIELD_NUMBER: _ClassVar[int]
    denied: bool
    denied_reason: bytes
    corrections: UserTaskCorrections
    def __init__(self, denied: bool = ..., denied_reason: _Optional[bytes] = ..., corrections: _Optional[_Union[UserTaskCorrections, _Mapping]] = ...) -> None: ...

class UserTaskCorrections(_message.Message):
    __slots__ = ("corrected", "assignee", "candidate_groups", "candidate_users", "due_date", "follow_up_date", "priority")
    CORRECTED_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_FIELD_NUMBER: _ClassVar[int]
    CANDIDATE_GROUPS_FIELD_NUMBER: _ClassVar[int]
    CANDIDATE_USERS_FIELD_NUMBER: _ClassVar[int]
    DUE_DATE_FIELD_NUMBER: _ClassVar[int]
    FOLLOW_UP_DATE_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    corrected: _containers.RepeatedScalarFieldContainer[bytes]
    assignee: bytes
    candidate_groups: _containers.RepeatedScalarFieldContainer[bytes]
    candidate_users: _containers.RepeatedScalarFieldContainer[bytes]
    due_date: bytes
    follow_up_date: bytes
    priority: int
    def __init__(self, corrected: _Optional[_Iterable[bytes]] = ..., assignee: _Optional[bytes] = ..., candidate_groups: _Optional[_Iterable[bytes]] = ..., candidate_users: _Optional[_Iterable[bytes]] = ..., due_date: _Optional[bytes] = ..., follow_up_date: _Optional[bytes] = ..., priority: _Optional[int] = ...) -> None: ...

class FailJobRequest(_message.Message):
    __slots__ = ("job_key", "retries", "backoff_milliseconds", "message", "variables")
    JOB_KEY_FIELD_NUMBER: _ClassVar[int]
    RETRIES_FIELD_NUMBER: _ClassVar[int]
    BACKOFF_MILLISECONDS_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    job_key: int
    retries: int
    backoff_milliseconds: int
    message: bytes
    variables: bytes
    def __init__(self, job_key: _Optional[int] = ..., retries: _Optional[int] = ..., backoff_milliseconds: _Optional[int] = ..., message: _Optional[bytes] = ..., variables: _Optional[bytes] = ...) -> None: ...

class UpdateJobRetriesRequest(_message.Message):
    __slots__ = ("job_key", "retries")
    JOB_KEY_FIELD_NUMBER: _ClassVar[int]
    RETRIES_FIELD_NUMBER: _ClassVar[int]
    job_key: int
    retries: int
    def __init__(self, job_key: _Optional[int] = ..., retries: _Optional[int] = ...) -> None: ...

class ThrowErrorRequest(_message.Message):
    __slots__ = ("job_key", "error_code", "error_message", "variables")
    JOB_KEY_FIELD_NUMBER: _ClassVar[int]
    ERROR_CODE_FIELD_NUMBER: _ClassVar[int]
    ERROR_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    job_key: int
    error_code: bytes
    error_message: bytes
    variables: bytes
    def __init__(self, job_key: _Optional[int] = ..., error_code: _Optional[bytes] = ..., error_message: _Optional[bytes] = ..., variables: _Optional[bytes] = ...) -> None: ...

class UpdateJobTimeoutRequest(_message.Message):
    __slots__ = ("job_key", "timeout_milliseconds")
    JOB_KEY_FIELD_NUMBER: _ClassVar[int]
    TIMEOUT_MILLISECONDS_FIELD_NUMBER: _ClassVar[int]
    job_key: int
    timeout_milliseconds: int
    def __init__(self, job_key: _Optional[int] = ..., timeout_milliseconds: _Optional[int] = ...) -> None: ...

class StreamJobsRequest(_message.Message):
    __slots__ = ("types", "worker", "timeout_milliseconds", "fetch_variables", "credits", "tenants")
    TYPES_FIELD_NUMBER: _ClassVar[int]
    WORKER_FIELD_NUMBER: _ClassVar[int]
    TIMEOUT_MILLISECONDS_FIELD_NUMBER: _ClassVar[int]
    FETCH_VARIABLES_FIELD_NUMBER: _ClassVar[int]
    CREDITS_FIELD_NUMBER: _ClassVar[int]
    TENANTS_FIELD_NUMBER: _ClassVar[int]
    types: _containers.RepeatedScalarFieldContainer[bytes]
    worker: bytes
    timeout_milliseconds: int
    fetch_variables: _containers.RepeatedScalarFieldContainer[bytes]
    credits: int
    tenants: _containers.RepeatedScalarFieldContainer[bytes]
    def __init__(self, types: _Optional[_Iterable[bytes]] = ..., worker: _Optional[bytes] = ..., timeout_milliseconds: _Optional[int] = ..., fetch_variables: _Optional[_Iterable[bytes]] = ..., credits: _Optional[int] = ..., tenants: _Optional[_Iterable[bytes]] = ...) -> None: ...

class StreamJobsResponse(_message.Message):
    __slots__ = ("jobs",)
    JOBS_FIELD_NUMBER: _ClassVar[int]
    jobs: _containers.RepeatedCompositeFieldContainer[ActivatedJob]
    def __init__(self, jobs: _Optional[_Iterable[_Union[ActivatedJob, _Mapping]]] = ...) -> None: ...

class UpdateJobRequest(_message.Message):
    __slots__ = ("job_key", "retries", "timeout_milliseconds", "priority", "sets_priority")
    JOB_KEY_FIELD_NUMBER: _ClassVar[int]
    RETRIES_FIELD_NUMBER: _ClassVar[int]
    TIMEOUT_MILLISECONDS_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    SETS_PRIORITY_FIELD_NUMBER: _ClassVar[int]
    job_key: int
    retries: int
    timeout_milliseconds: int
    priority: int
    sets_priority: bool
    def __init__(self, job_key: _Optional[int] = ..., retries: _Optional[int] = ..., timeout_milliseconds: _Optional[int] = ..., priority: _Optional[int] = ..., sets_priority: bool = ...) -> None: ...

class ListJobsRequest(_message.Message):
    __slots__ = ("type", "state", "without_retries", "process_instance_key", "definition", "element_id", "worker", "page", "tenant")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    WITHOUT_RETRIES_FIELD_NUMBER: _ClassVar[int]
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    WORKER_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    type: bytes
    state: JobFilter
    without_retries: bool
    process_instance_key: int
    definition: _definition_pb2.DefinitionReference
    element_id: bytes
    worker: bytes
    page: _definition_pb2.Page
    tenant: bytes
    def __init__(self, type: _Optional[bytes] = ..., state: _Optional[_Union[JobFilter, str]] = ..., without_retries: bool = ..., process_instance_key: _Optional[int] = ..., definition: _Optional[_Union[_definition_pb2.DefinitionReference, _Mapping]] = ..., element_id: _Optional[bytes] = ..., worker: _Optional[bytes] = ..., page: _Optional[_Union[_definition_pb2.Page, _Mapping]] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class ListJobsResponse(_message.Message):
    __slots__ = ("jobs", "next_page_token")
    JOBS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    jobs: _containers.RepeatedCompositeFieldContainer[JobEntry]
    next_page_token: bytes
    def __init__(self, jobs: _Optional[_Iterable[_Union[JobEntry, _Mapping]]] = ..., next_page_token: _Optional[bytes] = ...) -> None: ...

class JobEntry(_message.Message):
    __slots__ = ("job", "process_instance_key", "definition_key", "process_id", "version", "element_id", "element_instance_key", "tenant")
    JOB_FIELD_NUMBER: _ClassVar[int]
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_KEY_FIELD_NUMBER: _ClassVar[int]
    PROCESS_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    job: Job
    process_instance_key: int
    definition_key: int
    process_id: bytes
    version: int
    element_id: bytes
    element_instance_key: int
    tenant: bytes
    def __init__(self, job: _Optional[_Union[Job, _Mapping]] = ..., process_instance_key: _Optional[int] = ..., definition_key: _Optional[int] = ..., process_id: _Optional[bytes] = ..., version: _Optional[int] = ..., element_id: _Optional[bytes] = ..., element_instance_key: _Optional[int] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class Job(_message.Message):
    __slots__ = ("key", "type", "retries", "state", "worker", "due", "error_message", "kind", "priority")
    KEY_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    RETRIES_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    WORKER_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    ERROR_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    key: int
    type: bytes
    retries: int
    state: JobState
    worker: bytes
    due: int
    error_message: bytes
    kind: JobKind
    priority: int
    def __init__(self, key: _Optional[int] = ..., type: _Optional[bytes] = ..., retries: _Optional[int] = ..., state: _Optional[_Union[JobState, str]] = ..., worker: _Optional[bytes] = ..., due: _Optional[int] = ..., error_message: _Optional[bytes] = ..., kind: _Optional[_Union[JobKind, str]] = ..., priority: _Optional[int] = ...) -> None: ...
