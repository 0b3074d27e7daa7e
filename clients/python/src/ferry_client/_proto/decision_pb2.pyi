from ferry_client._proto import definition_pb2 as _definition_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class EvaluateDecisionRequest(_message.Message):
    __slots__ = ("decision_key", "decision_id", "variables", "tenant")
    DECISION_KEY_FIELD_NUMBER: _ClassVar[int]
    DECISION_ID_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    decision_key: int
    decision_id: bytes
    variables: bytes
    tenant: bytes
    def __init__(self, decision_key: _Optional[int] = ..., decision_id: _Optional[bytes] = ..., variables: _Optional[bytes] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class EvaluateDecisionResponse(_message.Message):
    __slots__ = ("evaluation_key", "decision", "output", "failure", "evaluated_decisions", "omitted")
    EVALUATION_KEY_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    OUTPUT_FIELD_NUMBER: _ClassVar[int]
    FAILURE_FIELD_NUMBER: _ClassVar[int]
    EVALUATED_DECISIONS_FIELD_NUMBER: _ClassVar[int]
    OMITTED_FIELD_NUMBER: _ClassVar[int]
    evaluation_key: int
    decision: _definition_pb2.DecisionDefinition
    output: bytes
    failure: DecisionFailure
    evaluated_decisions: _containers.RepeatedCompositeFieldContainer[EvaluatedDecision]
    omitted: int
    def __init__(self, evaluation_key: _Optional[int] = ..., decision: _Optional[_Union[_definition_pb2.DecisionDefinition, _Mapping]] = ..., output: _Optional[bytes] = ..., failure: _Optional[_Union[DecisionFailure, _Mapping]] = ..., evaluated_decisions: _Optional[_Iterable[_Union[EvaluatedDecision, _Mapping]]] = ..., omitted: _Optional[int] = ...) -> None: ...

class DecisionFailure(_message.Message):
    __slots__ = ("decision_id", "element_id", "code", "message")
    DECISION_ID_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    decision_id: bytes
    element_id: bytes
    code: bytes
    message: bytes
    def __init__(self, decision_id: _Optional[bytes] = ..., element_id: _Optional[bytes] = ..., code: _Optional[bytes] = ..., message: _Optional[bytes] = ...) -> None: ...

class EvaluatedDecision(_message.Message):
    __slots__ = ("decision_id", "name", "kind", "output", "inputs", "matched_rules")
    DECISION_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    OUTPUT_FIELD_NUMBER: _ClassVar[int]
    INPUTS_FIELD_NUMBER: _ClassVar[int]
    MATCHED_RULES_FIELD_NUMBER: _ClassVar[int]
    decision_id: bytes
    name: bytes
    kind: bytes
    output: bytes
    inputs: _containers.RepeatedCompositeFieldContainer[EvaluatedValue]
    matched_rules: _containers.RepeatedCompositeFieldContainer[MatchedRule]
    def __init__(self, decision_id: _Optional[bytes] = ..., name: _Optional[bytes] = ..., kind: _Optional[bytes] = ..., output: _Optional[bytes] = ..., inputs: _Optional[_Iterable[_Union[EvaluatedValue, _Mapping]]] = ..., matched_rules: _Optional[_Iterable[_Union[MatchedRule, _Mapping]]] = ...) -> None: ...

class MatchedRule(_message.Message):
    __slots__ = ("id", "index", "outputs")
    ID_FIELD_NUMBER: _ClassVar[int]
    INDEX_FIELD_NUMBER: _ClassVar[int]
    OUTPUTS_FIELD_NUMBER: _ClassVar[int]
    id: bytes
    index: int
    outputs: _containers.RepeatedCompositeFieldContainer[EvaluatedValue]
    def __init__(self, id: _Optional[bytes] = ..., index: _Optional[int] = ..., outputs: _Optional[_Iterable[_Union[EvaluatedValue, _Mapping]]] = ...) -> None: ...

class EvaluatedValue(_message.Message):
    __slots__ = ("id", "name", "value")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    id: bytes
    name: bytes
    value: bytes
    def __init__(self, id: _Optional[bytes] = ..., name: _Optional[bytes] = ..., value: _Optional[bytes] = ...) -> None: ...

class ListDecisionsRequest(_message.Message):
    __slots__ = ("decision_id", "latest_only", "page", "tenant")
    DECISION_ID_FIELD_NUMBER: _ClassVar[int]
    LATEST_ONLY_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    TENANT_FIELD_NUMBER: _ClassVar[int]
    decision_id: bytes
    latest_only: bool
    page: _definition_pb2.Page
    tenant: bytes
    def __init__(self, decision_id: _Optional[bytes] = ..., latest_only: bool = ..., page: _Optional[_Union[_definition_pb2.Page, _Mapping]] = ..., tenant: _Optional[bytes] = ...) -> None: ...

class ListDecisionsResponse(_message.Message):
    __slots__ = ("decisions", "next_page_token")
    DECISIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    decisions: _containers.RepeatedCompositeFieldContainer[_definition_pb2.DecisionDefinition]
    next_page_token: bytes
    def __init__(self, decisions: _Optional[_Iterable[_Union[_definition_pb2.DecisionDefinition, _Mapping]]] = ..., next_page_token: _Optional[bytes] = ...) -> None: ...
