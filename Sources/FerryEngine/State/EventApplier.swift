import FerryBPMN
import FerryModel

/// How each event changes the state: the only place that does. No decisions, no definitions, no clock.
extension PartitionState {
    func applyCreation(_ event: ProcessInstanceCreated, _ key: ProcessInstanceKey) -> ProcessInstance {
        let instance = ProcessInstance(
            key: key, tenant: event.tenant, startedAt: event.startedAt, definitionKey: event.definitionKey,
            parent: event.parent, startLock: event.startLock, tags: event.tags, businessID: event.businessID,
            holdsBusinessID: event.holdsBusinessID, variables: InstanceVariables())
        adopt(instance)
        change(.putDefinitionEntry(event.definitionKey, key))
        if let lock = event.startLock { change(.putStartLock(lock, key)) }
        if let held = instance.heldBusinessID { change(.putBusinessID(held, key)) }
        return instance
    }

    /// Events of the partition itself.
    func apply(_ event: Event) {
        switch event {
        case .processDefinitionDeployed(let deployed):
            insertDefinition(deployed)
            change(.putDefinition(deployed))
        case .decisionsDeployed(let deployed):
            insertDecisions(deployed)
            change(.putDecisions(deployed))
        case .processDefinitionDeleted(let key):
            if let deleted = deleteDefinition(key) { change(.putDefinition(deleted)) }
        case .decisionsDeleted(let key):
            if let deleted = deleteDecisions(key) { change(.putDecisions(deleted)) }
        case .formDeployed(let deployed):
            insertForm(deployed)
            change(.putForm(deployed))
        case .formDeleted(let key):
            if let deleted = deleteForm(key) { change(.putForm(deleted)) }
        // Kept in the log only.
        case .decisionEvaluated: break
        case .answerRecorded(let answer):
            change(.putAnswer(answer))
            noteDue(answer.expiresAt)
        case .answersForgotten(let forgotten):
            for entry in forgotten.entries { change(.deleteAnswer(entry)) }
        case .outboxMessageQueued(let message):
            change(.putOutbox(message))
            changeMeta { $0.setOutbox(OutboxAcknowledgement(receiver: message.receiver, sequence: message.sequence)) }
        case .outboxMessageAcknowledged(let acknowledged):
            change(.deleteOutbox(acknowledged.receiver, acknowledged.sequence))
        case .messagePublished(let published):
            guard published.isKept else { break }
            change(.putMessage(published.message))
            change(.putDue(published.message.deadline, published.message.key.rawValue, .message))
            noteDue(published.message.deadline)
        case .messageMarked(let mark): change(.putMark(mark))
        case .messageUnmarked(let mark): change(.deleteMark(mark))
        case .messageExpired(let expired): change(.deleteMessage(expired))
        case .messageSubscriptionOpened(let subscription), .messageSubscriptionChanged(let subscription):
            change(.putMessageSubscription(subscription))
        case .messageSubscriptionClosed(let subscription): change(.deleteMessageSubscription(subscription))
        // Everyone who heard it says so in events of their own.
        case .signalBroadcast: break
        case .startTimerCreated(let timer): put(timer)
        case .startTimerTriggered(let triggered):
            change(.deleteDue(triggered.timer.wait.due, triggered.timer.key.rawValue))
            if let next = triggered.next { put(triggered.timer.waiting(next)) } else { remove(triggered.timer) }
        case .startTimerCancelled(let timer):
            change(.deleteDue(timer.wait.due, timer.key.rawValue))
            remove(timer)
        case .inboxMessageTaken(let position):
            changeMeta { $0.setInbox(position) }
        default:
            preconditionFailure("this event belongs to an instance: \(event)")
        }
    }

    func apply(_ event: Event, to instance: ProcessInstance) throws(StorageFailure) {
        switch event {
        case .elementActivating(let activating): activate(activating, in: instance)
        case .elementActivated(let step):
            instance.update(step.key) { element in
                element.state = .activated
                element.pendingEvent = nil
            }
        case .elementCompleting(let step): instance.update(step.key) { $0.state = .completing }
        case .elementTerminating(let step): instance.update(step.key) { $0.state = .terminating }
        case .elementCompleted(let step):
            countIteration(step.key, of: instance) { $0.completed += 1 }
            try remove(step.key, from: instance)
        case .elementTerminated(let step):
            countIteration(step.key, of: instance) { $0.terminated += 1 }
            try remove(step.key, from: instance)
        case .sequenceFlowTaken: break
        case .tokenArrived(let step): instance.addToken(step)
        case .tokensJoined(let step): instance.removeTokens(step)
        case .variableSet(let variable): try set(variable, in: instance)
        case .processInstanceMigrated(let migrated): try move(instance, by: migrated)
        case .processInstanceBanned: ban(instance)
        case .processInstanceModified: break
        case .processInstanceSuspended: suspend(instance)
        case .processInstanceResumed: resume(instance)

        case .eventSubscribed(let subscribed): subscribe(subscribed, in: instance)
        case .eventUnsubscribed(let unsubscribed): unsubscribe(unsubscribed, in: instance)
        case .eventTriggered(let triggered): trigger(triggered, in: instance)
        case .compensationSubscribed(let subscription): instance.compensations.append(subscription)
        case .compensationTriggered(let triggered): trigger(triggered, in: instance)
        case .compensationCompleted(let key): removeCompensation(key, isDone: true, of: instance)
        case .compensationDeleted(let key): removeCompensation(key, isDone: false, of: instance)
        case .loopBegan(let loop): instance.update(loop.body) { $0.loop = LoopState(total: loop.total) }
        case .listItemSet(let item): try set(item, in: instance)
        case .continuationScheduled(let scheduled): schedule(scheduled, in: instance)
        case .continuationEnded(let key): endContinuation(of: key, in: instance)
        case .adHocFulfilled(let key): instance.update(key) { $0.isFulfilled = true }
        case .processInstanceCalled(let call):
            instance.update(call.elementInstanceKey) { $0.calledInstance = call.called }
        case .calledInstanceEnded(let call):
            instance.update(call.elementInstanceKey) { $0.calledInstance = nil }
        case .scopeInterrupted(let interrupted):
            instance.update(interrupted.scope) { $0.interruptedBy = interrupted.by }
            instance.removeTokens(in: interrupted.scope)
        case .scopeReopened(let key): instance.update(key) { $0.interruptedBy = nil }

        case .jobCreated(let created): create(created, in: instance)
        case .jobActivated(let activated):
            updateJob(activated.key, of: instance) { job in
                job.state = .activated
                job.worker = activated.worker
                job.due = activated.deadline
            }
        case .jobFailed(let failed):
            updateJob(failed.key, of: instance) { job in
                job.retries = failed.retries
                job.errorMessage = failed.message
                job.state = failed.retries > 0 && failed.backoffUntil == nil ? .activatable : .failed
                job.due = failed.backoffUntil
            }
        case .jobErrorThrown(let thrown):
            guard thrown.isUncaught else { return removeJob(thrown.key, of: instance) }
            updateJob(thrown.key, of: instance) { job in
                job.state = .errorThrown
                job.errorMessage = thrown.message
                job.due = nil
            }
        case .jobTimeoutUpdated(let updated): updateJob(updated.key, of: instance) { $0.due = updated.deadline }
        case .jobTimedOut(let key), .jobYielded(let key), .jobRecurred(let key):
            updateJob(key, of: instance) { job in
                job.state = .activatable
                job.due = nil
            }
        case .jobPriorityUpdated(let updated): updateJob(updated.key, of: instance) { $0.priority = updated.priority }
        case .jobRetriesUpdated(let updated): updateJob(updated.key, of: instance) { $0.retries = updated.retries }
        case .jobCompleted(let key), .jobCancelled(let key): removeJob(key, of: instance)

        case .userTaskCreated(let created):
            instance.update(created.key) { element in
                element.userTask = created.task
                element.taskChange = nil
            }
            change(.putLocator(.userTask, created.key.rawValue, instance.key))
        case .userTaskAssigned(let assigned):
            instance.update(assigned.key) { element in
                // With everything that listeners have corrected on the way.
                if let change = element.taskChange { element.userTask = change.task }
                element.userTask?.assignee = assigned.assignee
                element.taskChange = nil
            }
        case .userTaskUpdated(let updated):
            instance.update(updated.key) { element in
                element.userTask = updated.task
                element.taskChange = nil
            }
        case .userTaskChanging(let changing): instance.update(changing.key) { $0.taskChange = changing.change }
        case .userTaskCorrected(let corrected):
            instance.update(corrected.key) { $0.taskChange?.corrected = corrected.task }
        case .userTaskChangeDenied(let denied): instance.update(denied.key) { $0.taskChange = nil }
        case .userTaskCompleted(let completed): closeUserTask(completed.key, of: instance)
        case .userTaskCancelled(let key): closeUserTask(key, of: instance)

        case .decisionEvaluated: break

        case .incidentRaised(let raised): raise(raised, in: instance)
        case .incidentResolved(let resolved): resolve(resolved, in: instance)

        case .processInstanceCreated, .processDefinitionDeployed, .decisionsDeployed, .processDefinitionDeleted,
            .decisionsDeleted, .formDeployed, .formDeleted, .answerRecorded,
            .answersForgotten,
            .outboxMessageQueued, .outboxMessageAcknowledged, .inboxMessageTaken, .signalBroadcast, .startTimerCreated,
            .startTimerTriggered, .startTimerCancelled,
            .messagePublished, .messageMarked, .messageUnmarked, .messageExpired, .messageSubscriptionOpened,
            .messageSubscriptionChanged, .messageSubscriptionClosed:
            preconditionFailure("this event does not belong to a running instance: \(event)")
        }
    }

    // MARK: Elements

    private func activate(_ event: ElementActivating, in instance: ProcessInstance) {
        guard let kind = ElementKind(rawValue: event.kind) else {
            preconditionFailure("the log holds only kinds this release knows: \(event.kind)")
        }
        let element = ElementInstance(
            key: event.key, scope: event.scope, elementID: event.elementID, kind: kind, state: .activating,
            loopCounter: event.loopCounter, compensates: event.compensates, pendingEvent: event.begunBy)
        instance.insert(element)
        instance.note(event.key)
        if let scope = event.scope {
            if let outer = instance.element(scope) {
                outer.childCount += 1
                countIteration(event.key, of: instance) { $0.begun += 1 }
                // The event subprocess holds now what the scope held for it.
                if let event = event.begunBy, outer.pendingEvent?.eventID == event.eventID {
                    instance.update(scope) { $0.pendingEvent = nil }
                }
            }
            change(.putLocator(.element, event.key.rawValue, instance.key))
        }
    }

    private func remove(_ key: ElementInstanceKey, from instance: ProcessInstance) throws(StorageFailure) {
        guard let element = instance.element(key) else { return }
        if element.hasVariables {
            let variables = try variables(of: instance)
            for name in variables.names(in: key) {
                deleteItems(of: name, in: key, variables, instance)
                change(.deleteVariable(instance.key, key, name))
            }
            variables.removeScope(key)
        }
        instance.remove(element)
        instance.incidentCount -= element.incidentCount
        instance.noteRemoved(key)
        instance.removeTokens(in: key)
        if let scope = element.scope {
            instance.element(scope)?.childCount -= 1
            change(.deleteLocator(.element, key.rawValue))
        } else {
            instance.isOver = true
            if let lock = instance.startLock { change(.deleteStartLock(lock)) }
            if let held = instance.heldBusinessID { change(.deleteBusinessID(held)) }
            change(.deleteDefinitionEntry(instance.definitionKey, instance.key))
        }
    }

    func set(_ event: VariableSet, in instance: ProcessInstance) throws(StorageFailure) {
        // Read before they are changed: what is set now would be missing in a later reading.
        let variables = try variables(of: instance)
        deleteItems(of: event.name, in: event.scope, variables, instance)
        variables[event.scope, event.name] = event.value
        change(.putVariable(instance.key, event.scope, event.name, event.value))
        if instance.element(event.scope)?.hasVariables == false {
            instance.update(event.scope) { $0.hasVariables = true }
        }
    }

    private func set(_ event: ListItemSet, in instance: ProcessInstance) throws(StorageFailure) {
        try variables(of: instance).setItem(event.index, of: event.name, in: event.scope, to: event.value)
        change(.putListItem(instance.key, event.scope, event.name, event.index, event.value))
    }

    func deleteItems(
        of name: String, in scope: ElementInstanceKey, _ variables: InstanceVariables, _ instance: ProcessInstance
    ) {
        for index in variables.itemsApart(name, in: scope) {
            change(.deleteListItem(instance.key, scope, name, index))
        }
    }

    /// One of the instances of a multi-instance activity began or ended.
    private func countIteration(
        _ key: ElementInstanceKey, of instance: ProcessInstance, _ body: (inout LoopState) -> Void
    ) {
        guard let element = instance.element(key), element.loopCounter > 0, let scope = element.scope,
            var loop = instance.element(scope)?.loop
        else { return }
        body(&loop)
        instance.update(scope) { $0.loop = loop }
    }

    /// Its jobs leave the queue and the clock: nobody is to work on it.
    private func ban(_ instance: ProcessInstance) {
        if !instance.isHalted { withdraw(instance) }
        instance.isBanned = true
    }

    func withdraw(_ instance: ProcessInstance) {
        for case let job? in instance.elements.map(\.job) {
            if job.state == .activatable { change(.dequeueJob(job.queued(in: instance.tenant))) }
            if let due = job.due { change(.deleteDue(due, job.key.rawValue)) }
        }
        for element in instance.elements {
            if let due = element.continuation?.due { change(.deleteDue(due, element.key.rawValue)) }
            for subscription in element.subscriptions { unindex(subscription, in: instance) }
        }
    }

    // MARK: Jobs

    func create(_ event: JobCreated, in instance: ProcessInstance) {
        let job = Job(
            key: event.key, type: event.type, retries: event.retries, headers: event.headers, kind: event.kind,
            listenerIndex: event.listenerIndex, priority: event.priority)
        instance.update(event.elementInstanceKey) { $0.job = job }
        instance.noteJob(event.key, of: event.elementInstanceKey)
        change(.putLocator(.job, event.key.rawValue, instance.key))
        if instance.isHalted { return }
        change(.enqueueJob(job.queued(in: instance.tenant), instance.key))
    }

    /// Changes a job and keeps the queue and the due table in step with its state.
    private func updateJob(_ key: JobKey, of instance: ProcessInstance, _ body: (inout Job) -> Void) {
        guard let element = instance.element(owning: key), var job = element.job else { return }
        let before = job
        body(&job)
        instance.update(element.key) { $0.job = job }
        reindex(before, job, instance)
    }

    func removeJob(_ key: JobKey, of instance: ProcessInstance) {
        guard let element = instance.element(owning: key), let job = element.job else { return }
        instance.update(element.key) { $0.job = nil }
        if job.incident != nil { instance.incidentCount -= 1 }
        instance.noteJob(key, of: nil)
        reindex(job, nil, instance)
        change(.deleteLocator(.job, key.rawValue))
    }

    private func reindex(_ before: Job, _ after: Job?, _ instance: ProcessInstance) {
        if instance.isHalted { return }
        let left = before.state == .activatable ? before.queued(in: instance.tenant) : nil
        let entered = after?.state == .activatable ? after?.queued(in: instance.tenant) : nil
        if left != entered {
            if let left { change(.dequeueJob(left)) }
            if let entered { change(.enqueueJob(entered, instance.key)) }
        }
        guard before.due != after?.due else { return }
        if let due = before.due { change(.deleteDue(due, before.key.rawValue)) }
        if let due = after?.due {
            change(.putDue(due, before.key.rawValue, .job(instance.key)))
            noteDue(due)
        }
    }

    private func closeUserTask(_ key: ElementInstanceKey, of instance: ProcessInstance) {
        instance.update(key) { element in
            element.userTask = nil
            element.taskChange = nil
        }
        change(.deleteLocator(.userTask, key.rawValue))
    }

    // MARK: Incidents

    private func raise(_ event: IncidentRaised, in instance: ProcessInstance) {
        let incident = Incident(key: event.key, type: event.type, message: event.message, raisedAt: event.raisedAt)
        instance.update(event.elementInstanceKey) { element in
            let before = element.incidentCount
            if event.job == nil { element.incident = incident } else { element.job?.incident = incident }
            instance.incidentCount += element.incidentCount - before
        }
        instance.noteIncident(event.key, of: event.elementInstanceKey)
        change(.putLocator(.incident, event.key.rawValue, instance.key))
    }

    private func resolve(_ event: IncidentResolved, in instance: ProcessInstance) {
        if let key = event.job {
            updateJob(key, of: instance) { job in
                if job.incident != nil { instance.incidentCount -= 1 }
                job.incident = nil
                if job.state == .failed || job.state == .errorThrown {
                    job.state = .activatable
                    job.due = nil
                }
            }
        } else {
            instance.update(event.elementInstanceKey) { element in
                if element.incident != nil { instance.incidentCount -= 1 }
                element.incident = nil
            }
        }
        instance.noteIncident(event.key, of: nil)
        change(.deleteLocator(.incident, event.key.rawValue))
    }
}

extension ProcessInstance {
    func update(_ key: ElementInstanceKey, _ body: (ElementInstance) -> Void) {
        guard let element = element(key) else { return }
        body(element)
        note(key)
    }

    func note(_ key: ElementInstanceKey) {
        if savedForm == .spilled { changedElements.insert(key) }
    }

    func noteRemoved(_ key: ElementInstanceKey) {
        guard savedForm == .spilled else { return }
        changedElements.remove(key)
        removedElements.insert(key)
    }

    func addToken(_ step: JoinStep) { changeTokens(step, by: 1) }

    func removeTokens(_ step: JoinStep) { changeTokens(step, by: -1) }

    private func changeTokens(_ step: JoinStep, by difference: Int32) {
        for flowID in step.flowIDs {
            let place = WaitingTokens.Place(scope: step.scope, gatewayID: step.gatewayID, flowID: flowID)
            waiting[place] += difference
            note(place)
        }
    }

    func removeTokens(in scope: ElementInstanceKey) {
        guard !waiting.isEmpty(in: scope) else { return }
        for place in waiting.places(in: scope) {
            waiting[place] = 0
            note(place)
        }
    }

    func replaceTokens(by tokens: [WaitingToken]) {
        for token in self.tokens { note(token.place) }
        waiting = WaitingTokens(tokens)
        for token in tokens { note(token.place) }
    }

    private func note(_ place: WaitingTokens.Place) {
        if savedForm == .spilled { changedTokens.insert(place) }
    }
}

extension PartitionMeta {
    mutating func setOutbox(_ acknowledgement: OutboxAcknowledgement) {
        outboxSequences.removeAll { $0.receiver == acknowledgement.receiver }
        let index = outboxSequences.firstIndex { acknowledgement.receiver < $0.receiver } ?? outboxSequences.count
        outboxSequences.insert(acknowledgement, at: index)
    }

    mutating func setInbox(_ position: InboxPosition) {
        inboxPositions.removeAll { $0.sender == position.sender }
        let index = inboxPositions.firstIndex { position.sender < $0.sender } ?? inboxPositions.count
        inboxPositions.insert(position, at: index)
    }
}

extension PartitionState {
    /// The keys an event brings into use.
    func noteKeys(of recorded: InstanceEvent) {
        switch recorded.event {
        case .processInstanceCreated: noteKey(recorded.instance.rawValue)
        case .elementActivating(let activating): noteKey(activating.key.rawValue)
        case .jobCreated(let created): noteKey(created.key.rawValue)
        case .incidentRaised(let raised): noteKey(raised.key.rawValue)
        case .eventSubscribed(let subscribed): noteKey(subscribed.subscription.key.rawValue)
        case .compensationSubscribed(let subscription): noteKey(subscription.key.rawValue)
        case .processInstanceMigrated(let migrated):
            for case let opened? in migrated.events.map(\.after) { noteKey(opened.key.rawValue) }
            noteKeys(of: migrated.structure)
        case .startTimerCreated(let timer): noteKey(timer.key.rawValue)
        case .messagePublished(let published): noteKey(published.message.key.rawValue)
        case .processDefinitionDeployed(let deployed):
            noteKey(deployed.definition.key.rawValue)
            noteKey(deployed.definition.deploymentKey.rawValue)
        case .decisionsDeployed(let deployed):
            noteKey(deployed.requirementsKey.rawValue)
            for decision in deployed.decisions {
                noteKey(decision.key.rawValue)
                noteKey(decision.deploymentKey.rawValue)
            }
        case .formDeployed(let deployed):
            noteKey(deployed.form.key.rawValue)
            noteKey(deployed.form.deploymentKey.rawValue)
        case .decisionEvaluated(let evaluated): noteKey(evaluated.key.rawValue)
        default: break
        }
    }
}
