"""An asyncio client for Ferry, the BPMN process broker that moves running instances."""

from .client import FerryClient
from .cluster import Page, Partition, Topology, every, partition_of
from .definitions import DefinitionName, DefinitionReference, DeployedFile, ProcessDefinition, Resource
from .events import Event, EventBatch
from .incidents import Incident, IncidentType
from .instances import (
    CreatedInstance,
    ElementInstance,
    ElementState,
    ProcessInstance,
    ProcessInstanceFilter,
    ProcessInstanceState,
    ProcessInstanceTree,
    Variable,
    WaitingToken,
)
from .jobs import ActivatedJob, Job, JobState
from .migration import (
    AutoMap,
    EvaluateVariable,
    JobTreatment,
    MigrationInstruction,
    MigrationMode,
    MigrationPlan,
    MigrationReport,
    MovedElement,
    MovedToken,
    RemoveVariable,
    RenameVariable,
    SetVariable,
    TimerTreatment,
    TriggerTreatment,
    UnmappedCompensation,
    VariableChange,
)
from .status import FerryError, Reason, StatusCode
from .values import Variables
from .worker import Handler, JobFailure, JobWorker

__all__ = [
    "ActivatedJob",
    "AutoMap",
    "CreatedInstance",
    "DefinitionName",
    "DefinitionReference",
    "DeployedFile",
    "ElementInstance",
    "ElementState",
    "EvaluateVariable",
    "Event",
    "EventBatch",
    "FerryClient",
    "FerryError",
    "Handler",
    "Incident",
    "IncidentType",
    "Job",
    "JobFailure",
    "JobState",
    "JobTreatment",
    "JobWorker",
    "MigrationInstruction",
    "MigrationMode",
    "MigrationPlan",
    "MigrationReport",
    "MovedElement",
    "MovedToken",
    "Page",
    "Partition",
    "ProcessDefinition",
    "ProcessInstance",
    "ProcessInstanceFilter",
    "ProcessInstanceState",
    "ProcessInstanceTree",
    "Reason",
    "RemoveVariable",
    "RenameVariable",
    "Resource",
    "SetVariable",
    "StatusCode",
    "TimerTreatment",
    "Topology",
    "TriggerTreatment",
    "UnmappedCompensation",
    "Variable",
    "VariableChange",
    "Variables",
    "WaitingToken",
    "every",
    "partition_of",
]
