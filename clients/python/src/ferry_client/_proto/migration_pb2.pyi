from ferry_client._proto import definition_pb2 as _definition_pb2
from ferry_client._proto import instance_pb2 as _instance_pb2
from ferry_client._proto import status_pb2 as _status_pb2
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

class MappingOrigin(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MAPPING_ORIGIN_UNMAPPED: _ClassVar[MappingOrigin]
    MAPPING_ORIGIN_EXPLICIT: _ClassVar[MappingOrigin]
    MAPPING_ORIGIN_GENERATED: _ClassVar[MappingOrigin]
    MAPPING_ORIGIN_FAULTY: _ClassVar[MappingOrigin]

class EventFate(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EVENT_FATE_KEPT: _ClassVar[EventFate]
    EVENT_FATE_UPDATED: _ClassVar[EventFate]
    EVENT_FATE_CLOSED: _ClassVar[EventFate]
    EVENT_FATE_OPENED: _ClassVar[EventFate]
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
MAPPING_ORIGIN_UNMAPPED: MappingOrigin
MAPPING_ORIGIN_EXPLICIT: MappingOrigin
MAPPING_ORIGIN_GENERATED: MappingOrigin
MAPPING_ORIGIN_FAULTY: MappingOrigin
EVENT_FATE_KEPT: EventFate
EVENT_FATE_UPDATED: EventFate
EVENT_FATE_CLOSED: EventFate
EVENT_FATE_OPENED: EventFate

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
    __slots__ = ("process_instance_key", "source", "target", "is_dry_run", "elements", "tokens", "position", "events", "warnings", "structure")
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    IS_DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    ELEMENTS_FIELD_NUMBER: _ClassVar[int]
    TOKENS_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    WARNINGS_FIELD_NUMBER: _ClassVar[int]
    STRUCTURE_FIELD_NUMBER: _ClassVar[int]
    process_instance_key: int
    source: int
    target: int
    is_dry_run: bool
    elements: _containers.RepeatedCompositeFieldContainer[MovedElement]
    tokens: _containers.RepeatedCompositeFieldContainer[MovedToken]
    position: int
    events: _containers.RepeatedCompositeFieldContainer[MovedEvent]
    warnings: _containers.RepeatedCompositeFieldContainer[MigrationWarning]
    structure: _structure_pb2.MigratedStructure
    def __init__(self, process_instance_key: _Optional[int] = ..., source: _Optional[int] = ..., target: _Optional[int] = ..., is_dry_run: bool = ..., elements: _Optional[_Iterable[_Union[MovedElement, _Mapping]]] = ..., tokens: _Optional[_Iterable[_Union[MovedToken, _Mapping]]] = ..., position: _Optional[int] = ..., events: _Optional[_Iterable[_Union[MovedEvent, _Mapping]]] = ..., warnings: _Optional[_Iterable[_Union[MigrationWarning, _Mapping]]] = ..., structure: _Optional[_Union[_structure_pb2.MigratedStructure, _Mapping]] = ...) -> None: ...

class MovedEvent(_message.Message):
    __slots__ = ("element", "before", "after")
    ELEMENT_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    element: int
    before: _instance_pb2.EventSubscription
    after: _instance_pb2.EventSubscription
    def __init__(self, element: _Optional[int] = ..., before: _Optional[_Union[_instance_pb2.EventSubscription, _Mapping]] = ..., after: _Optional[_Union[_instance_pb2.EventSubscription, _Mapping]] = ...) -> None: ...

class MigrationWarning(_message.Message):
    __slots__ = ("code", "from_id", "element_id", "message", "path")
    CODE_FIELD_NUMBER: _ClassVar[int]
    FROM_ID_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    code: bytes
    from_id: bytes
    element_id: bytes
    message: bytes
    path: _containers.RepeatedScalarFieldContainer[bytes]
    def __init__(self, code: _Optional[bytes] = ..., from_id: _Optional[bytes] = ..., element_id: _Optional[bytes] = ..., message: _Optional[bytes] = ..., path: _Optional[_Iterable[bytes]] = ...) -> None: ...

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

class ValidateMigrationPlanRequest(_message.Message):
    __slots__ = ("source", "plan", "tenant")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    source: _definition_pb2.DefinitionReference
    plan: MigrationPlan
    tenant: bytes
    def __init__(self, source: _Optional[_Union[_definition_pb2.DefinitionReference, _Mapping]] = ..., plan: _Optional[_Union[MigrationPlan, _Mapping]] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class ValidateMigrationPlanResponse(_message.Message):
    __slots__ = ("source", "target", "reasons", "mapping", "warnings")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    MAPPING_FIELD_NUMBER: _ClassVar[int]
    WARNINGS_FIELD_NUMBER: _ClassVar[int]
    source: _definition_pb2.ProcessDefinition
    target: _definition_pb2.ProcessDefinition
    reasons: _containers.RepeatedCompositeFieldContainer[_status_pb2.Reason]
    mapping: _containers.RepeatedCompositeFieldContainer[ElementMapping]
    warnings: _containers.RepeatedCompositeFieldContainer[MigrationWarning]
    def __init__(self, source: _Optional[_Union[_definition_pb2.ProcessDefinition, _Mapping]] = ..., target: _Optional[_Union[_definition_pb2.ProcessDefinition, _Mapping]] = ..., reasons: _Optional[_Iterable[_Union[_status_pb2.Reason, _Mapping]]] = ..., mapping: _Optional[_Iterable[_Union[ElementMapping, _Mapping]]] = ..., warnings: _Optional[_Iterable[_Union[MigrationWarning, _Mapping]]] = ...) -> None: ...

class ElementMapping(_message.Message):
    __slots__ = ("from_id", "kind", "to_id", "origin", "events")
    FROM_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    TO_ID_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    from_id: bytes
    kind: bytes
    to_id: bytes
    origin: MappingOrigin
    events: _containers.RepeatedCompositeFieldContainer[EventMapping]
    def __init__(self, from_id: _Optional[bytes] = ..., kind: _Optional[bytes] = ..., to_id: _Optional[bytes] = ..., origin: _Optional[_Union[MappingOrigin, str]] = ..., events: _Optional[_Iterable[_Union[EventMapping, _Mapping]]] = ...) -> None: ...

class EventMapping(_message.Message):
    __slots__ = ("from_id", "to_id", "kind", "fate")
    FROM_ID_FIELD_NUMBER: _ClassVar[int]
    TO_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    FATE_FIELD_NUMBER: _ClassVar[int]
    from_id: bytes
    to_id: bytes
    kind: bytes
    fate: EventFate
    def __init__(self, from_id: _Optional[bytes] = ..., to_id: _Optional[bytes] = ..., kind: _Optional[bytes] = ..., fate: _Optional[_Union[EventFate, str]] = ...) -> None: ...

class GenerateMigrationPlanRequest(_message.Message):
    __slots__ = ("source", "target", "page", "tenant")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    source: _definition_pb2.DefinitionReference
    target: _definition_pb2.DefinitionReference
    page: _definition_pb2.Page
    tenant: bytes
    def __init__(self, source: _Optional[_Union[_definition_pb2.DefinitionReference, _Mapping]] = ..., target: _Optional[_Union[_definition_pb2.DefinitionReference, _Mapping]] = ..., page: _Optional[_Union[_definition_pb2.Page, _Mapping]] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class GenerateMigrationPlanResponse(_message.Message):
    __slots__ = ("source", "target", "instructions", "proposals", "unmapped", "added", "counts", "instances_counted", "next_page_token")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    INSTRUCTIONS_FIELD_NUMBER: _ClassVar[int]
    PROPOSALS_FIELD_NUMBER: _ClassVar[int]
    UNMAPPED_FIELD_NUMBER: _ClassVar[int]
    ADDED_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    INSTANCES_COUNTED_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    source: _definition_pb2.ProcessDefinition
    target: _definition_pb2.ProcessDefinition
    instructions: _containers.RepeatedCompositeFieldContainer[MigrationInstruction]
    proposals: _containers.RepeatedCompositeFieldContainer[ProposedInstruction]
    unmapped: _containers.RepeatedCompositeFieldContainer[UnmappedElement]
    added: _containers.RepeatedScalarFieldContainer[bytes]
    counts: _containers.RepeatedCompositeFieldContainer[ElementCount]
    instances_counted: int
    next_page_token: bytes
    def __init__(self, source: _Optional[_Union[_definition_pb2.ProcessDefinition, _Mapping]] = ..., target: _Optional[_Union[_definition_pb2.ProcessDefinition, _Mapping]] = ..., instructions: _Optional[_Iterable[_Union[MigrationInstruction, _Mapping]]] = ..., proposals: _Optional[_Iterable[_Union[ProposedInstruction, _Mapping]]] = ..., unmapped: _Optional[_Iterable[_Union[UnmappedElement, _Mapping]]] = ..., added: _Optional[_Iterable[bytes]] = ..., counts: _Optional[_Iterable[_Union[ElementCount, _Mapping]]] = ..., instances_counted: _Optional[int] = ..., next_page_token: _Optional[bytes] = ...) -> None: ...

class ProposedInstruction(_message.Message):
    __slots__ = ("from_id", "to_id", "score", "reasons")
    FROM_ID_FIELD_NUMBER: _ClassVar[int]
    TO_ID_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    from_id: bytes
    to_id: bytes
    score: int
    reasons: _containers.RepeatedScalarFieldContainer[bytes]
    def __init__(self, from_id: _Optional[bytes] = ..., to_id: _Optional[bytes] = ..., score: _Optional[int] = ..., reasons: _Optional[_Iterable[bytes]] = ...) -> None: ...

class UnmappedElement(_message.Message):
    __slots__ = ("element_id", "kind", "note")
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    element_id: bytes
    kind: bytes
    note: bytes
    def __init__(self, element_id: _Optional[bytes] = ..., kind: _Optional[bytes] = ..., note: _Optional[bytes] = ...) -> None: ...

class ElementCount(_message.Message):
    __slots__ = ("element_id", "active", "with_incidents")
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_FIELD_NUMBER: _ClassVar[int]
    WITH_INCIDENTS_FIELD_NUMBER: _ClassVar[int]
    element_id: bytes
    active: int
    with_incidents: int
    def __init__(self, element_id: _Optional[bytes] = ..., active: _Optional[int] = ..., with_incidents: _Optional[int] = ...) -> None: ...
