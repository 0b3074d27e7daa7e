from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class MoveAncestor(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MOVE_ANCESTOR_INFERRED: _ClassVar[MoveAncestor]
    MOVE_ANCESTOR_SOURCE_SCOPE: _ClassVar[MoveAncestor]
    MOVE_ANCESTOR_ANY: _ClassVar[MoveAncestor]
    MOVE_ANCESTOR_INSTANCE: _ClassVar[MoveAncestor]
MOVE_ANCESTOR_INFERRED: MoveAncestor
MOVE_ANCESTOR_SOURCE_SCOPE: MoveAncestor
MOVE_ANCESTOR_ANY: MoveAncestor
MOVE_ANCESTOR_INSTANCE: MoveAncestor

class ModifyProcessInstanceRequest(_message.Message):
    __slots__ = ("process_instance_key", "activate", "terminate", "move", "dry_run")
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    ACTIVATE_FIELD_NUMBER: _ClassVar[int]
    TERMINATE_FIELD_NUMBER: _ClassVar[int]
    MOVE_FIELD_NUMBER: _ClassVar[int]
    DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    process_instance_key: int
    activate: _containers.RepeatedCompositeFieldContainer[ElementActivation]
    terminate: _containers.RepeatedCompositeFieldContainer[ElementSelection]
    move: _containers.RepeatedCompositeFieldContainer[ElementMove]
    dry_run: bool
    def __init__(self, process_instance_key: _Optional[int] = ..., activate: _Optional[_Iterable[_Union[ElementActivation, _Mapping]]] = ..., terminate: _Optional[_Iterable[_Union[ElementSelection, _Mapping]]] = ..., move: _Optional[_Iterable[_Union[ElementMove, _Mapping]]] = ..., dry_run: bool = ...) -> None: ...

class ElementActivation(_message.Message):
    __slots__ = ("element_id", "ancestor", "variables")
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    ANCESTOR_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    element_id: bytes
    ancestor: int
    variables: _containers.RepeatedCompositeFieldContainer[ScopeVariables]
    def __init__(self, element_id: _Optional[bytes] = ..., ancestor: _Optional[int] = ..., variables: _Optional[_Iterable[_Union[ScopeVariables, _Mapping]]] = ...) -> None: ...

class ScopeVariables(_message.Message):
    __slots__ = ("scope_id", "variables")
    SCOPE_ID_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    scope_id: bytes
    variables: bytes
    def __init__(self, scope_id: _Optional[bytes] = ..., variables: _Optional[bytes] = ...) -> None: ...

class ElementSelection(_message.Message):
    __slots__ = ("element_instance_key", "element_id")
    ELEMENT_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    element_instance_key: int
    element_id: bytes
    def __init__(self, element_instance_key: _Optional[int] = ..., element_id: _Optional[bytes] = ...) -> None: ...

class ElementMove(_message.Message):
    __slots__ = ("source", "target_id", "ancestor", "ancestor_key", "variables")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TARGET_ID_FIELD_NUMBER: _ClassVar[int]
    ANCESTOR_FIELD_NUMBER: _ClassVar[int]
    ANCESTOR_KEY_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    source: ElementSelection
    target_id: bytes
    ancestor: MoveAncestor
    ancestor_key: int
    variables: _containers.RepeatedCompositeFieldContainer[ScopeVariables]
    def __init__(self, source: _Optional[_Union[ElementSelection, _Mapping]] = ..., target_id: _Optional[bytes] = ..., ancestor: _Optional[_Union[MoveAncestor, str]] = ..., ancestor_key: _Optional[int] = ..., variables: _Optional[_Iterable[_Union[ScopeVariables, _Mapping]]] = ...) -> None: ...

class ModifyProcessInstanceResponse(_message.Message):
    __slots__ = ("process_instance_key", "is_dry_run", "activated", "terminated", "has_ended")
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    IS_DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    ACTIVATED_FIELD_NUMBER: _ClassVar[int]
    TERMINATED_FIELD_NUMBER: _ClassVar[int]
    HAS_ENDED_FIELD_NUMBER: _ClassVar[int]
    process_instance_key: int
    is_dry_run: bool
    activated: _containers.RepeatedCompositeFieldContainer[ElementInstanceReference]
    terminated: _containers.RepeatedCompositeFieldContainer[ElementInstanceReference]
    has_ended: bool
    def __init__(self, process_instance_key: _Optional[int] = ..., is_dry_run: bool = ..., activated: _Optional[_Iterable[_Union[ElementInstanceReference, _Mapping]]] = ..., terminated: _Optional[_Iterable[_Union[ElementInstanceReference, _Mapping]]] = ..., has_ended: bool = ...) -> None: ...

class ElementInstanceReference(_message.Message):
    __slots__ = ("key", "element_id")
    KEY_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    key: int
    element_id: bytes
    def __init__(self, key: _Optional[int] = ..., element_id: _Optional[bytes] = ...) -> None: ...

class SuspendProcessInstanceRequest(_message.Message):
    __slots__ = ("process_instance_key",)
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    process_instance_key: int
    def __init__(self, process_instance_key: _Optional[int] = ...) -> None: ...

class ResumeProcessInstanceRequest(_message.Message):
    __slots__ = ("process_instance_key",)
    PROCESS_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    process_instance_key: int
    def __init__(self, process_instance_key: _Optional[int] = ...) -> None: ...
