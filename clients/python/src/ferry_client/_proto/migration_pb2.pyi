from ferry_client._proto import definition_pb2 as _definition_pb2
from ferry_client._proto import instance_pb2 as _instance_pb2
from ferry_client._proto import structure_pb2 as _structure_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TriggerTreatment(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRIGGER_TREATMENT_KEEP: _ClassVar[TriggerTreatment]
    TRIGGER_TREATMENT_UPDATE: _ClassVar[TriggerTreatment]

class TimerTreatment(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TIMER_TREATMENT_AS_TRIGGER: _ClassVar[TimerTreatment]
    TIMER_TREATMENT_KEEP_DUE: _ClassVar[TimerTreatment]
    TIMER_TREATMENT_RESTART: _ClassVar[TimerTreatment]
    TIMER_TREATMENT_CREDIT_ELAPSED: _ClassVar[TimerTreatment]

class JobTreatment(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    JOB_TREATMENT_KEEP: _ClassVar[JobTreatment]
    JOB_TREATMENT_RECREATE: _ClassVar[JobTreatment]

class UnmappedCompensation(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    UNMAPPED_COMPENSATION_REJECT: _ClassVar[UnmappedCompensation]
    UNMAPPED_COMPENSATION_DROP: _ClassVar[UnmappedCompensation]

class AutoMap(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    AUTO_MAP_NONE: _ClassVar[AutoMap]
    AUTO_MAP_EQUAL: _ClassVar[AutoMap]

class MigrationMode(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MIGRATION_MODE_STRICT: _ClassVar[MigrationMode]
    MIGRATION_MODE_ADAPTIVE: _ClassVar[MigrationMode]
TRIGGER_TREATMENT_KEEP: TriggerTreatment
TRIGGER_TREATMENT_UPDATE: TriggerTreatment
TIMER_TREATMENT_AS_TRIGGER: TimerTreatment
TIMER_TREATMENT_KEEP_DUE: TimerTreatment
TIMER_TREATMENT_RESTART: TimerTreatment
TIMER_TREATMENT_CREDIT_ELAPSED: TimerTreatment
JOB_TREATMENT_KEEP: JobTreatment
JOB_TREATMENT_RECREATE: JobTreatment
UNMAPPED_COMPENSATION_REJECT: UnmappedCompensation
UNMAPPED_COMPENSATION_DROP: UnmappedCompensation
AUTO_MAP_NONE: AutoMap
AUTO_MAP_EQUAL: AutoMap
MIGRATION_MODE_STRICT: MigrationMode
MIGRATION_MODE_ADAPTIVE: MigrationMode

class MigrateProcessInstanceRequest(_message.Message):
    __slots__ = ("process_instance_key", "plan", "dry_run")
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    process_instance_key: int
    plan: MigrationPlan
    dry_run: bool
    def __init__(self, process_instance_key: _Optional[int] = ..., plan: _Optional[_Union[MigrationPlan, _Mapping]] = ..., dry_run: bool = ...) -> None: ...

class MigrationPlan(_message.Message):
    __slots__ = ("target", "source", "instructions", "auto_map", "mode", "variables", "unmapped_compensation", "skip_listeners", "skip_io_mappings")
    TARGET_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    INSTRUCTIONS_FIELD_NUMBER: _ClassVar[int]
    AUTO_MAP_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    UNMAPPED_COMPENSATION_FIELD_NUMBER: _ClassVar[int]
    SKIP_LISTENERS_FIELD_NUMBER: _ClassVar[int]
    SKIP_IO_MAPPINGS_FIELD_NUMBER: _ClassVar[int]
    target: _definition_pb2.DefinitionReference
    source: _definition_pb2.DefinitionReference
    instructions: _containers.RepeatedCompositeFieldContainer[MigrationInstruction]
    auto_map: AutoMap
    mode: MigrationMode
    variables: _containers.RepeatedCompositeFieldContainer[VariableChange]
    unmapped_compensation: UnmappedCompensation
    skip_listeners: bool
    skip_io_mappings: bool
    def __init__(self, target: _Optional[_Union[_definition_pb2.DefinitionReference, _Mapping]] = ..., source: _Optional[_Union[_definition_pb2.DefinitionReference, _Mapping]] = ..., instructions: _Optional[_Iterable[_Union[MigrationInstruction, _Mapping]]] = ..., auto_map: _Optional[_Union[AutoMap, str]] = ..., mode: _Optional[_Union[MigrationMode, str]] = ..., variables: _Optional[_Iterable[_Union[VariableChange, _Mapping]]] = ..., unmapped_compensation: _Optional[_Union[UnmappedCompensation, str]] = ..., skip_listeners: bool = ..., skip_io_mappings: bool = ...) -> None: ...

class MigrationInstruction(_message.Message):
    __slots__ = ("from_id", "to_id", "trigger", "timer", "job")
    FROM_ID_FIELD_NUMBER: _ClassVar[int]
    TO_ID_FIELD_NUMBER: _ClassVar[int]
    TRIGGER_FIELD_NUMBER: _ClassVar[int]
    TIMER_FIELD_NUMBER: _ClassVar[int]
    JOB_FIELD_NUMBER: _ClassVar[int]
    from_id: bytes
    to_id: bytes
    trigger: TriggerTreatment
    timer: TimerTreatment
    job: JobTreatment
    def __init__(self, from_id: _Optional[bytes] = ..., to_id: _Optional[bytes] = ..., trigger: _Optional[_Union[TriggerTreatment, str]] = ..., timer: _Optional[_Union[TimerTreatment, str]] = ..., job: _Optional[_Union[JobTreatment, str]] = ...) -> None: ...

class VariableChange(_message.Message):
    __slots__ = ("scope_id", "name", "value", "expression", "new_name", "remove")
    SCOPE_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    EXPRESSION_FIELD_NUMBER: _ClassVar[int]
    NEW_NAME_FIELD_NUMBER: _ClassVar[int]
    REMOVE_FIELD_NUMBER: _ClassVar[int]
    scope_id: bytes
    name: bytes
    value: bytes
    expression: bytes
    new_name: bytes
    remove: bool
    def __init__(self, scope_id: _Optional[bytes] = ..., name: _Optional[bytes] = ..., value: _Optional[bytes] = ..., expression: _Optional[bytes] = ..., new_name: _Optional[bytes] = ..., remove: bool = ...) -> None: ...

class MigrateProcessInstanceResponse(_message.Message):
    __slots__ = ("process_instance_key", "source", "target", "is_dry_run", "elements", "tokens", "position", "events", "structure")
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    IS_DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    ELEMENTS_FIELD_NUMBER: _ClassVar[int]
    TOKENS_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    STRUCTURE_FIELD_NUMBER: _ClassVar[int]
    process_instance_key: int
    source: int
    target: int
    is_dry_run: bool
    elements: _containers.RepeatedCompositeFieldContainer[MovedElement]
    tokens: _containers.RepeatedCompositeFieldContainer[MovedToken]
    position: int
    events: _containers.RepeatedCompositeFieldContainer[MovedEvent]
    structure: _structure_pb2.MigratedStructure
    def __init__(self, process_instance_key: _Optional[int] = ..., source: _Optional[int] = ..., target: _Optional[int] = ..., is_dry_run: bool = ..., elements: _Optional[_Iterable[_Union[MovedElement, _Mapping]]] = ..., tokens: _Optional[_Iterable[_Union[MovedToken, _Mapping]]] = ..., position: _Optional[int] = ..., events: _Optional[_Iterable[_Union[MovedEvent, _Mapping]]] = ..., structure: _Optional[_Union[_structure_pb2.MigratedStructure, _Mapping]] = ...) -> None: ...

class MovedEvent(_message.Message):
    __slots__ = ("element", "before", "after")
    ELEMENT_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    element: int
    before: _instance_pb2.EventSubscription
    after: _instance_pb2.EventSubscription
    def __init__(self, element: _Optional[int] = ..., before: _Optional[_Union[_instance_pb2.EventSubscription, _Mapping]] = ..., after: _Optional[_Union[_instance_pb2.EventSubscription, _Mapping]] = ...) -> None: ...

class MovedElement(_message.Message):
    __slots__ = ("key", "from_id", "to_id", "job", "incident")
    KEY_FIELD_NUMBER: _ClassVar[int]
    FROM_ID_FIELD_NUMBER: _ClassVar[int]
    TO_ID_FIELD_NUMBER: _ClassVar[int]
    JOB_FIELD_NUMBER: _ClassVar[int]
    INCIDENT_FIELD_NUMBER: _ClassVar[int]
    key: int
    from_id: bytes
    to_id: bytes
    job: int
    incident: int
    def __init__(self, key: _Optional[int] = ..., from_id: _Optional[bytes] = ..., to_id: _Optional[bytes] = ..., job: _Optional[int] = ..., incident: _Optional[int] = ...) -> None: ...

class MovedToken(_message.Message):
    __slots__ = ("scope", "from_gateway", "to_gateway", "from_flow", "to_flow", "count", "to_scope")
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    FROM_GATEWAY_FIELD_NUMBER: _ClassVar[int]
    TO_GATEWAY_FIELD_NUMBER: _ClassVar[int]
    FROM_FLOW_FIELD_NUMBER: _ClassVar[int]
    TO_FLOW_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    TO_SCOPE_FIELD_NUMBER: _ClassVar[int]
    scope: int
    from_gateway: bytes
    to_gateway: bytes
    from_flow: bytes
    to_flow: bytes
    count: int
    to_scope: int
    def __init__(self, scope: _Optional[int] = ..., from_gateway: _Optional[bytes] = ..., to_gateway: _Optional[bytes] = ..., from_flow: _Optional[bytes] = ..., to_flow: _Optional[bytes] = ..., count: _Optional[int] = ..., to_scope: _Optional[int] = ...) -> None: ...
