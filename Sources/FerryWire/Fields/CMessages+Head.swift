import CFerryProto
import CProtobufC

// The head that every value of a generated struct begins with: the descriptor by which protobuf-c packs it.

/// What a generated initializer puts at the front of a message.
private func readHead<Message>(_ initialize: (UnsafeMutablePointer<Message>?) -> Void) -> ProtobufCMessage {
    let message = UnsafeMutablePointer<Message>.allocate(capacity: 1)
    defer { unsafe message.deallocate() }
    unsafe initialize(message)
    return unsafe UnsafeRawPointer(message).load(as: ProtobufCMessage.self)
}

extension CClientFrame {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__client_frame__init)
}

extension CServerFrame {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__server_frame__init)
}

extension CPingRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__ping_request__init)
}

extension CPingResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__ping_response__init)
}

extension CTopologyRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__topology_request__init)
}

extension CTopologyResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__topology_response__init)
}

extension CPartition {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__partition__init)
}

extension CDefinitionReference {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__definition_reference__init)
}

extension CProcessDefinition {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__process_definition__init)
}

extension CPage {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__page__init)
}

extension CDeployResourcesRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__deploy_resources_request__init)
}

extension CResource {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__resource__init)
}

extension CDeployResourcesResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__deploy_resources_response__init)
}

extension CGetProcessDefinitionRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__get_process_definition_request__init)
}

extension CGetProcessDefinitionResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__get_process_definition_response__init)
}

extension CListProcessDefinitionsRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_process_definitions_request__init)
}

extension CListProcessDefinitionsResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_process_definitions_response__init)
}

extension CStreamEventsRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__stream_events_request__init)
}

extension CStreamEventsResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__stream_events_response__init)
}

extension CEvent {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__event__init)
}

extension CHello {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__hello__init)
}

extension CWelcome {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__welcome__init)
}

extension CGoAway {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__go_away__init)
}

extension CCancel {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__cancel__init)
}

extension CKeepAlive {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__keep_alive__init)
}

extension CDone {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__done__init)
}

extension CListIncidentsRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_incidents_request__init)
}

extension CListIncidentsResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_incidents_response__init)
}

extension CIncident {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__incident__init)
}

extension CResolveIncidentRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__resolve_incident_request__init)
}

extension CCreateProcessInstanceRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__create_process_instance_request__init)
}

extension CCreateProcessInstanceResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__create_process_instance_response__init)
}

extension CCancelProcessInstanceRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__cancel_process_instance_request__init)
}

extension CSetVariablesRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__set_variables_request__init)
}

extension CModifyProcessInstanceRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__modify_process_instance_request__init)
}

extension CModifyProcessInstanceResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__modify_process_instance_response__init)
}

extension CElementActivation {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__element_activation__init)
}

extension CElementSelection {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__element_selection__init)
}

extension CElementMove {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__element_move__init)
}

extension CScopeVariables {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__scope_variables__init)
}

extension CElementInstanceReference {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__element_instance_reference__init)
}

extension CSuspendProcessInstanceRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__suspend_process_instance_request__init)
}

extension CResumeProcessInstanceRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__resume_process_instance_request__init)
}

extension CGetProcessInstanceRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__get_process_instance_request__init)
}

extension CGetProcessInstanceResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__get_process_instance_response__init)
}

extension CListProcessInstancesRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_process_instances_request__init)
}

extension CListProcessInstancesResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_process_instances_response__init)
}

extension CProcessInstance {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__process_instance__init)
}

extension CElementInstance {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__element_instance__init)
}

extension CVariable {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__variable__init)
}

extension CEventSubscription {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__event_subscription__init)
}

extension CWaitingToken {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__waiting_token__init)
}

extension CContinuation {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__continuation__init)
}

extension CUserTaskCorrections {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__user_task_corrections__init)
}

extension CTaskListenerResult {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__task_listener_result__init)
}

extension CJobDecision {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__job_decision__init)
}

extension CAdHocResult {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__ad_hoc_result__init)
}

extension CAdHocActivation {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__ad_hoc_activation__init)
}

extension CActivateAdHocActivitiesRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__activate_ad_hoc_activities_request__init)
}

extension CActivateJobsRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__activate_jobs_request__init)
}

extension CActivateJobsResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__activate_jobs_response__init)
}

extension CActivatedJob {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__activated_job__init)
}

extension CJobHeader {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__job_header__init)
}

extension CCompleteJobRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__complete_job_request__init)
}

extension CFailJobRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__fail_job_request__init)
}

extension CThrowErrorRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__throw_error_request__init)
}

extension CUpdateJobTimeoutRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__update_job_timeout_request__init)
}

extension CPublishMessageRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__publish_message_request__init)
}

extension CPublishMessageResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__publish_message_response__init)
}

extension CCorrelateMessageRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__correlate_message_request__init)
}

extension CCorrelateMessageResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__correlate_message_response__init)
}

extension CDecisionDefinition {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__decision_definition__init)
}

extension CEvaluateDecisionRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__evaluate_decision_request__init)
}

extension CEvaluateDecisionResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__evaluate_decision_response__init)
}

extension CDecisionFailure {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__decision_failure__init)
}

extension CEvaluatedDecision {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__evaluated_decision__init)
}

extension CMatchedRule {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__matched_rule__init)
}

extension CEvaluatedValue {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__evaluated_value__init)
}

extension CListDecisionsRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_decisions_request__init)
}

extension CListDecisionsResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_decisions_response__init)
}

extension CFormDefinition {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__form_definition__init)
}

extension CGetFormRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__get_form_request__init)
}

extension CGetFormResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__get_form_response__init)
}

extension CListFormsRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_forms_request__init)
}

extension CListFormsResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_forms_response__init)
}

extension CEvaluateConditionsRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__evaluate_conditions_request__init)
}

extension CEvaluateConditionsResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__evaluate_conditions_response__init)
}

extension CBroadcastSignalRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__broadcast_signal_request__init)
}

extension CBroadcastSignalResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__broadcast_signal_response__init)
}

extension CUpdateJobRetriesRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__update_job_retries_request__init)
}

extension CJob {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__job__init)
}

extension CMigrateProcessInstanceRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__migrate_process_instance_request__init)
}

extension CMigrationPlan {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__migration_plan__init)
}

extension CMigrationInstruction {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__migration_instruction__init)
}

extension CVariableChange {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__variable_change__init)
}

extension CMigrateProcessInstanceResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__migrate_process_instance_response__init)
}

extension CMovedElement {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__moved_element__init)
}

extension CMovedToken {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__moved_token__init)
}

extension CMovedEvent {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__moved_event__init)
}

extension CMigratedStructure {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__migrated_structure__init)
}

extension CReshapedElement {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__reshaped_element__init)
}

extension CRemovedScope {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__removed_scope__init)
}

extension CLoopCounts {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__loop_counts__init)
}

extension CCreatedScope {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__created_scope__init)
}

extension CReplacedJob {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__replaced_job__init)
}

extension CJobOutline {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__job_outline__init)
}

extension CMigratedVariable {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__migrated_variable__init)
}

extension CMovedCompensation {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__moved_compensation__init)
}

extension CCompensationSubscription {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__compensation_subscription__init)
}

extension CMovedContinuation {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__moved_continuation__init)
}

extension CMigrationWarning {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__migration_warning__init)
}

extension CValidateMigrationPlanRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__validate_migration_plan_request__init)
}

extension CValidateMigrationPlanResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__validate_migration_plan_response__init)
}

extension CElementMapping {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__element_mapping__init)
}

extension CEventMapping {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__event_mapping__init)
}

extension CGenerateMigrationPlanRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__generate_migration_plan_request__init)
}

extension CGenerateMigrationPlanResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__generate_migration_plan_response__init)
}

extension CProposedInstruction {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__proposed_instruction__init)
}

extension CUnmappedElement {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__unmapped_element__init)
}

extension CElementCount {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__element_count__init)
}

extension CStatus {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__status__init)
}

extension CReason {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__reason__init)
}

extension CUserTask {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__user_task__init)
}

extension CUserTaskEntry {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__user_task_entry__init)
}

extension CAssignUserTaskRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__assign_user_task_request__init)
}

extension CUpdateUserTaskRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__update_user_task_request__init)
}

extension CCompleteUserTaskRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__complete_user_task_request__init)
}

extension CGetUserTaskRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__get_user_task_request__init)
}

extension CGetUserTaskResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__get_user_task_response__init)
}

extension CListUserTasksRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_user_tasks_request__init)
}

extension CListUserTasksResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_user_tasks_response__init)
}

extension CUpdateJobRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__update_job_request__init)
}

extension CListJobsRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_jobs_request__init)
}

extension CListJobsResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_jobs_response__init)
}

extension CListVariablesRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_variables_request__init)
}

extension CListVariablesResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_variables_response__init)
}

extension CListMessagesRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_messages_request__init)
}

extension CListMessagesResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_messages_response__init)
}

extension CListMessageSubscriptionsRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_message_subscriptions_request__init)
}

extension CListMessageSubscriptionsResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_message_subscriptions_response__init)
}

extension CListTimersRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_timers_request__init)
}

extension CListTimersResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__list_timers_response__init)
}

extension CJobEntry {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__job_entry__init)
}

extension CVariableEntry {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__variable_entry__init)
}

extension CMessage {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__message__init)
}

extension CMessageSubscription {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__message_subscription__init)
}

extension CTimer {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__timer__init)
}

extension CStreamJobsRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__stream_jobs_request__init)
}

extension CStreamJobsResponse {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__stream_jobs_response__init)
}

extension CDeleteResourceRequest {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__delete_resource_request__init)
}

extension CGrant {
    nonisolated(unsafe) static let head = unsafe readHead(ferry__client__v1__grant__init)
}
