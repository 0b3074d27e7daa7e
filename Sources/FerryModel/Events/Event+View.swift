/// Events as readers of the log see them: a kind, and the rest as JSON.
extension LogRecord {
    /// The record's events from a position on.
    package func views(from position: LogPosition) -> [EventView] {
        events.enumerated().compactMap { offset, recorded in
            let place = LogPosition(first.rawValue + UInt64(offset))
            guard place >= position else { return nil }
            return EventView(
                position: place, timestamp: timestamp, kind: recorded.event.kind.rawValue,
                processInstanceKey: recorded.instance, details: recorded.event.details)
        }
    }
}

extension Event {
    var details: JSONValue {
        var json = JSONObjectWriter()
        switch self {
        case .processDefinitionDeployed(let deployed): deployed.definition.describe(&json)
        case .decisionsDeployed(let deployed): deployed.describe(&json)
        case .processDefinitionDeleted(let key): json.field("definitionKey", key)
        case .decisionsDeleted(let key): json.field("requirementsKey", key)
        case .formDeployed(let deployed): deployed.describe(&json)
        case .formDeleted(let key): json.field("formKey", key)
        case .decisionEvaluated(let evaluated): evaluated.describe(&json)
        case .processInstanceCreated(let created):
            json.field("definitionKey", created.definitionKey)
            json.field("tenant", created.tenant.rawValue)
            if !created.tags.isEmpty { json.field("tags", created.tags) }
            if !created.businessID.isEmpty { json.field("businessId", created.businessID) }
            if let parent = created.parent {
                json.field("parentProcessInstanceKey", parent.instance)
                json.field("parentElementInstanceKey", parent.element)
            }
        case .elementActivating(let activating):
            json.field("elementInstanceKey", activating.key)
            json.field("elementId", activating.elementID)
            json.field("kind", activating.kind)
            if let scope = activating.scope { json.field("scopeKey", scope) }
            if activating.loopCounter > 0 { json.field("loopCounter", number: activating.loopCounter) }
            if let event = activating.begunBy { json.field("begunBy", event.eventID) }
            if let compensation = activating.compensates { json.field("compensationKey", compensation) }
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
        case .processInstanceModified(let modified):
            json.field("activated", modified.activated)
            json.field("terminated", modified.terminated.map(\.description))
            json.field("caller", modified.caller)
        case .processInstanceSuspended(let halted), .processInstanceResumed(let halted):
            json.field("caller", halted.caller)
        case .eventSubscribed(let subscribed):
            json.field("elementInstanceKey", subscribed.elementInstanceKey)
            subscribed.subscription.describe(&json)
        case .eventUnsubscribed(let unsubscribed):
            json.field("elementInstanceKey", unsubscribed.elementInstanceKey)
            json.field("subscriptionKey", unsubscribed.key)
        case .eventTriggered(let triggered):
            json.field("elementInstanceKey", triggered.elementInstanceKey)
            json.field("eventId", triggered.eventID)
            json.field("trigger", triggered.kind)
            if let key = triggered.subscription { json.field("subscriptionKey", key) }
            if let next = triggered.next { json.field("nextDue", number: next.due.milliseconds) }
        case .scopeInterrupted(let interrupted):
            json.field("scopeKey", interrupted.scope)
            json.field("by", interrupted.by)
        case .scopeReopened(let key): json.field("scopeKey", key)
        case .signalBroadcast(let signal):
            json.field("name", signal.name)
            json.field("tenant", signal.tenant.rawValue)
        case .startTimerCreated(let timer), .startTimerCancelled(let timer): timer.describe(&json)
        case .startTimerTriggered(let triggered):
            triggered.timer.describe(&json)
            if let started = triggered.started { json.field("startedInstanceKey", started) }
            if let next = triggered.next { json.field("nextDue", number: next.due.milliseconds) }
        case .jobErrorThrown(let thrown):
            json.field("jobKey", thrown.key)
            json.field("errorCode", thrown.code)
            json.field("errorMessage", thrown.message)
            json.field("isUncaught", json: thrown.isUncaught ? .true : .false)
        case .jobTimeoutUpdated(let updated):
            json.field("jobKey", updated.key)
            json.field("deadline", number: updated.deadline.milliseconds)
        case .messagePublished(let published):
            json.field("messageKey", published.message.key)
            json.field("name", published.message.address.name)
            json.field("correlationKey", published.message.address.correlationKey)
            json.field("messageId", published.message.id)
            json.field("deadline", number: published.message.deadline.milliseconds)
        case .messageMarked(let mark), .messageUnmarked(let mark):
            json.field("messageKey", mark.message)
            json.field("processId", mark.processID)
        case .messageExpired(let expired): json.field("messageKey", expired.key)
        case .messageSubscriptionOpened(let subscription), .messageSubscriptionChanged(let subscription),
            .messageSubscriptionClosed(let subscription):
            json.field("subscriptionKey", subscription.key)
            json.field("name", subscription.address.name)
            json.field("correlationKey", subscription.address.correlationKey)
            json.field("waitingInstanceKey", subscription.instance)
            json.field("elementInstanceKey", subscription.element)
            if let message = subscription.correlating { json.field("messageKey", message) }
        case .compensationSubscribed(let subscription):
            json.field("compensationKey", subscription.key)
            json.field("activityId", subscription.activityID)
            json.field("activityInstanceKey", subscription.activityInstance)
            json.field("scopeKey", subscription.scope)
            if let event = subscription.eventID { json.field("eventId", event) }
        case .compensationTriggered(let triggered):
            json.field("compensationKey", triggered.key)
            json.field("throwerKey", triggered.thrower)
        case .compensationCompleted(let key), .compensationDeleted(let key): json.field("compensationKey", key)
        case .loopBegan(let loop):
            json.field("elementInstanceKey", loop.body)
            json.field("total", number: loop.total)
        case .listItemSet(let item):
            json.field("name", item.name)
            json.field("index", number: item.index)
            json.field("value", json: item.value)
            json.field("scopeKey", item.scope)
        case .processInstanceCalled(let call), .calledInstanceEnded(let call):
            json.field("elementInstanceKey", call.elementInstanceKey)
            json.field("calledInstanceKey", call.called)
        case .jobCreated(let created):
            json.field("jobKey", created.key)
            json.field("kind", created.kind.description)
            json.field("type", created.type)
            json.field("retries", number: created.retries)
            if created.priority != 0 { json.field("priority", number: created.priority) }
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
        case .jobPriorityUpdated(let updated):
            json.field("jobKey", updated.key)
            json.field("priority", number: updated.priority)
        case .jobRetriesUpdated(let updated):
            json.field("jobKey", updated.key)
            json.field("retries", number: updated.retries)
        case .jobCompleted(let key), .jobTimedOut(let key), .jobYielded(let key), .jobRecurred(let key),
            .jobCancelled(let key):
            json.field("jobKey", key)
        case .continuationScheduled(let scheduled): scheduled.describe(&json)
        case .continuationEnded(let key), .adHocFulfilled(let key): json.field("elementInstanceKey", key)
        case .userTaskCreated(let created):
            json.field("userTaskKey", created.key)
            created.task.describe(&json)
        case .userTaskAssigned(let assigned):
            json.field("userTaskKey", assigned.key)
            json.field("assignee", assigned.assignee)
            json.field("action", assigned.action)
        case .userTaskUpdated(let updated):
            json.field("userTaskKey", updated.key)
            updated.task.describe(&json)
            json.field("changedAttributes", updated.changed)
            json.field("action", updated.action)
        case .userTaskCompleted(let completed):
            json.field("userTaskKey", completed.key)
            json.field("action", completed.action)
        case .userTaskChanging(let changing):
            json.field("userTaskKey", changing.key)
            json.field("change", changing.change.kind.name)
            changing.change.requested.describe(&json)
            json.field("action", changing.change.action)
        case .userTaskCorrected(let corrected):
            json.field("userTaskKey", corrected.key)
            corrected.task.describe(&json)
            json.field("changedAttributes", corrected.changed)
        case .userTaskChangeDenied(let denied):
            json.field("userTaskKey", denied.key)
            json.field("deniedReason", denied.reason)
        case .userTaskCancelled(let key): json.field("userTaskKey", key)
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

extension UserTask {
    fileprivate func describe(_ json: inout JSONObjectWriter) {
        json.field("assignee", assignee)
        json.field("candidateGroupsList", candidateGroups)
        json.field("candidateUsersList", candidateUsers)
        json.field("dueDate", dueDate)
        json.field("followUpDate", followUpDate)
        json.field("priority", number: priority)
        json.field("externalFormReference", externalFormReference)
        if let formKey { json.field("formKey", formKey) }
    }
}

extension EventSubscription {
    fileprivate func describe(_ json: inout JSONObjectWriter) {
        json.field("subscriptionKey", key)
        json.field("eventId", eventID)
        json.field("trigger", trigger.kind)
        switch trigger {
        case .timer(let timer):
            json.field("due", number: timer.due.milliseconds)
            json.field("repetitions", number: timer.repetitions)
        case .message(let message):
            json.field("name", message.name)
            json.field("correlationKey", message.correlationKey)
        case .signal(let name): json.field("name", name)
        case .conditional(let conditional): json.field("condition", conditional.condition)
        }
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
        json.field("events", objects: events.map(\.json))
        if !pendingEvents.isEmpty { json.field("pendingEvents", objects: pendingEvents.map(\.json)) }
        if !interruptions.isEmpty { json.field("interruptions", objects: interruptions.map(\.json)) }
        if let formerProcessID { json.field("formerProcessId", formerProcessID) }
        structure.describe(&json)
    }
}

extension MovedEvent {
    fileprivate var json: JSONValue {
        var json = JSONObjectWriter()
        json.field("elementInstanceKey", element)
        json.field("outcome", outcome.rawValue)
        if let before { json.field("before", json: before.json) }
        if let after { json.field("after", json: after.json) }
        return json.finish()
    }
}

extension EventSubscription {
    fileprivate var json: JSONValue {
        var json = JSONObjectWriter()
        describe(&json)
        json.field("interrupting", json: isInterrupting ? .true : .false)
        return json.finish()
    }
}

extension RenamedEvent {
    fileprivate var json: JSONValue {
        var json = JSONObjectWriter()
        json.field("elementInstanceKey", element)
        json.field("from", from)
        if let to { json.field("to", to) }
        return json.finish()
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
        if let toScope { json.field("toScopeKey", toScope) }
        return json.finish()
    }
}

extension StartTimer {
    fileprivate func describe(_ json: inout JSONObjectWriter) {
        json.field("subscriptionKey", key)
        json.field("definitionKey", definitionKey)
        json.field("eventId", eventID)
        json.field("due", number: wait.due.milliseconds)
    }
}
