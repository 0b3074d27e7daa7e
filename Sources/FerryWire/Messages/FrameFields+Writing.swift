import CFerryProto
import CProtobufC
import FerryModel

extension FieldWriter {
    func frame(_ message: ClientMessage) -> CClientFrame {
        var frame = unsafe CClientFrame()
        switch message {
        case .hello(let hello):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_HELLO
            unsafe frame.hello = self.message(self.hello(hello))
        case .call(let requestID, let call, let timeoutMilliseconds, let idempotencyKey):
            unsafe frame.request_id = requestID
            unsafe frame.timeout_milliseconds = timeoutMilliseconds
            unsafe frame.idempotency_key = bytes(idempotencyKey)
            unsafe put(call, into: &frame)
        case .cancel(let requestID):
            unsafe frame.request_id = requestID
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_CANCEL
            unsafe frame.cancel = self.message(CCancel(base: CCancel.head))
        case .grant(let requestID, let jobs):
            unsafe frame.request_id = requestID
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_GRANT
            unsafe frame.grant = self.message(CGrant(base: CGrant.head, jobs: jobs))
        case .keepAlive(let requestID):
            unsafe frame.request_id = requestID
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_KEEP_ALIVE
            unsafe frame.keep_alive = self.message(CKeepAlive(base: CKeepAlive.head))
        }
        return unsafe frame
    }

    private func put(_ call: Call, into frame: inout CClientFrame) {
        switch call {
        case .ping(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_PING
            unsafe frame.ping = message(CPingRequest(base: CPingRequest.head, payload: bytes(call.payload)))
        case .topology:
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_TOPOLOGY
            unsafe frame.topology = message(CTopologyRequest(base: CTopologyRequest.head))
        case .deployResources(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_DEPLOY_RESOURCES
            unsafe frame.deploy_resources = message(deployResources(call))
        case .getProcessDefinition(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_GET_PROCESS_DEFINITION
            unsafe frame.get_process_definition = message(getProcessDefinition(call))
        case .listProcessDefinitions(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_PROCESS_DEFINITIONS
            unsafe frame.list_process_definitions = message(listProcessDefinitions(call))
        case .createProcessInstance(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_CREATE_PROCESS_INSTANCE
            unsafe frame.create_process_instance = message(createProcessInstance(call))
        case .cancelProcessInstance(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_CANCEL_PROCESS_INSTANCE
            unsafe frame.cancel_process_instance = message(cancelProcessInstance(call))
        case .migrateProcessInstance(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_MIGRATE_PROCESS_INSTANCE
            unsafe frame.migrate_process_instance = message(migrateProcessInstance(call))
        case .validateMigrationPlan(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_VALIDATE_MIGRATION_PLAN
            unsafe frame.validate_migration_plan = message(validateMigrationPlan(call))
        case .generateMigrationPlan(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_GENERATE_MIGRATION_PLAN
            unsafe frame.generate_migration_plan = message(generateMigrationPlan(call))
        case .modifyProcessInstance(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_MODIFY_PROCESS_INSTANCE
            unsafe frame.modify_process_instance = message(modifyProcessInstance(call))
        case .suspendProcessInstance(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_SUSPEND_PROCESS_INSTANCE
            unsafe frame.suspend_process_instance = message(suspendProcessInstance(call))
        case .resumeProcessInstance(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_RESUME_PROCESS_INSTANCE
            unsafe frame.resume_process_instance = message(resumeProcessInstance(call))
        case .getProcessInstance(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_GET_PROCESS_INSTANCE
            unsafe frame.get_process_instance = message(getProcessInstance(call))
        case .listProcessInstances(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_PROCESS_INSTANCES
            unsafe frame.list_process_instances = message(listProcessInstances(call))
        case .setVariables(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_SET_VARIABLES
            unsafe frame.set_variables = message(setVariables(call))
        case .activateJobs(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_ACTIVATE_JOBS
            unsafe frame.activate_jobs = message(activateJobs(call))
        case .completeJob(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_COMPLETE_JOB
            unsafe frame.complete_job = message(completeJob(call))
        case .failJob(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_FAIL_JOB
            unsafe frame.fail_job = message(failJob(call))
        case .updateJobRetries(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_UPDATE_JOB_RETRIES
            unsafe frame.update_job_retries = message(updateJobRetries(call))
        case .throwError(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_THROW_ERROR
            unsafe frame.throw_error = message(throwError(call))
        case .updateJobTimeout(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_UPDATE_JOB_TIMEOUT
            unsafe frame.update_job_timeout = message(updateJobTimeout(call))
        case .activateAdHocActivities(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_ACTIVATE_AD_HOC_ACTIVITIES
            unsafe frame.activate_ad_hoc_activities = message(activateAdHocActivities(call))
        case .publishMessage(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_PUBLISH_MESSAGE
            unsafe frame.publish_message = message(publishMessage(call))
        case .correlateMessage(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_CORRELATE_MESSAGE
            unsafe frame.correlate_message = message(correlateMessage(call))
        case .evaluateDecision(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_EVALUATE_DECISION
            unsafe frame.evaluate_decision = message(evaluateDecision(call))
        case .listDecisions(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_DECISIONS
            unsafe frame.list_decisions = message(listDecisions(call))
        case .getForm(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_GET_FORM
            unsafe frame.get_form = message(getForm(call))
        case .listForms(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_FORMS
            unsafe frame.list_forms = message(listForms(call))
        case .evaluateConditions(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_EVALUATE_CONDITIONS
            unsafe frame.evaluate_conditions = message(evaluateConditions(call))
        case .broadcastSignal(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_BROADCAST_SIGNAL
            unsafe frame.broadcast_signal = message(broadcastSignal(call))
        case .assignUserTask(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_ASSIGN_USER_TASK
            unsafe frame.assign_user_task = message(assignUserTask(call))
        case .updateUserTask(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_UPDATE_USER_TASK
            unsafe frame.update_user_task = message(updateUserTask(call))
        case .completeUserTask(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_COMPLETE_USER_TASK
            unsafe frame.complete_user_task = message(completeUserTask(call))
        case .getUserTask(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_GET_USER_TASK
            unsafe frame.get_user_task = message(getUserTask(call))
        case .listUserTasks(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_USER_TASKS
            unsafe frame.list_user_tasks = message(listUserTasks(call))
        case .listIncidents(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_INCIDENTS
            unsafe frame.list_incidents = message(listIncidents(call))
        case .resolveIncident(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_RESOLVE_INCIDENT
            unsafe frame.resolve_incident = message(resolveIncident(call))
        case .updateJob(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_UPDATE_JOB
            unsafe frame.update_job = message(updateJob(call))
        case .listJobs(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_JOBS
            unsafe frame.list_jobs = message(listJobs(call))
        case .listVariables(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_VARIABLES
            unsafe frame.list_variables = message(listVariables(call))
        case .listMessages(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_MESSAGES
            unsafe frame.list_messages = message(listMessages(call))
        case .listMessageSubscriptions(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_MESSAGE_SUBSCRIPTIONS
            unsafe frame.list_message_subscriptions = message(listMessageSubscriptions(call))
        case .listTimers(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_TIMERS
            unsafe frame.list_timers = message(listTimers(call))
        case .streamJobs(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_STREAM_JOBS
            unsafe frame.stream_jobs = message(streamJobs(call))
        case .deleteResource(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_DELETE_RESOURCE
            unsafe frame.delete_resource = message(deleteResource(call))
        case .streamEvents(let call):
            unsafe frame.body_case = FERRY__CLIENT__V1__CLIENT_FRAME__BODY_STREAM_EVENTS
            unsafe frame.stream_events = message(streamEvents(call))
        }
    }

    func frame(_ message: ServerMessage) -> CServerFrame {
        var frame = unsafe CServerFrame()
        switch message {
        case .welcome(let welcome):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_WELCOME
            unsafe frame.welcome = self.message(self.welcome(welcome))
        case .answer(let requestID, let answer):
            unsafe frame.request_id = requestID
            unsafe put(answer, into: &frame)
        case .status(let requestID, let code, let text, let reasons):
            unsafe frame.request_id = requestID
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_STATUS
            unsafe frame.status = self.message(status(code, text, reasons))
        case .keepAlive(let requestID):
            unsafe frame.request_id = requestID
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_KEEP_ALIVE
            unsafe frame.keep_alive = self.message(CKeepAlive(base: CKeepAlive.head))
        case .goAway(let goAway):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_GO_AWAY
            unsafe frame.go_away = self.message(self.goAway(goAway))
        }
        return unsafe frame
    }

    private func put(_ answer: Answer, into frame: inout CServerFrame) {
        switch answer {
        case .done:
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_DONE
            unsafe frame.done = message(CDone(base: CDone.head))
        case .ping(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_PING
            unsafe frame.ping = message(CPingResponse(base: CPingResponse.head, payload: bytes(answer.payload)))
        case .topology(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_TOPOLOGY
            unsafe frame.topology = message(topology(answer))
        case .deployResources(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_DEPLOY_RESOURCES
            unsafe frame.deploy_resources = message(deployResources(answer))
        case .getProcessDefinition(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_GET_PROCESS_DEFINITION
            unsafe frame.get_process_definition = message(getProcessDefinition(answer))
        case .listProcessDefinitions(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_PROCESS_DEFINITIONS
            unsafe frame.list_process_definitions = message(listProcessDefinitions(answer))
        case .createProcessInstance(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_CREATE_PROCESS_INSTANCE
            unsafe frame.create_process_instance = message(createProcessInstance(answer))
        case .migrateProcessInstance(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_MIGRATE_PROCESS_INSTANCE
            unsafe frame.migrate_process_instance = message(migrateProcessInstance(answer))
        case .validateMigrationPlan(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_VALIDATE_MIGRATION_PLAN
            unsafe frame.validate_migration_plan = message(validateMigrationPlan(answer))
        case .generateMigrationPlan(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_GENERATE_MIGRATION_PLAN
            unsafe frame.generate_migration_plan = message(generateMigrationPlan(answer))
        case .modifyProcessInstance(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_MODIFY_PROCESS_INSTANCE
            unsafe frame.modify_process_instance = message(modifyProcessInstance(answer))
        case .getProcessInstance(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_GET_PROCESS_INSTANCE
            unsafe frame.get_process_instance = message(getProcessInstance(answer))
        case .listProcessInstances(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_PROCESS_INSTANCES
            unsafe frame.list_process_instances = message(listProcessInstances(answer))
        case .activateJobs(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_ACTIVATE_JOBS
            unsafe frame.activate_jobs = message(activateJobs(answer))
        case .getUserTask(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_GET_USER_TASK
            unsafe frame.get_user_task = message(getUserTask(answer))
        case .listUserTasks(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_USER_TASKS
            unsafe frame.list_user_tasks = message(listUserTasks(answer))
        case .listIncidents(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_INCIDENTS
            unsafe frame.list_incidents = message(listIncidents(answer))
        case .publishMessage(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_PUBLISH_MESSAGE
            unsafe frame.publish_message = message(publishMessage(answer))
        case .correlateMessage(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_CORRELATE_MESSAGE
            unsafe frame.correlate_message = message(correlateMessage(answer))
        case .evaluateDecision(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_EVALUATE_DECISION
            unsafe frame.evaluate_decision = message(evaluateDecision(answer))
        case .listDecisions(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_DECISIONS
            unsafe frame.list_decisions = message(listDecisions(answer))
        case .getForm(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_GET_FORM
            unsafe frame.get_form = message(getForm(answer))
        case .listForms(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_FORMS
            unsafe frame.list_forms = message(listForms(answer))
        case .evaluateConditions(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_EVALUATE_CONDITIONS
            unsafe frame.evaluate_conditions = message(evaluateConditions(answer))
        case .broadcastSignal(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_BROADCAST_SIGNAL
            unsafe frame.broadcast_signal = message(broadcastSignal(answer))
        case .listJobs(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_JOBS
            unsafe frame.list_jobs = message(listJobs(answer))
        case .listVariables(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_VARIABLES
            unsafe frame.list_variables = message(listVariables(answer))
        case .listMessages(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_MESSAGES
            unsafe frame.list_messages = message(listMessages(answer))
        case .listMessageSubscriptions(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_MESSAGE_SUBSCRIPTIONS
            unsafe frame.list_message_subscriptions = message(listMessageSubscriptions(answer))
        case .listTimers(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_TIMERS
            unsafe frame.list_timers = message(listTimers(answer))
        case .streamJobs(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_STREAM_JOBS
            unsafe frame.stream_jobs = message(streamJobs(answer))
        case .streamEvents(let answer):
            unsafe frame.body_case = FERRY__CLIENT__V1__SERVER_FRAME__BODY_STREAM_EVENTS
            unsafe frame.stream_events = message(streamEvents(answer))
        }
    }
}
