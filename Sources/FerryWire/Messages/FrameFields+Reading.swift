import CFerryProto
import CProtobufC
import FerryModel

// The two `oneof`s: which call stands in which field.

extension FieldReader {
    mutating func clientMessage(_ frame: CClientFrame, idempotencyKey: [UInt8]) -> ClientMessage? {
        let requestID = unsafe frame.request_id
        switch unsafe frame.body_case {
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_HELLO: return unsafe .hello(hello(frame.hello.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_CANCEL: return .cancel(requestID: requestID)
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_KEEP_ALIVE: return .keepAlive(requestID: requestID)
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_GRANT:
            let jobs = unsafe number(frame.grant.pointee.jobs, "jobs", in: 1...StreamJobs.creditsMax)
            return .grant(requestID: requestID, jobs: jobs)
        default: break
        }
        guard let call = unsafe call(frame) else { return nil }
        if idempotencyKey.count > CallMetadata.idempotencyKeyBytesMax {
            fault(
                "FIELD_OUT_OF_RANGE", "idempotency_key",
                expected: "at most \(CallMetadata.idempotencyKeyBytesMax) bytes", found: "\(idempotencyKey.count) bytes"
            )
        }
        return unsafe .call(
            requestID: requestID, call,
            timeoutMilliseconds: number(frame.timeout_milliseconds, "timeout_milliseconds", in: 0...Int64.max),
            idempotencyKey: idempotencyKey)
    }

    private mutating func call(_ frame: CClientFrame) -> Call? {
        switch unsafe frame.body_case {
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_PING: unsafe .ping(Ping(payload: bytes(frame.ping.pointee.payload)))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_TOPOLOGY: .topology
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_DEPLOY_RESOURCES:
            unsafe .deployResources(deployResources(frame.deploy_resources.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_GET_PROCESS_DEFINITION:
            unsafe .getProcessDefinition(getProcessDefinition(frame.get_process_definition.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_PROCESS_DEFINITIONS:
            unsafe .listProcessDefinitions(listProcessDefinitions(frame.list_process_definitions.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_CREATE_PROCESS_INSTANCE:
            unsafe .createProcessInstance(createProcessInstance(frame.create_process_instance.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_CANCEL_PROCESS_INSTANCE:
            unsafe .cancelProcessInstance(cancelProcessInstance(frame.cancel_process_instance.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_MIGRATE_PROCESS_INSTANCE:
            unsafe .migrateProcessInstance(migrateProcessInstance(frame.migrate_process_instance.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_VALIDATE_MIGRATION_PLAN:
            unsafe .validateMigrationPlan(validateMigrationPlan(frame.validate_migration_plan.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_GENERATE_MIGRATION_PLAN:
            unsafe .generateMigrationPlan(generateMigrationPlan(frame.generate_migration_plan.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_MODIFY_PROCESS_INSTANCE:
            unsafe .modifyProcessInstance(modifyProcessInstance(frame.modify_process_instance.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_SUSPEND_PROCESS_INSTANCE:
            unsafe .suspendProcessInstance(suspendProcessInstance(frame.suspend_process_instance.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_RESUME_PROCESS_INSTANCE:
            unsafe .resumeProcessInstance(resumeProcessInstance(frame.resume_process_instance.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_GET_PROCESS_INSTANCE:
            unsafe .getProcessInstance(getProcessInstance(frame.get_process_instance.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_PROCESS_INSTANCES:
            unsafe .listProcessInstances(listProcessInstances(frame.list_process_instances.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_SET_VARIABLES:
            unsafe .setVariables(setVariables(frame.set_variables.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_ACTIVATE_JOBS:
            unsafe .activateJobs(activateJobs(frame.activate_jobs.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_COMPLETE_JOB:
            unsafe .completeJob(completeJob(frame.complete_job.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_FAIL_JOB:
            unsafe .failJob(failJob(frame.fail_job.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_UPDATE_JOB_RETRIES:
            unsafe .updateJobRetries(updateJobRetries(frame.update_job_retries.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_THROW_ERROR:
            unsafe .throwError(throwError(frame.throw_error.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_UPDATE_JOB_TIMEOUT:
            unsafe .updateJobTimeout(updateJobTimeout(frame.update_job_timeout.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_ACTIVATE_AD_HOC_ACTIVITIES:
            unsafe .activateAdHocActivities(activateAdHocActivities(frame.activate_ad_hoc_activities.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_PUBLISH_MESSAGE:
            unsafe .publishMessage(publishMessage(frame.publish_message.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_CORRELATE_MESSAGE:
            unsafe .correlateMessage(correlateMessage(frame.correlate_message.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_EVALUATE_DECISION:
            unsafe .evaluateDecision(evaluateDecision(frame.evaluate_decision.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_DECISIONS:
            unsafe .listDecisions(listDecisions(frame.list_decisions.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_GET_FORM:
            unsafe .getForm(getForm(frame.get_form.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_FORMS:
            unsafe .listForms(listForms(frame.list_forms.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_EVALUATE_CONDITIONS:
            unsafe .evaluateConditions(evaluateConditions(frame.evaluate_conditions.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_BROADCAST_SIGNAL:
            unsafe .broadcastSignal(broadcastSignal(frame.broadcast_signal.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_ASSIGN_USER_TASK:
            unsafe .assignUserTask(assignUserTask(frame.assign_user_task.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_UPDATE_USER_TASK:
            unsafe .updateUserTask(updateUserTask(frame.update_user_task.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_COMPLETE_USER_TASK:
            unsafe .completeUserTask(completeUserTask(frame.complete_user_task.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_GET_USER_TASK:
            unsafe .getUserTask(getUserTask(frame.get_user_task.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_USER_TASKS:
            unsafe .listUserTasks(listUserTasks(frame.list_user_tasks.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_INCIDENTS:
            unsafe .listIncidents(listIncidents(frame.list_incidents.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_RESOLVE_INCIDENT:
            unsafe .resolveIncident(resolveIncident(frame.resolve_incident.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_UPDATE_JOB:
            unsafe .updateJob(updateJob(frame.update_job.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_JOBS:
            unsafe .listJobs(listJobs(frame.list_jobs.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_VARIABLES:
            unsafe .listVariables(listVariables(frame.list_variables.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_MESSAGES:
            unsafe .listMessages(listMessages(frame.list_messages.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_MESSAGE_SUBSCRIPTIONS:
            unsafe .listMessageSubscriptions(listMessageSubscriptions(frame.list_message_subscriptions.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_LIST_TIMERS:
            unsafe .listTimers(listTimers(frame.list_timers.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_STREAM_JOBS:
            unsafe .streamJobs(streamJobs(frame.stream_jobs.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_DELETE_RESOURCE:
            unsafe .deleteResource(deleteResource(frame.delete_resource.pointee))
        case FERRY__CLIENT__V1__CLIENT_FRAME__BODY_STREAM_EVENTS:
            unsafe .streamEvents(streamEvents(frame.stream_events.pointee))
        default: nil
        }
    }

    mutating func serverMessage(_ frame: CServerFrame) -> ServerMessage? {
        let requestID = unsafe frame.request_id
        switch unsafe frame.body_case {
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_WELCOME: return unsafe .welcome(welcome(frame.welcome.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_GO_AWAY: return unsafe .goAway(goAway(frame.go_away.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_KEEP_ALIVE: return .keepAlive(requestID: requestID)
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_STATUS:
            return unsafe status(frame.status.pointee, requestID: requestID)
        default: break
        }
        guard let answer = unsafe answer(frame) else { return nil }
        return .answer(requestID: requestID, answer)
    }

    private mutating func answer(_ frame: CServerFrame) -> Answer? {
        switch unsafe frame.body_case {
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_DONE: .done
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_PING: unsafe .ping(Ping(payload: bytes(frame.ping.pointee.payload)))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_TOPOLOGY:
            unsafe .topology(topology(frame.topology.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_DEPLOY_RESOURCES:
            unsafe .deployResources(deployResources(frame.deploy_resources.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_GET_PROCESS_DEFINITION:
            unsafe getProcessDefinition(frame.get_process_definition.pointee).map { .getProcessDefinition($0) }
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_PROCESS_DEFINITIONS:
            unsafe .listProcessDefinitions(listProcessDefinitions(frame.list_process_definitions.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_CREATE_PROCESS_INSTANCE:
            unsafe .createProcessInstance(createProcessInstance(frame.create_process_instance.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_MIGRATE_PROCESS_INSTANCE:
            unsafe .migrateProcessInstance(migrateProcessInstance(frame.migrate_process_instance.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_VALIDATE_MIGRATION_PLAN:
            unsafe validateMigrationPlan(frame.validate_migration_plan.pointee).map { .validateMigrationPlan($0) }
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_GENERATE_MIGRATION_PLAN:
            unsafe generateMigrationPlan(frame.generate_migration_plan.pointee).map { .generateMigrationPlan($0) }
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_MODIFY_PROCESS_INSTANCE:
            unsafe .modifyProcessInstance(modifyProcessInstance(frame.modify_process_instance.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_GET_PROCESS_INSTANCE:
            unsafe getProcessInstance(frame.get_process_instance.pointee).map { .getProcessInstance($0) }
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_PROCESS_INSTANCES:
            unsafe .listProcessInstances(listProcessInstances(frame.list_process_instances.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_ACTIVATE_JOBS:
            unsafe .activateJobs(activateJobs(frame.activate_jobs.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_GET_USER_TASK:
            unsafe getUserTask(frame.get_user_task.pointee).map { .getUserTask($0) }
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_USER_TASKS:
            unsafe .listUserTasks(listUserTasks(frame.list_user_tasks.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_INCIDENTS:
            unsafe .listIncidents(listIncidents(frame.list_incidents.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_PUBLISH_MESSAGE:
            unsafe .publishMessage(publishMessage(frame.publish_message.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_CORRELATE_MESSAGE:
            unsafe .correlateMessage(correlateMessage(frame.correlate_message.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_EVALUATE_DECISION:
            unsafe evaluateDecision(frame.evaluate_decision.pointee).map { .evaluateDecision($0) }
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_DECISIONS:
            unsafe .listDecisions(listDecisions(frame.list_decisions.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_GET_FORM:
            unsafe getForm(frame.get_form.pointee).map { .getForm($0) }
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_FORMS:
            unsafe .listForms(listForms(frame.list_forms.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_EVALUATE_CONDITIONS:
            unsafe .evaluateConditions(evaluateConditions(frame.evaluate_conditions.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_BROADCAST_SIGNAL:
            unsafe .broadcastSignal(broadcastSignal(frame.broadcast_signal.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_JOBS:
            unsafe .listJobs(listJobs(frame.list_jobs.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_VARIABLES:
            unsafe .listVariables(listVariables(frame.list_variables.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_MESSAGES:
            unsafe .listMessages(listMessages(frame.list_messages.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_MESSAGE_SUBSCRIPTIONS:
            unsafe .listMessageSubscriptions(listMessageSubscriptions(frame.list_message_subscriptions.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_LIST_TIMERS:
            unsafe .listTimers(listTimers(frame.list_timers.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_STREAM_JOBS:
            unsafe .streamJobs(streamJobs(frame.stream_jobs.pointee))
        case FERRY__CLIENT__V1__SERVER_FRAME__BODY_STREAM_EVENTS:
            unsafe .streamEvents(streamEvents(frame.stream_events.pointee))
        default: nil
        }
    }
}
