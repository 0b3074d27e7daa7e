from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ActivateAdHocActivitiesRequest(_message.Message):
    __slots__ = ("ad_hoc_instance_key", "activities")
    AD_HOC_INSTANCE_KEY_FIELD_NUMBER: _ClassVar[int]
    ACTIVITIES_FIELD_NUMBER: _ClassVar[int]
    ad_hoc_instance_key: int
    activities: _containers.RepeatedCompositeFieldContainer[AdHocActivation]
    def __init__(self, ad_hoc_instance_key: _Optional[int] = ..., activities: _Optional[_Iterable[_Union[AdHocActivation, _Mapping]]] = ...) -> None: ...

class AdHocActivation(_message.Message):
    __slots__ = ("element_id", "variables")
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    element_id: bytes
    variables: bytes
    def __init__(self, element_id: _Optional[bytes] = ..., variables: _Optional[bytes] = ...) -> None: ...

class AdHocResult(_message.Message):
    __slots__ = ("activities", "fulfilled", "cancels_remaining")
    ACTIVITIES_FIELD_NUMBER: _ClassVar[int]
    FULFILLED_FIELD_NUMBER: _ClassVar[int]
    CANCELS_REMAINING_FIELD_NUMBER: _ClassVar[int]
    activities: _containers.RepeatedCompositeFieldContainer[AdHocActivation]
    fulfilled: bool
    cancels_remaining: bool
    def __init__(self, activities: _Optional[_Iterable[_Union[AdHocActivation, _Mapping]]] = ..., fulfilled: bool = ..., cancels_remaining: bool = ...) -> None: ...
