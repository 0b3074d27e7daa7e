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
    MigrationInstruction,
    MigrationMode,
    MigrationPlan,
    MigrationReport,
    MovedElement,
    MovedToken,
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
    "Resource",
    "StatusCode",
    "Topology",
    "Variable",
    "Variables",
    "WaitingToken",
    "every",
    "partition_of",
]
