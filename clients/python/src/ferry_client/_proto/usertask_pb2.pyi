from ferry_client._proto import definition_pb2 as _definition_pb2
from ferry_client._proto import job_pb2 as _job_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class UserTaskFilter(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    USER_TASK_FILTER_ALL: _ClassVar[UserTaskFilter]
    USER_TASK_FILTER_UNASSIGNED: _ClassVar[UserTaskFilter]
    USER_TASK_FILTER_ASSIGNED: _ClassVar[UserTaskFilter]
USER_TASK_FILTER_ALL: UserTaskFilter
USER_TASK_FILTER_UNASSIGNED: UserTaskFilter
USER_TASK_FILTER_ASSIGNED: UserTaskFilter

class UserTask(_message.Message):
    __slots__ = ("assignee", "candidate_groups", "candidate_users", "due_date", "follow_up_date", "priority", "external_form_reference", "headers", "created_at", "form_key")
    ASSIGNEE_FIELD_NUMBER: _ClassVar[int]
    CANDIDATE_GROUPS_FIELD_NUMBER: _ClassVar[int]
    CANDIDATE_USERS_FIELD_NUMBER: _ClassVar[int]
    DUE_DATE_FIELD_NUMBER: _ClassVar[int]
    FOLLOW_UP_DATE_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_FORM_REFERENCE_FIELD_NUMBER: _ClassVar[int]
    HEADERS_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    FORM_KEY_FIELD_NUMBER: _ClassVar[int]
    assignee: bytes
    candidate_groups: _containers.RepeatedScalarFieldContainer[bytes]
    candidate_users: _containers.RepeatedScalarFieldContainer[bytes]
    due_date: bytes
    follow_up_date: bytes
    priority: int
    external_form_reference: bytes
    headers: _containers.RepeatedCompositeFieldContainer[_job_pb2.JobHeader]
    created_at: int
    form_key: int
    def __init__(self, assignee: _Optional[bytes] = ..., candidate_groups: _Optional[_Iterable[bytes]] = ..., candidate_users: _Optional[_Iterable[bytes]] = ..., due_date: _Optional[bytes] = ..., follow_up_date: _Optional[bytes] = ..., priority: _Optional[int] = ..., external_form_reference: _Optional[bytes] = ..., headers: _Optional[_Iterable[_Union[_job_pb2.JobHeader, _Mapping]]] = ..., created_at: _Optional[int] = ..., form_key: _Optional[int] = ...) -> None: ...

class UserTaskEntry(_message.Message):
    __slots__ = ("key", "process_instance_key", "definition_key", "process_id", "version", "element_id", "tenant", "task")
    KEY_FIELD_NUMBER: _ClassVar[int]
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_KEY_FIELD_NUMBER: _ClassVar[int]
    PROCESS_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    TASK_FIELD_NUMBER: _ClassVar[int]
    key: int
    process_instance_key: int
    definition_key: int
    process_id: bytes
    version: int
    element_id: bytes
    tenant: bytes
    task: UserTask
    def __init__(self, key: _Optional[int] = ..., process_instance_key: _Optional[int] = ..., definition_key: _Optional[int] = ..., process_id: _Optional[bytes] = ..., version: _Optional[int] = ..., element_id: _Optional[bytes] = ..., tenant: _Optional[bytes] = ..., task: _Optional[_Union[UserTask, _Mapping]] = ...) -> None: ...

class AssignUserTaskRequest(_message.Message):
    __slots__ = ("user_task_key", "assignee", "claim", "action")
    USER_TASK_KEY_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_FIELD_NUMBER: _ClassVar[int]
    CLAIM_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    user_task_key: int
    assignee: bytes
    claim: bool
    action: bytes
    def __init__(self, user_task_key: _Optional[int] = ..., assignee: _Optional[bytes] = ..., claim: bool = ..., action: _Optional[bytes] = ...) -> None: ...

class UpdateUserTaskRequest(_message.Message):
    __slots__ = ("user_task_key", "changed", "candidate_groups", "candidate_users", "due_date", "follow_up_date", "priority", "action")
    USER_TASK_KEY_FIELD_NUMBER: _ClassVar[int]
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    CANDIDATE_GROUPS_FIELD_NUMBER: _ClassVar[int]
    CANDIDATE_USERS_FIELD_NUMBER: _ClassVar[int]
    DUE_DATE_FIELD_NUMBER: _ClassVar[int]
    FOLLOW_UP_DATE_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    user_task_key: int
    changed: _containers.RepeatedScalarFieldContainer[bytes]
    candidate_groups: _containers.RepeatedScalarFieldContainer[bytes]
    candidate_users: _containers.RepeatedScalarFieldContainer[bytes]
    due_date: bytes
    follow_up_date: bytes
    priority: int
    action: bytes
    def __init__(self, user_task_key: _Optional[int] = ..., changed: _Optional[_Iterable[bytes]] = ..., candidate_groups: _Optional[_Iterable[bytes]] = ..., candidate_users: _Optional[_Iterable[bytes]] = ..., due_date: _Optional[bytes] = ..., follow_up_date: _Optional[bytes] = ..., priority: _Optional[int] = ..., action: _Optional[bytes] = ...) -> None: ...

class CompleteUserTaskRequest(_message.Message):
    __slots__ = ("user_task_key", "variables", "action")
    USER_TASK_KEY_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    user_task_key: int
    variables: bytes
    action: bytes
    def __init__(self, user_task_key: _Optional[int] = ..., variables: _Optional[bytes] = ..., action: _Optional[bytes] = ...) -> None: ...

class GetUserTaskRequest(_message.Message):
    __slots__ = ("user_task_key",)
    USER_TASK_KEY_FIELD_NUMBER: _ClassVar[int]
    user_task_key: int
    def __init__(self, user_task_key: _Optional[int] = ...) -> None: ...

class GetUserTaskResponse(_message.Message):
    __slots__ = ("user_task",)
    USER_TASK_FIELD_NUMBER: _ClassVar[int]
    user_task: UserTaskEntry
    def __init__(self, user_task: _Optional[_Union[UserTaskEntry, _Mapping]] = ...) -> None: ...

class ListUserTasksRequest(_message.Message):
    __slots__ = ("assignee", "candidate_group", "candidate_user", "state", "process_instance_key", "definition", "page", "tenant")
    ASSIGNEE_FIELD_NUMBER: _ClassVar[int]
    CANDIDATE_GROUP_FIELD_NUMBER: _ClassVar[int]
    CANDIDATE_USER_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    assignee: bytes
    candidate_group: bytes
    candidate_user: bytes
    state: UserTaskFilter
    process_instance_key: int
    definition: _definition_pb2.DefinitionReference
    page: _definition_pb2.Page
    tenant: bytes
    def __init__(self, assignee: _Optional[bytes] = ..., candidate_group: _Optional[bytes] = ..., candidate_user: _Optional[bytes] = ..., state: _Optional[_Union[UserTaskFilter, str]] = ..., process_instance_key: _Optional[int] = ..., definition: _Optional[_Union[_definition_pb2.DefinitionReference, _Mapping]] = ..., page: _Optional[_Union[_definition_pb2.Page, _Mapping]] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class ListUserTasksResponse(_message.Message):
    __slots__ = ("user_tasks", "next_page_token")
    USER_TASKS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    user_tasks: _containers.RepeatedCompositeFieldContainer[UserTaskEntry]
    next_page_token: bytes
    def __init__(self, user_tasks: _Optional[_Iterable[_Union[UserTaskEntry, _Mapping]]] = ..., next_page_token: _Optional[bytes] = ...) -> None: ...
