from ferry_client._proto import adhoc_pb2 as _adhoc_pb2
from ferry_client._proto import cluster_pb2 as _cluster_pb2
from ferry_client._proto import decision_pb2 as _decision_pb2
from ferry_client._proto import definition_pb2 as _definition_pb2
from ferry_client._proto import event_pb2 as _event_pb2
from ferry_client._proto import form_pb2 as _form_pb2
from ferry_client._proto import incident_pb2 as _incident_pb2
from ferry_client._proto import instance_pb2 as _instance_pb2
from ferry_client._proto import job_pb2 as _job_pb2
from ferry_client._proto import message_pb2 as _message_pb2
from ferry_client._proto import signal_pb2 as _signal_pb2
from ferry_client._proto import condition_pb2 as _condition_pb2
from ferry_client._proto import migration_pb2 as _migration_pb2
from ferry_client._proto import modification_pb2 as _modification_pb2
from ferry_client._proto import status_pb2 as _status_pb2
from ferry_client._proto import timer_pb2 as _timer_pb2
from ferry_client._proto import usertask_pb2 as _usertask_pb2
from ferry_client._proto import variable_pb2 as _variable_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ClientFrame(_message.Message):
    __slots__ = ("request_id", "timeout_milliseconds", "idempotency_key", "hello", "cancel", "keep_alive", "grant", "ping", "topology", "deploy_resources", "get_process_definition", "list_process_definitions", "create_process_instance", "cancel_process_instance", "migrate_process_instance", "get_process_instance", "list_process_instances", "set_variables", "activate_jobs", "complete_job", "fail_job", "update_job_retries", "list_incidents", "resolve_incident", "stream_events", "throw_error", "update_job_timeout", "broadcast_signal", "publish_message", "correlate_message", "evaluate_conditions", "evaluate_decision", "list_decisions", "get_form", "list_forms", "assign_user_task", "update_user_task", "complete_user_task", "get_user_task", "list_user_tasks", "modify_process_instance", "validate_migration_plan", "generate_migration_plan", "suspend_process_instance", "resume_process_instance", "delete_resource", "stream_jobs", "list_timers", "list_message_subscriptions", "list_messages", "list_variables", "list_jobs", "update_job", "activate_ad_hoc_activities")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    TIMEOUT_MILLISECONDS_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    HELLO_FIELD_NUMBER: _ClassVar[int]
    CANCEL_FIELD_NUMBER: _ClassVar[int]
    KEEP_ALIVE_FIELD_NUMBER: _ClassVar[int]
    GRANT_FIELD_NUMBER: _ClassVar[int]
    PING_FIELD_NUMBER: _ClassVar[int]
    TOPOLOGY_FIELD_NUMBER: _ClassVar[int]
    DEPLOY_RESOURCES_FIELD_NUMBER: _ClassVar[int]
    GET_PROCESS_DEFINITION_FIELD_NUMBER: _ClassVar[int]
    LIST_PROCESS_DEFINITIONS_FIELD_NUMBER: _ClassVar[int]
    CREATE_PROCESS_INSTANCE_FIELD_NUMBER: _ClassVar[int]
    CANCEL_PROCESS_INSTANCE_FIELD_NUMBER: _ClassVar[int]
    MIGRATE_PROCESS_INSTANCE_FIELD_NUMBER: _ClassVar[int]
    GET_PROCESS_INSTANCE_FIELD_NUMBER: _ClassVar[int]
    LIST_PROCESS_INSTANCES_FIELD_NUMBER: _ClassVar[int]
    SET_VARIABLES_FIELD_NUMBER: _ClassVar[int]
    ACTIVATE_JOBS_FIELD_NUMBER: _ClassVar[int]
    COMPLETE_JOB_FIELD_NUMBER: _ClassVar[int]
    FAIL_JOB_FIELD_NUMBER: _ClassVar[int]
    UPDATE_JOB_RETRIES_FIELD_NUMBER: _ClassVar[int]
    LIST_INCIDENTS_FIELD_NUMBER: _ClassVar[int]
    RESOLVE_INCIDENT_FIELD_NUMBER: _ClassVar[int]
    STREAM_EVENTS_FIELD_NUMBER: _ClassVar[int]
    THROW_ERROR_FIELD_NUMBER: _ClassVar[int]
    UPDATE_JOB_TIMEOUT_FIELD_NUMBER: _ClassVar[int]
    BROADCAST_SIGNAL_FIELD_NUMBER: _ClassVar[int]
    PUBLISH_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    CORRELATE_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    EVALUATE_CONDITIONS_FIELD_NUMBER: _ClassVar[int]
    EVALUATE_DECISION_FIELD_NUMBER: _ClassVar[int]
    LIST_DECISIONS_FIELD_NUMBER: _ClassVar[int]
    GET_FORM_FIELD_NUMBER: _ClassVar[int]
    LIST_FORMS_FIELD_NUMBER: _ClassVar[int]
    ASSIGN_USER_TASK_FIELD_NUMBER: _ClassVar[int]
    UPDATE_USER_TASK_FIELD_NUMBER: _ClassVar[int]
    COMPLETE_USER_TASK_FIELD_NUMBER: _ClassVar[int]
    GET_USER_TASK_FIELD_NUMBER: _ClassVar[int]
    LIST_USER_TASKS_FIELD_NUMBER: _ClassVar[int]
    MODIFY_PROCESS_INSTANCE_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_MIGRATION_PLAN_FIELD_NUMBER: _ClassVar[int]
    GENERATE_MIGRATION_PLAN_FIELD_NUMBER: _ClassVar[int]
    SUSPEND_PROCESS_INSTANCE_FIELD_NUMBER: _ClassVar[int]
    RESUME_PROCESS_INSTANCE_FIELD_NUMBER: _ClassVar[int]
    DELETE_RESOURCE_FIELD_NUMBER: _ClassVar[int]
    STREAM_JOBS_FIELD_NUMBER: _ClassVar[int]
    LIST_TIMERS_FIELD_NUMBER: _ClassVar[int]
    LIST_MESSAGE_SUBSCRIPTIONS_FIELD_NUMBER: _ClassVar[int]
    LIST_MESSAGES_FIELD_NUMBER: _ClassVar[int]
    LIST_VARIABLES_FIELD_NUMBER: _ClassVar[int]
    LIST_JOBS_FIELD_NUMBER: _ClassVar[int]
    UPDATE_JOB_FIELD_NUMBER: _ClassVar[int]
    ACTIVATE_AD_HOC_ACTIVITIES_FIELD_NUMBER: _ClassVar[int]
    request_id: int
    timeout_milliseconds: int
    idempotency_key: bytes
    hello: Hello
    cancel: Cancel
    keep_alive: KeepAlive
    grant: Grant
    ping: _cluster_pb2.PingRequest
    topology: _cluster_pb2.TopologyRequest
    deploy_resources: _definition_pb2.DeployResourcesRequest
    get_process_definition: _definition_pb2.GetProcessDefinitionRequest
    list_process_definitions: _definition_pb2.ListProcessDefinitionsRequest
    create_process_instance: _instance_pb2.CreateProcessInstanceRequest
    cancel_process_instance: _instance_pb2.CancelProcessInstanceRequest
    migrate_process_instance: _migration_pb2.MigrateProcessInstanceRequest
    get_process_instance: _instance_pb2.GetProcessInstanceRequest
    list_process_instances: _instance_pb2.ListProcessInstancesRequest
    set_variables: _instance_pb2.SetVariablesRequest
    activate_jobs: _job_pb2.ActivateJobsRequest
    complete_job: _job_pb2.CompleteJobRequest
    fail_job: _job_pb2.FailJobRequest
    update_job_retries: _job_pb2.UpdateJobRetriesRequest
    list_incidents: _incident_pb2.ListIncidentsRequest
    resolve_incident: _incident_pb2.ResolveIncidentRequest
    stream_events: _event_pb2.StreamEventsRequest
    throw_error: _job_pb2.ThrowErrorRequest
    update_job_timeout: _job_pb2.UpdateJobTimeoutRequest
    broadcast_signal: _signal_pb2.BroadcastSignalRequest
    publish_message: _message_pb2.PublishMessageRequest
    correlate_message: _message_pb2.CorrelateMessageRequest
    evaluate_conditions: _condition_pb2.EvaluateConditionsRequest
    evaluate_decision: _decision_pb2.EvaluateDecisionRequest
    list_decisions: _decision_pb2.ListDecisionsRequest
    get_form: _form_pb2.GetFormRequest
    list_forms: _form_pb2.ListFormsRequest
    assign_user_task: _usertask_pb2.AssignUserTaskRequest
    update_user_task: _usertask_pb2.UpdateUserTaskRequest
    complete_user_task: _usertask_pb2.CompleteUserTaskRequest
    get_user_task: _usertask_pb2.GetUserTaskRequest
    list_user_tasks: _usertask_pb2.ListUserTasksRequest
    modify_process_instance: _modification_pb2.ModifyProcessInstanceRequest
    validate_migration_plan: _migration_pb2.ValidateMigrationPlanRequest
    generate_migration_plan: _migration_pb2.GenerateMigrationPlanRequest
    suspend_process_instance: _modification_pb2.SuspendProcessInstanceRequest
    resume_process_instance: _modification_pb2.ResumeProcessInstanceRequest
    delete_resource: _definition_pb2.DeleteResourceRequest
    stream_jobs: _job_pb2.StreamJobsRequest
    list_timers: _timer_pb2.ListTimersRequest
    list_message_subscriptions: _message_pb2.ListMessageSubscriptionsRequest
    list_messages: _message_pb2.ListMessagesRequest
    list_variables: _variable_pb2.ListVariablesRequest
    list_jobs: _job_pb2.ListJobsRequest
    update_job: _job_pb2.UpdateJobRequest
    activate_ad_hoc_activities: _adhoc_pb2.ActivateAdHocActivitiesRequest
    def __init__(self, request_id: _Optional[int] = ..., timeout_milliseconds: _Optional[int] = ..., idempotency_key: _Optional[bytes] = ..., hello: _Optional[_Union[Hello, _Mapping]] = ..., cancel: _Optional[_Union[Cancel, _Mapping]] = ..., keep_alive: _Optional[_Union[KeepAlive, _Mapping]] = ..., grant: _Optional[_Union[Grant, _Mapping]] = ..., ping: _Optional[_Union[_cluster_pb2.PingRequest, _Mapping]] = ..., topology: _Optional[_Union[_cluster_pb2.TopologyRequest, _Mapping]] = ..., deploy_resources: _Optional[_Union[_definition_pb2.DeployResourcesRequest, _Mapping]] = ..., get_process_definition: _Optional[_Union[_definition_pb2.GetProcessDefinitionRequest, _Mapping]] = ..., list_process_definitions: _Optional[_Union[_definition_pb2.ListProcessDefinitionsRequest, _Mapping]] = ..., create_process_instance: _Optional[_Union[_instance_pb2.CreateProcessInstanceRequest, _Mapping]] = ..., cancel_process_instance: _Optional[_Union[_instance_pb2.CancelProcessInstanceRequest, _Mapping]] = ..., migrate_process_instance: _Optional[_Union[_migration_pb2.MigrateProcessInstanceRequest, _Mapping]] = ..., get_process_instance: _Optional[_Union[_instance_pb2.GetProcessInstanceRequest, _Mapping]] = ..., list_process_instances: _Optional[_Union[_instance_pb2.ListProcessInstancesRequest, _Mapping]] = ..., set_variables: _Optional[_Union[_instance_pb2.SetVariablesRequest, _Mapping]] = ..., activate_jobs: _Optional[_Union[_job_pb2.ActivateJobsRequest, _Mapping]] = ..., complete_job: _Optional[_Union[_job_pb2.CompleteJobRequest, _Mapping]] = ..., fail_job: _Optional[_Union[_job_pb2.FailJobRequest, _Mapping]] = ..., update_job_retries: _Optional[_Union[_job_pb2.UpdateJobRetriesRequest, _Mapping]] = ..., list_incidents: _Optional[_Union[_incident_pb2.ListIncidentsRequest, _Mapping]] = ..., resolve_incident: _Optional[_Union[_incident_pb2.ResolveIncidentRequest, _Mapping]] = ..., stream_events: _Optional[_Union[_event_pb2.StreamEventsRequest, _Mapping]] = ..., throw_error: _Optional[_Union[_job_pb2.ThrowErrorRequest, _Mapping]] = ..., update_job_timeout: _Optional[_Union[_job_pb2.UpdateJobTimeoutRequest, _Mapping]] = ..., broadcast_signal: _Optional[_Union[_signal_pb2.BroadcastSignalRequest, _Mapping]] = ..., publish_message: _Optional[_Union[_message_pb2.PublishMessageRequest, _Mapping]] = ..., correlate_message: _Optional[_Union[_message_pb2.CorrelateMessageRequest, _Mapping]] = ..., evaluate_conditions: _Optional[_Union[_condition_pb2.EvaluateConditionsRequest, _Mapping]] = ..., evaluate_decision: _Optional[_Union[_decision_pb2.EvaluateDecisionRequest, _Mapping]] = ..., list_decisions: _Optional[_Union[_decision_pb2.ListDecisionsRequest, _Mapping]] = ..., get_form: _Optional[_Union[_form_pb2.GetFormRequest, _Mapping]] = ..., list_forms: _Optional[_Union[_form_pb2.ListFormsRequest, _Mapping]] = ..., assign_user_task: _Optional[_Union[_usertask_pb2.AssignUserTaskRequest, _Mapping]] = ..., update_user_task: _Optional[_Union[_usertask_pb2.UpdateUserTaskRequest, _Mapping]] = ..., complete_user_task: _Optional[_Union[_usertask_pb2.CompleteUserTaskRequest, _Mapping]] = ..., get_user_task: _Optional[_Union[_usertask_pb2.GetUserTaskRequest, _Mapping]] = ..., list_user_tasks: _Optional[_Union[_usertask_pb2.ListUserTasksRequest, _Mapping]] = ..., modify_process_instance: _Optional[_Union[_modification_pb2.ModifyProcessInstanceRequest, _Mapping]] = ..., validate_migration_plan: _Optional[_Union[_migration_pb2.ValidateMigrationPlanRequest, _Mapping]] = ..., generate_migration_plan: _Optional[_Union[_migration_pb2.GenerateMigrationPlanRequest, _Mapping]] = ..., suspend_process_instance: _Optional[_Union[_modification_pb2.SuspendProcessInstanceRequest, _Mapping]] = ..., resume_process_instance: _Optional[_Union[_modification_pb2.ResumeProcessInstanceRequest, _Mapping]] = ..., delete_resource: _Optional[_Union[_definition_pb2.DeleteResourceRequest, _Mapping]] = ..., stream_jobs: _Optional[_Union[_job_pb2.StreamJobsRequest, _Mapping]] = ..., list_timers: _Optional[_Union[_timer_pb2.ListTimersRequest, _Mapping]] = ..., list_message_subscriptions: _Optional[_Union[_message_pb2.ListMessageSubscriptionsRequest, _Mapping]] = ..., list_messages: _Optional[_Union[_message_pb2.ListMessagesRequest, _Mapping]] = ..., list_variables: _Optional[_Union[_variable_pb2.ListVariablesRequest, _Mapping]] = ..., list_jobs: _Optional[_Union[_job_pb2.ListJobsRequest, _Mapping]] = ..., update_job: _Optional[_Union[_job_pb2.UpdateJobRequest, _Mapping]] = ..., activate_ad_hoc_activities: _Optional[_Union[_adhoc_pb2.ActivateAdHocActivitiesRequest, _Mapping]] = ...) -> None: ...

class ServerFrame(_message.Message):
    __slots__ = ("request_id", "welcome", "go_away", "keep_alive", "status", "done", "ping", "topology", "deploy_resources", "get_process_definition", "list_process_definitions", "create_process_instance", "migrate_process_instance", "get_process_instance", "list_process_instances", "activate_jobs", "list_incidents", "stream_events", "broadcast_signal", "publish_message", "correlate_message", "evaluate_conditions", "evaluate_decision", "list_decisions", "get_form", "list_forms", "get_user_task", "list_user_tasks", "modify_process_instance", "stream_jobs", "list_timers", "list_message_subscriptions", "list_messages", "list_variables", "list_jobs", "validate_migration_plan", "generate_migration_plan")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    WELCOME_FIELD_NUMBER: _ClassVar[int]
    GO_AWAY_FIELD_NUMBER: _ClassVar[int]
    KEEP_ALIVE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    DONE_FIELD_NUMBER: _ClassVar[int]
    PING_FIELD_NUMBER: _ClassVar[int]
    TOPOLOGY_FIELD_NUMBER: _ClassVar[int]
    DEPLOY_RESOURCES_FIELD_NUMBER: _ClassVar[int]
    GET_PROCESS_DEFINITION_FIELD_NUMBER: _ClassVar[int]
    LIST_PROCESS_DEFINITIONS_FIELD_NUMBER: _ClassVar[int]
    CREATE_PROCESS_INSTANCE_FIELD_NUMBER: _ClassVar[int]
    MIGRATE_PROCESS_INSTANCE_FIELD_NUMBER: _ClassVar[int]
    GET_PROCESS_INSTANCE_FIELD_NUMBER: _ClassVar[int]
    LIST_PROCESS_INSTANCES_FIELD_NUMBER: _ClassVar[int]
    ACTIVATE_JOBS_FIELD_NUMBER: _ClassVar[int]
    LIST_INCIDENTS_FIELD_NUMBER: _ClassVar[int]
    STREAM_EVENTS_FIELD_NUMBER: _ClassVar[int]
    BROADCAST_SIGNAL_FIELD_NUMBER: _ClassVar[int]
    PUBLISH_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    CORRELATE_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    EVALUATE_CONDITIONS_FIELD_NUMBER: _ClassVar[int]
    EVALUATE_DECISION_FIELD_NUMBER: _ClassVar[int]
    LIST_DECISIONS_FIELD_NUMBER: _ClassVar[int]
    GET_FORM_FIELD_NUMBER: _ClassVar[int]
    LIST_FORMS_FIELD_NUMBER: _ClassVar[int]
    GET_USER_TASK_FIELD_NUMBER: _ClassVar[int]
    LIST_USER_TASKS_FIELD_NUMBER: _ClassVar[int]
    MODIFY_PROCESS_INSTANCE_FIELD_NUMBER: _ClassVar[int]
    STREAM_JOBS_FIELD_NUMBER: _ClassVar[int]
    LIST_TIMERS_FIELD_NUMBER: _ClassVar[int]
    LIST_MESSAGE_SUBSCRIPTIONS_FIELD_NUMBER: _ClassVar[int]
    LIST_MESSAGES_FIELD_NUMBER: _ClassVar[int]
    LIST_VARIABLES_FIELD_NUMBER: _ClassVar[int]
    LIST_JOBS_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_MIGRATION_PLAN_FIELD_NUMBER: _ClassVar[int]
    GENERATE_MIGRATION_PLAN_FIELD_NUMBER: _ClassVar[int]
    request_id: int
    welcome: Welcome
    go_away: GoAway
    keep_alive: KeepAlive
    status: _status_pb2.Status
    done: Done
    ping: _cluster_pb2.PingResponse
    topology: _cluster_pb2.TopologyResponse
    deploy_resources: _definition_pb2.DeployResourcesResponse
    get_process_definition: _definition_pb2.GetProcessDefinitionResponse
    list_process_definitions: _definition_pb2.ListProcessDefinitionsResponse
    create_process_instance: _instance_pb2.CreateProcessInstanceResponse
    migrate_process_instance: _migration_pb2.MigrateProcessInstanceResponse
    get_process_instance: _instance_pb2.GetProcessInstanceResponse
    list_process_instances: _instance_pb2.ListProcessInstancesResponse
    activate_jobs: _job_pb2.ActivateJobsResponse
    list_incidents: _incident_pb2.ListIncidentsResponse
    stream_events: _event_pb2.StreamEventsResponse
    broadcast_signal: _signal_pb2.BroadcastSignalResponse
    publish_message: _message_pb2.PublishMessageResponse
    correlate_message: _message_pb2.CorrelateMessageResponse
    evaluate_conditions: _condition_pb2.EvaluateConditionsResponse
    evaluate_decision: _decision_pb2.EvaluateDecisionResponse
    list_decisions: _decision_pb2.ListDecisionsResponse
    get_form: _form_pb2.GetFormResponse
    list_forms: _form_pb2.ListFormsResponse
    get_user_task: _usertask_pb2.GetUserTaskResponse
    list_user_tasks: _usertask_pb2.ListUserTasksResponse
    modify_process_instance: _modification_pb2.ModifyProcessInstanceResponse
    stream_jobs: _job_pb2.StreamJobsResponse
    list_timers: _timer_pb2.ListTimersResponse
    list_message_subscriptions: _message_pb2.ListMessageSubscriptionsResponse
    list_messages: _message_pb2.ListMessagesResponse
    list_variables: _variable_pb2.ListVariablesResponse
    list_jobs: _job_pb2.ListJobsResponse
    validate_migration_plan: _migration_pb2.ValidateMigrationPlanResponse
    generate_migration_plan: _migration_pb2.GenerateMigrationPlanResponse
    def __init__(self, request_id: _Optional[int] = ..., welcome: _Optional[_Union[Welcome, _Mapping]] = ..., go_away: _Optional[_Union[GoAway, _Mapping]] = ..., keep_alive: _Optional[_Union[KeepAlive, _Mapping]] = ..., status: _Optional[_Union[_status_pb2.Status, _Mapping]] = ..., done: _Optional[_Union[Done, _Mapping]] = ..., ping: _Optional[_Union[_cluster_pb2.PingResponse, _Mapping]] = ..., topology: _Optional[_Union[_cluster_pb2.TopologyResponse, _Mapping]] = ..., deploy_resources: _Optional[_Union[_definition_pb2.DeployResourcesResponse, _Mapping]] = ..., get_process_definition: _Optional[_Union[_definition_pb2.GetProcessDefinitionResponse, _Mapping]] = ..., list_process_definitions: _Optional[_Union[_definition_pb2.ListProcessDefinitionsResponse, _Mapping]] = ..., create_process_instance: _Optional[_Union[_instance_pb2.CreateProcessInstanceResponse, _Mapping]] = ..., migrate_process_instance: _Optional[_Union[_migration_pb2.MigrateProcessInstanceResponse, _Mapping]] = ..., get_process_instance: _Optional[_Union[_instance_pb2.GetProcessInstanceResponse, _Mapping]] = ..., list_process_instances: _Optional[_Union[_instance_pb2.ListProcessInstancesResponse, _Mapping]] = ..., activate_jobs: _Optional[_Union[_job_pb2.ActivateJobsResponse, _Mapping]] = ..., list_incidents: _Optional[_Union[_incident_pb2.ListIncidentsResponse, _Mapping]] = ..., stream_events: _Optional[_Union[_event_pb2.StreamEventsResponse, _Mapping]] = ..., broadcast_signal: _Optional[_Union[_signal_pb2.BroadcastSignalResponse, _Mapping]] = ..., publish_message: _Optional[_Union[_message_pb2.PublishMessageResponse, _Mapping]] = ..., correlate_message: _Optional[_Union[_message_pb2.CorrelateMessageResponse, _Mapping]] = ..., evaluate_conditions: _Optional[_Union[_condition_pb2.EvaluateConditionsResponse, _Mapping]] = ..., evaluate_decision: _Optional[_Union[_decision_pb2.EvaluateDecisionResponse, _Mapping]] = ..., list_decisions: _Optional[_Union[_decision_pb2.ListDecisionsResponse, _Mapping]] = ..., get_form: _Optional[_Union[_form_pb2.GetFormResponse, _Mapping]] = ..., list_forms: _Optional[_Union[_form_pb2.ListFormsResponse, _Mapping]] = ..., get_user_task: _Optional[_Union[_usertask_pb2.GetUserTaskResponse, _Mapping]] = ..., list_user_tasks: _Optional[_Union[_usertask_pb2.ListUserTasksResponse, _Mapping]] = ..., modify_process_instance: _Optional[_Union[_modification_pb2.ModifyProcessInstanceResponse, _Mapping]] = ..., stream_jobs: _Optional[_Union[_job_pb2.StreamJobsResponse, _Mapping]] = ..., list_timers: _Optional[_Union[_timer_pb2.ListTimersResponse, _Mapping]] = ..., list_message_subscriptions: _Optional[_Union[_message_pb2.ListMessageSubscriptionsResponse, _Mapping]] = ..., list_messages: _Optional[_Union[_message_pb2.ListMessagesResponse, _Mapping]] = ..., list_variables: _Optional[_Union[_variable_pb2.ListVariablesResponse, _Mapping]] = ..., list_jobs: _Optional[_Union[_job_pb2.ListJobsResponse, _Mapping]] = ..., validate_migration_plan: _Optional[_Union[_migration_pb2.ValidateMigrationPlanResponse, _Mapping]] = ..., generate_migration_plan: _Optional[_Union[_migration_pb2.GenerateMigrationPlanResponse, _Mapping]] = ...) -> None: ...

class Hello(_message.Message):
    __slots__ = ("protocol_version", "client_name", "token", "frame_bytes_max")
    PROTOCOL_VERSION_FIELD_NUMBER: _ClassVar[int]
    CLIENT_NAME_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    FRAME_BYTES_MAX_FIELD_NUMBER: _ClassVar[int]
    protocol_version: int
    client_name: bytes
    token: bytes
    frame_bytes_max: int
    def __init__(self, protocol_version: _Optional[int] = ..., client_name: _Optional[bytes] = ..., token: _Optional[bytes] = ..., frame_bytes_max: _Optional[int] = ...) -> None: ...

class Welcome(_message.Message):
    __slots__ = ("protocol_version", "server_version", "cluster_id", "frame_bytes_max", "calls_in_flight_max", "partition_count")
    PROTOCOL_VERSION_FIELD_NUMBER: _ClassVar[int]
    SERVER_VERSION_FIELD_NUMBER: _ClassVar[int]
    CLUSTER_ID_FIELD_NUMBER: _ClassVar[int]
    FRAME_BYTES_MAX_FIELD_NUMBER: _ClassVar[int]
    CALLS_IN_FLIGHT_MAX_FIELD_NUMBER: _ClassVar[int]
    PARTITION_COUNT_FIELD_NUMBER: _ClassVar[int]
    protocol_version: int
    server_version: bytes
    cluster_id: bytes
    frame_bytes_max: int
    calls_in_flight_max: int
    partition_count: int
    def __init__(self, protocol_version: _Optional[int] = ..., server_version: _Optional[bytes] = ..., cluster_id: _Optional[bytes] = ..., frame_bytes_max: _Optional[int] = ..., calls_in_flight_max: _Optional[int] = ..., partition_count: _Optional[int] = ...) -> None: ...

class GoAway(_message.Message):
    __slots__ = ("message", "drain_milliseconds")
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    DRAIN_MILLISECONDS_FIELD_NUMBER: _ClassVar[int]
    message: bytes
    drain_milliseconds: int
    def __init__(self, message: _Optional[bytes] = ..., drain_milliseconds: _Optional[int] = ...) -> None: ...

class Cancel(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class Grant(_message.Message):
    __slots__ = ("jobs",)
    JOBS_FIELD_NUMBER: _ClassVar[int]
    jobs: int
    def __init__(self, jobs: _Optional[int] = ...) -> None: ...

class KeepAlive(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class Done(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...
