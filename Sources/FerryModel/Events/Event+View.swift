/// Events as readers of the log see them: a kind, and the rest as JSON.
extension LogRecord {
    /// The record's events from a position on.
    package func views(from position: LogPosition) -> [EventView] {
        events.enumerated().compactMap { offset, recorded in
            let place = LogPosition(first.rawValue + UInt64(offset))
            guard place >= position else { return nil }
            return EventView(
                position: place, timestamp: timestamp, kind: recorded.event.kind,
                processInstanceKey: recorded.instance, details: recorded.event.details)
        }
    }
}

extension Event {
    package var kind: String {
        switch self {
        case .processDefinitionDeployed: "PROCESS_DEFINITION_DEPLOYED"
        case .processInstanceCreated: "PROCESS_INSTANCE_CREATED"
        case .elementActivating: "ELEMENT_ACTIVATING"
        case .elementActivated: "ELEMENT_ACTIVATED"
        case .elementCompleting: "ELEMENT_COMPLETING"
        case .elementCompleted: "ELEMENT_COMPLETED"
        case .elementTerminating: "ELEMENT_TERMINATING"
        case .elementTerminated: "ELEMENT_TERMINATED"
        case .sequenceFlowTaken: "SEQUENCE_FLOW_TAKEN"
        case .tokenArrived: "TOKEN_ARRIVED"
        case .tokensJoined: "TOKENS_JOINED"
        case .variableSet: "VARIABLE_SET"
        case .processInstanceMigrated: "PROCESS_INSTANCE_MIGRATED"
        case .processInstanceBanned: "PROCESS_INSTANCE_BANNED"
        case .jobCreated: "JOB_CREATED"
        case .jobActivated: "JOB_ACTIVATED"
        case .jobCompleted: "JOB_COMPLETED"
        case .jobFailed: "JOB_FAILED"
        case .jobTimedOut: "JOB_TIMED_OUT"
        case .jobRecurred: "JOB_RECURRED"
        case .jobRetriesUpdated: "JOB_RETRIES_UPDATED"
        case .jobCancelled: "JOB_CANCELLED"
        case .incidentRaised: "INCIDENT_RAISED"
        case .incidentResolved: "INCIDENT_RESOLVED"
        case .answerRecorded: "ANSWER_RECORDED"
        case .answersForgotten: "ANSWERS_FORGOTTEN"
        case .outboxMessageQueued: "OUTBOX_MESSAGE_QUEUED"
        case .outboxMessageAcknowledged: "OUTBOX_MESSAGE_ACKNOWLEDGED"
        case .inboxMessageTaken: "INBOX_MESSAGE_TAKEN"
        }
    }

    var details: JSONValue {
        var json = JSONObjectWriter()
        switch self {
        case .processDefinitionDeployed(let deployed): deployed.definition.describe(&json)
        case .processInstanceCreated(let created):
            json.field("definitionKey", created.definitionKey)
            json.field("tenant", created.tenant.rawValue)
        case .elementActivating(let activating):
            json.field("elementInstanceKey", activating.key)
            json.field("elementId", activating.elementID)
            json.field("kind", activating.kind)
            if let scope = activating.scope { json.field("scopeKey", scope) }
        case .elementActivated(let step), .elementCompleting(let step), .elementCompleted(let step),
            .elementTerminating(let step), .elementTerminated(let step):
            json.field("elementInstanceKey", step.key)
            json.field("elementId", step.elementID)
        case .sequenceFlowTaken(let step):
            json.field("flowId", step.flowID)
            json.field("scopeKey", step.scope)
        case .tokenArrived(let step), .tokensJoined(let step):
            json.field("gatewayId", step.gatewayID)
            json.field("flowIds", step.flowIDs)
            json.field("scopeKey", step.scope)
        case .variableSet(let variable):
            json.field("name", variable.name)
            json.field("value", json: variable.value)
            json.field("scopeKey", variable.scope)
        case .processInstanceMigrated(let migrated): migrated.describe(&json)
        case .processInstanceBanned(let banned): json.field("reason", banned.reason)
        case .jobCreated(let created):
            json.field("jobKey", created.key)
            json.field("type", created.type)
            json.field("retries", number: created.retries)
            json.field("elementInstanceKey", created.elementInstanceKey)
        case .jobActivated(let activated):
            json.field("jobKey", activated.key)
            json.field("worker", activated.worker)
            json.field("deadline", number: activated.deadline.milliseconds)
        case .jobFailed(let failed):
            json.field("jobKey", failed.key)
            json.field("retries", number: failed.retries)
            json.field("message", failed.message)
            if let until = failed.backoffUntil { json.field("backoffUntil", number: until.milliseconds) }
        case .jobRetriesUpdated(let updated):
            json.field("jobKey", updated.key)
            json.field("retries", number: updated.retries)
        case .jobCompleted(let key), .jobTimedOut(let key), .jobRecurred(let key), .jobCancelled(let key):
            json.field("jobKey", key)
        case .incidentRaised(let raised):
            json.field("incidentKey", raised.key)
            json.field("type", raised.type.description)
            json.field("message", raised.message)
            json.field("elementId", raised.elementID)
            json.field("elementInstanceKey", raised.elementInstanceKey)
            if let job = raised.job { json.field("jobKey", job) }
        case .incidentResolved(let resolved):
            json.field("incidentKey", resolved.key)
            json.field("elementInstanceKey", resolved.elementInstanceKey)
            if let job = resolved.job { json.field("jobKey", job) }
        case .answerRecorded(let answer): json.field("expiresAt", number: answer.expiresAt.milliseconds)
        case .answersForgotten(let forgotten): json.field("count", number: forgotten.entries.count)
        case .outboxMessageQueued(let message):
            json.field("receiver", number: message.receiver.rawValue)
            json.field("sequence", number: message.sequence)
        case .outboxMessageAcknowledged(let acknowledged):
            json.field("receiver", number: acknowledged.receiver.rawValue)
            json.field("sequence", number: acknowledged.sequence)
        case .inboxMessageTaken(let taken):
            json.field("sender", number: taken.sender.rawValue)
            json.field("sequence", number: taken.sequence)
        }
        return json.finish()
    }
}

extension ProcessDefinition {
    fileprivate func describe(_ json: inout JSONObjectWriter) {
        json.field("definitionKey", key)
        json.field("processId", processID)
        json.field("version", number: version)
        json.field("resourceName", resourceName)
        json.field("contentHash", contentHash)
        json.field("tenant", tenant.rawValue)
    }
}

extension ProcessInstanceMigrated {
    fileprivate func describe(_ json: inout JSONObjectWriter) {
        json.field("source", source)
        json.field("target", target)
        json.field("caller", caller)
        json.field("elements", objects: elements.map(\.json))
        json.field("tokens", objects: tokens.map(\.json))
    }
}

extension MovedElement {
    fileprivate var json: JSONValue {
        var json = JSONObjectWriter()
        json.field("elementInstanceKey", key)
        json.field("from", from)
        json.field("to", to)
        if let job { json.field("jobKey", job) }
        if let incident { json.field("incidentKey", incident) }
        return json.finish()
    }
}

extension MovedToken {
    fileprivate var json: JSONValue {
        var json = JSONObjectWriter()
        json.field("scopeKey", scope)
        json.field("fromGateway", fromGateway)
        json.field("toGateway", toGateway)
        json.field("fromFlow", fromFlow)
        json.field("toFlow", toFlow)
        json.field("count", number: count)
        return json.finish()
    }
}
