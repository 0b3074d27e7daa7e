"""Incidents: places where an instance stands still until someone helps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ._proto import incident_pb2
from .values import OpenEnum, moment, text


class IncidentType(OpenEnum):
    JOB_NO_RETRIES = 0
    IO_MAPPING_ERROR = 1
    EXTRACT_VALUE_ERROR = 2
    CONDITION_ERROR = 3
    EXECUTION_LISTENER_NO_RETRIES = 4
    UNHANDLED_ERROR_EVENT = 5
    CALLED_ELEMENT_ERROR = 6
    CALLED_DECISION_ERROR = 48
    DECISION_EVALUATION_ERROR = 49
    CONTINUATION_FAILED = 50
    TASK_LISTENER_NO_RETRIES = 51
    AD_HOC_SUB_PROCESS_NO_RETRIES = 52
    FORM_NOT_FOUND = 53
    UNRECOGNIZED = -1


@dataclass(frozen=True, slots=True)
class Incident:
    key: int
    type: IncidentType
    message: str
    process_instance_key: int
    definition_key: int
    element_instance_key: int
    element_id: str
    job_key: int | None
    """The job concerned; None when the element itself is stuck."""
    raised_at: datetime

    @classmethod
    def _from(cls, message: incident_pb2.Incident) -> Incident:
        return cls(
            key=message.key,
            type=IncidentType(message.type),
            message=text(message.message),
            process_instance_key=message.process_instance_key,
            definition_key=message.definition_key,
            element_instance_key=message.element_instance_key,
            element_id=text(message.element_id),
            job_key=message.job or None,
            raised_at=moment(message.raised_at),
        )
