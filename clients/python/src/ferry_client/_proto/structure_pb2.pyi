from ferry_client._proto import job_pb2 as _job_pb2
from ferry_client._proto import usertask_pb2 as _usertask_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class MigratedStructure(_message.Message):
    __slots__ = ("reshaped", "removed", "created", "jobs", "variables", "compensations", "continuations")
    RESHAPED_FIELD_NUMBER: _ClassVar[int]
    REMOVED_FIELD_NUMBER: _ClassVar[int]
    CREATED_FIELD_NUMBER: _ClassVar[int]
    JOBS_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    COMPENSATIONS_FIELD_NUMBER: _ClassVar[int]
    CONTINUATIONS_FIELD_NUMBER: _ClassVar[int]
    reshaped: _containers.RepeatedCompositeFieldContainer[ReshapedElement]
    removed: _containers.RepeatedCompositeFieldContainer[RemovedScope]
    created: _containers.RepeatedCompositeFieldContainer[CreatedScope]
    jobs: _containers.RepeatedCompositeFieldContainer[ReplacedJob]
    variables: _containers.RepeatedCompositeFieldContainer[MigratedVariable]
    compensations: _containers.RepeatedCompositeFieldContainer[MovedCompensation]
    continuations: _containers.RepeatedCompositeFieldContainer[MovedContinuation]
    def __init__(self, reshaped: _Optional[_Iterable[_Union[ReshapedElement, _Mapping]]] = ..., removed: _Optional[_Iterable[_Union[RemovedScope, _Mapping]]] = ..., created: _Optional[_Iterable[_Union[CreatedScope, _Mapping]]] = ..., jobs: _Optional[_Iterable[_Union[ReplacedJob, _Mapping]]] = ..., variables: _Optional[_Iterable[_Union[MigratedVariable, _Mapping]]] = ..., compensations: _Optional[_Iterable[_Union[MovedCompensation, _Mapping]]] = ..., continuations: _Optional[_Iterable[_Union[MovedContinuation, _Mapping]]] = ...) -> None: ...

class ReshapedElement(_message.Message):
    __slots__ = ("key", "from_kind", "to_kind", "from_scope", "to_scope", "ended_iteration")
    KEY_FIELD_NUMBER: _ClassVar[int]
    FROM_KIND_FIELD_NUMBER: _ClassVar[int]
    TO_KIND_FIELD_NUMBER: _ClassVar[int]
    FROM_SCOPE_FIELD_NUMBER: _ClassVar[int]
    TO_SCOPE_FIELD_NUMBER: _ClassVar[int]
    ENDED_ITERATION_FIELD_NUMBER: _ClassVar[int]
    key: int
    from_kind: bytes
    to_kind: bytes
    from_scope: int
    to_scope: int
    ended_iteration: int
    def __init__(self, key: _Optional[int] = ..., from_kind: _Optional[bytes] = ..., to_kind: _Optional[bytes] = ..., from_scope: _Optional[int] = ..., to_scope: _Optional[int] = ..., ended_iteration: _Optional[int] = ...) -> None: ...

class RemovedScope(_message.Message):
    __slots__ = ("key", "element_id", "kind", "scope", "loop_counter", "loop", "interrupted_by")
    KEY_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    LOOP_COUNTER_FIELD_NUMBER: _ClassVar[int]
    LOOP_FIELD_NUMBER: _ClassVar[int]
    INTERRUPTED_BY_FIELD_NUMBER: _ClassVar[int]
    key: int
    element_id: bytes
    kind: bytes
    scope: int
    loop_counter: int
    loop: LoopCounts
    interrupted_by: bytes
    def __init__(self, key: _Optional[int] = ..., element_id: _Optional[bytes] = ..., kind: _Optional[bytes] = ..., scope: _Optional[int] = ..., loop_counter: _Optional[int] = ..., loop: _Optional[_Union[LoopCounts, _Mapping]] = ..., interrupted_by: _Optional[bytes] = ...) -> None: ...

class LoopCounts(_message.Message):
    __slots__ = ("total", "begun", "completed", "terminated")
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    BEGUN_FIELD_NUMBER: _ClassVar[int]
    COMPLETED_FIELD_NUMBER: _ClassVar[int]
    TERMINATED_FIELD_NUMBER: _ClassVar[int]
    total: int
    begun: int
    completed: int
    terminated: int
    def __init__(self, total: _Optional[int] = ..., begun: _Optional[int] = ..., completed: _Optional[int] = ..., terminated: _Optional[int] = ...) -> None: ...

class CreatedScope(_message.Message):
    __slots__ = ("key", "element_id", "kind", "scope")
    KEY_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    key: int
    element_id: bytes
    kind: bytes
    scope: int
    def __init__(self, key: _Optional[int] = ..., element_id: _Optional[bytes] = ..., kind: _Optional[bytes] = ..., scope: _Optional[int] = ...) -> None: ...

class ReplacedJob(_message.Message):
    __slots__ = ("element_instance_key", "before", "incident", "after", "user_task")
    ELEMENT_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    INCIDENT_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    USER_TASK_FIELD_NUMBER: _ClassVar[int]
    element_instance_key: int
    before: JobOutline
    incident: int
    after: JobOutline
    user_task: _usertask_pb2.UserTask
    def __init__(self, element_instance_key: _Optional[int] = ..., before: _Optional[_Union[JobOutline, _Mapping]] = ..., incident: _Optional[int] = ..., after: _Optional[_Union[JobOutline, _Mapping]] = ..., user_task: _Optional[_Union[_usertask_pb2.UserTask, _Mapping]] = ...) -> None: ...

class JobOutline(_message.Message):
    __slots__ = ("key", "type", "retries", "headers", "kind", "listener_index", "priority")
    KEY_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    RETRIES_FIELD_NUMBER: _ClassVar[int]
    HEADERS_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    LISTENER_INDEX_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    key: int
    type: bytes
    retries: int
    headers: _containers.RepeatedCompositeFieldContainer[_job_pb2.JobHeader]
    kind: _job_pb2.JobKind
    listener_index: int
    priority: int
    def __init__(self, key: _Optional[int] = ..., type: _Optional[bytes] = ..., retries: _Optional[int] = ..., headers: _Optional[_Iterable[_Union[_job_pb2.JobHeader, _Mapping]]] = ..., kind: _Optional[_Union[_job_pb2.JobKind, str]] = ..., listener_index: _Optional[int] = ..., priority: _Optional[int] = ...) -> None: ...

class MigratedVariable(_message.Message):
    __slots__ = ("scope", "name", "before", "after")
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    scope: int
    name: bytes
    before: bytes
    after: bytes
    def __init__(self, scope: _Optional[int] = ..., name: _Optional[bytes] = ..., before: _Optional[bytes] = ..., after: _Optional[bytes] = ...) -> None: ...

class MovedCompensation(_message.Message):
    __slots__ = ("before", "after")
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    before: CompensationSubscription
    after: CompensationSubscription
    def __init__(self, before: _Optional[_Union[CompensationSubscription, _Mapping]] = ..., after: _Optional[_Union[CompensationSubscription, _Mapping]] = ...) -> None: ...

class CompensationSubscription(_message.Message):
    __slots__ = ("key", "activity_id", "activity_instance", "scope", "event_id", "thrower")
    KEY_FIELD_NUMBER: _ClassVar[int]
    ACTIVITY_ID_FIELD_NUMBER: _ClassVar[int]
    ACTIVITY_INSTANCE_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    THROWER_FIELD_NUMBER: _ClassVar[int]
    key: int
    activity_id: bytes
    activity_instance: int
    scope: int
    event_id: bytes
    thrower: int
    def __init__(self, key: _Optional[int] = ..., activity_id: _Optional[bytes] = ..., activity_instance: _Optional[int] = ..., scope: _Optional[int] = ..., event_id: _Optional[bytes] = ..., thrower: _Optional[int] = ...) -> None: ...

class MovedContinuation(_message.Message):
    __slots__ = ("key", "from_flows", "to_flows")
    KEY_FIELD_NUMBER: _ClassVar[int]
    FROM_FLOWS_FIELD_NUMBER: _ClassVar[int]
    TO_FLOWS_FIELD_NUMBER: _ClassVar[int]
    key: int
    from_flows: _containers.RepeatedScalarFieldContainer[bytes]
    to_flows: _containers.RepeatedScalarFieldContainer[bytes]
    def __init__(self, key: _Optional[int] = ..., from_flows: _Optional[_Iterable[bytes]] = ..., to_flows: _Optional[_Iterable[bytes]] = ...) -> None: ...
