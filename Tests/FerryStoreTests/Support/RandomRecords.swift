import FerryBPMN
import FerryEngine
import FerryModel

/// Random values of everything that is stored. Names come from a small set, so that they repeat as real ones do.
extension Seeded {
    private static let names = ["order", "Activity_1", "", "pay-order", "größe", "gro\u{308}ße", "a\u{0}b", "🛶"]

    mutating func name() -> String { pick(Self.names) }

    mutating func key<K: Key>() -> K { K(rawValue: Int64(1 + below(3)) << 51 | Int64(1 + below(1_000_000))) }

    mutating func time() -> Timestamp { Timestamp(milliseconds: Int64(below(2_000_000)) - 1_000_000) }

    mutating func int32() -> Int32 { pick([0, 1, 3, -1, .max, .min]) }

    mutating func maybe<Value>(_ value: Value) -> Value? { chance(oneIn: 2) ? value : nil }

    mutating func bytes(upTo count: Int) -> [UInt8] { (0..<below(count + 1)).map { _ in UInt8(below(256)) } }

    mutating func list<Value>(upTo count: Int, _ make: (inout Seeded) -> Value) -> [Value] {
        (0..<below(count + 1)).map { _ in make(&self) }
    }

    mutating func value() -> JSONValue {
        pick([
            .null, JSONValue(trusted: Array("{\"id\":\(below(1000))}".utf8)), JSONValue(trusted: Array("\"x\"".utf8)),
        ])
    }

    mutating func incident() -> Incident {
        Incident(
            key: key(), type: pick([.jobNoRetries, .ioMappingError, .extractValueError, .conditionError]),
            message: name(), raisedAt: time())
    }

    mutating func header() -> ActivatedJob.Header { ActivatedJob.Header(key: name(), value: name()) }

    mutating func job() -> Job {
        Job(
            key: key(), type: name(), retries: int32(), headers: list(upTo: 2) { $0.header() },
            kind: pick(JobKind.allCases), listenerIndex: int32(), priority: int32(),
            state: pick([.activatable, .activated, .failed, .errorThrown]), worker: name(), due: maybe(time()),
            errorMessage: chance(oneIn: 3) ? String(repeating: "long ", count: 50) : name(), incident: maybe(incident())
        )
    }

    /// Element instances in order, each in the process or in one before it.
    mutating func elements(of instance: ProcessInstanceKey, count: Int) -> [ElementInstance] {
        var elements: [ElementInstance] = []
        for index in 0..<count {
            let scope = elements.isEmpty ? nil : pick(elements)
            scope?.childCount += 1
            elements.append(
                ElementInstance(
                    key: ElementInstanceKey(rawValue: instance.rawValue + Int64(index) * 3), scope: scope?.key,
                    elementID: name(), kind: pick(ElementKind.allCases),
                    state: pick([.activating, .activated, .completing, .terminating]), job: maybe(job()),
                    incident: maybe(incident()), subscriptions: list(upTo: 3) { $0.subscription() },
                    loopCounter: int32(),
                    loop: maybe(LoopState(total: int32(), begun: int32(), completed: 1, terminated: 0)),
                    interruptedBy: maybe(name()), calledInstance: maybe(key()),
                    compensates: maybe(key()), handlersAwaited: int32(),
                    pendingEvent: maybe(pendingEvent()), userTask: maybe(userTask()),
                    continuation: maybe(continuation()), isFulfilled: chance(oneIn: 4),
                    taskChange: maybe(userTaskChange())))
        }
        return elements
    }

    mutating func timer() -> TimerWait { TimerWait(due: time(), repetitions: int32(), since: time(), fired: int32()) }

    mutating func subscription() -> EventSubscription {
        let trigger: EventSubscription.Trigger = pick([
            .timer(timer()), .message(MessageWait(name: name(), correlationKey: name())), .signal(name()),
            .conditional(
                ConditionalWait(
                    condition: name(), variableNames: list(upTo: 2) { $0.name() }, onCreate: chance(oneIn: 2),
                    onUpdate: chance(oneIn: 2))),
        ])
        return EventSubscription(
            key: key(), eventID: name(), isInterrupting: chance(oneIn: 2), trigger: trigger)
    }

    mutating func pendingEvent() -> PendingEvent {
        PendingEvent(
            eventID: name(),
            variables: Variables([Variables.Entry(name: "a", value: value()), .init(name: "b", value: value())]))
    }

    mutating func signal() -> SignalBroadcast {
        SignalBroadcast(
            name: name(), variables: pendingEvent().variables, tenant: pick([.default, TenantID(rawValue: "acme")]))
    }

    mutating func userTask() -> UserTask {
        UserTask(
            assignee: name(), candidateGroups: list(upTo: 2) { $0.name() }, candidateUsers: list(upTo: 2) { $0.name() },
            dueDate: name(), followUpDate: name(), priority: int32(), externalFormReference: name(),
            formKey: maybe(key()), headers: list(upTo: 2) { $0.header() }, createdAt: time())
    }

    mutating func userTaskChange() -> UserTaskChange {
        UserTaskChange(
            kind: pick(UserTaskChange.Kind.allCases), requested: userTask(), corrected: maybe(userTask()),
            named: list(upTo: 2) { $0.name() }, action: name(), variables: pendingEvent().variables,
            setsVariables: chance(oneIn: 2),
            request: maybe(UserTaskChange.Request(idempotencyKey: bytes(upTo: 20), fingerprint: UInt64(below(1 << 40))))
        )
    }

    mutating func continuation() -> Continuation {
        Continuation(
            place: pick(Continuation.Place.allCases), flowIDs: list(upTo: 2) { $0.name() }, retries: int32(),
            due: maybe(time()), errorMessage: name())
    }

    mutating func compensation() -> CompensationSubscription {
        CompensationSubscription(
            key: key(), activityID: name(), activityInstance: key(), scope: key(), eventID: maybe(name()),
            thrower: maybe(key()), variables: maybe(pendingEvent().variables) ?? Variables())
    }

    mutating func caller() -> CallingElement { CallingElement(instance: key(), element: key(), depth: int32()) }

    mutating func token() -> WaitingToken {
        WaitingToken(scope: key(), gatewayID: name(), flowID: name(), count: int32())
    }

    mutating func instance(_ key: ProcessInstanceKey, elements count: Int) -> ProcessInstance {
        ProcessInstance(
            key: key, tenant: pick([.default, TenantID(rawValue: "acme"), TenantID(rawValue: "")]), startedAt: time(),
            definitionKey: self.key(), parent: maybe(caller()), startLock: maybe(startLock()),
            formerProcessIDs: list(upTo: 2) { $0.name() }, isBanned: chance(oneIn: 4),
            isSuspended: chance(oneIn: 4), tags: list(upTo: 2) { $0.name() }, businessID: name(),
            holdsBusinessID: chance(oneIn: 3), elements: elements(of: key, count: count),
            tokens: list(upTo: 3) { $0.token() }, compensations: list(upTo: 2) { $0.compensation() })
    }

    mutating func definition() -> DeployedDefinition {
        DeployedDefinition(
            definition: ProcessDefinition(
                key: key(), processID: name(), version: int32(), name: name(), versionTag: name(),
                resourceName: name(), contentHash: name(), deployedAt: time(),
                tenant: pick([.default, TenantID(rawValue: "acme")]), deploymentKey: key()),
            xml: bytes(upTo: 300))
    }

    mutating func decisions() -> DeployedDecisions {
        let file = DecisionDefinition(
            key: key(), decisionID: name(), version: int32(), name: name(), versionTag: name(),
            requirementsKey: key(), requirementsID: name(), resourceName: name(), contentHash: name(),
            deployedAt: time(), tenant: pick([.default, TenantID(rawValue: "acme")]), deploymentKey: key())
        let others = list(upTo: 2) { random in
            var other = file
            other.key = random.key()
            other.decisionID = random.name()
            return other
        }
        return DeployedDecisions(decisions: [file] + others, xml: bytes(upTo: 300))
    }

    mutating func form() -> DeployedForm {
        DeployedForm(
            form: FormDefinition(
                key: key(), formID: name(), version: int32(), versionTag: name(), resourceName: name(),
                contentHash: name(), deployedAt: time(), tenant: pick([.default, TenantID(rawValue: "acme")]),
                deploymentKey: key()),
            content: bytes(upTo: 300), isDeleted: pick([false, true]))
    }

    mutating func decisionEvaluated() -> DecisionEvaluated {
        DecisionEvaluated(
            key: key(), decisionKey: key(), decisionID: name(), elementInstanceKey: maybe(key()),
            output: maybe(value()),
            failure: maybe(DecisionFailureView(decisionID: name(), elementID: name(), code: name(), message: name())),
            evaluatedDecisions: list(upTo: 2) { random in
                EvaluatedDecisionView(
                    decisionID: random.name(), name: random.name(), kind: random.name(), output: random.value(),
                    inputs: random.list(upTo: 2) { $0.evaluatedValue() },
                    matchedRules: random.list(upTo: 2) { random in
                        MatchedRuleView(
                            id: random.name(), index: random.int32(),
                            outputs: random.list(upTo: 2) { $0.evaluatedValue() })
                    })
            }, omitted: int32())
    }

    mutating func evaluatedValue() -> EvaluatedValue { EvaluatedValue(id: name(), name: name(), value: value()) }

    mutating func report() -> MigrationReport {
        MigrationReport(
            processInstanceKey: key(), source: key(), target: key(), isDryRun: chance(oneIn: 2),
            elements: list(upTo: 4) { $0.movedElement() }, tokens: list(upTo: 2) { $0.movedToken() },
            events: list(upTo: 3) { $0.movedEvent() }, position: LogPosition(UInt64(below(1000))),
            structure: structure(),
            warnings: list(upTo: 2) {
                MigrationWarning(
                    code: "JOIN_CANNOT_COMPLETE", from: $0.name(), elementID: $0.name(), message: $0.name(),
                    path: $0.list(upTo: 3) { $0.name() })
            })
    }

    mutating func modificationReport() -> ModificationReport {
        ModificationReport(
            processInstanceKey: key(), isDryRun: chance(oneIn: 2),
            activated: list(upTo: 2) { .init(key: $0.key(), elementID: $0.name()) },
            terminated: list(upTo: 2) { .init(key: $0.key(), elementID: $0.name()) }, hasEnded: chance(oneIn: 2))
    }

    mutating func movedElement() -> MovedElement {
        MovedElement(key: key(), from: name(), to: name(), job: maybe(key()), incident: maybe(key()))
    }

    mutating func movedToken() -> MovedToken {
        MovedToken(
            scope: key(), fromGateway: name(), toGateway: name(), fromFlow: name(), toFlow: name(), count: int32())
    }

    mutating func movedEvent() -> MovedEvent {
        let before = maybe(subscription())
        var after = maybe(subscription())
        if chance(oneIn: 3), var kept = before {
            kept.eventID = name()
            kept.isInterrupting = chance(oneIn: 2)
            after = kept
        }
        return MovedEvent(element: key(), before: before, after: after)
    }

    mutating func renamedEvent() -> RenamedEvent { RenamedEvent(element: key(), from: name(), to: maybe(name())) }

    mutating func startLock() -> MessageStartLock {
        MessageStartLock(
            tenant: pick([.default, TenantID(rawValue: "acme")]), processID: name(), correlationKey: name())
    }

    mutating func messageSubscription() -> MessageSubscription {
        MessageSubscription(
            key: key(),
            address: MessageAddress(tenant: .default, name: name(), correlationKey: name()), instance: key(),
            element: key(), processID: name(), isInterrupting: chance(oneIn: 2),
            formerProcessIDs: list(upTo: 2) { $0.name() }, correlating: maybe(key()))
    }

    mutating func answer(_ idempotencyKey: [UInt8]? = nil, expiresAt: Timestamp? = nil) -> RecordedAnswer {
        let created = CreateProcessInstance.Answer(
            processInstanceKey: key(), definitionKey: key(), processID: name(), version: int32(),
            result: maybe(Variables([Variables.Entry(name: "a", value: value()), .init(name: "b", value: value())])))
        return RecordedAnswer(
            idempotencyKey: idempotencyKey ?? bytes(upTo: 20), fingerprint: next(),
            answer: pick([
                .done, .created(created), .migrated(report()), .started(list(upTo: 3) { $0.key() }),
                .modified(modificationReport()), .evaluated(decisionEvaluated()),
            ]), expiresAt: expiresAt ?? time())
    }

    mutating func outboxMessage() -> OutboxMessage {
        OutboxMessage(
            receiver: PartitionID(UInt16(1 + below(5))), sequence: UInt64(1 + below(50)),
            content: pick([
                .deploy(
                    list(upTo: 3) { $0.definition() }, list(upTo: 2) { $0.decisions() }, list(upTo: 2) { $0.form() }),
                .deleteForm(key()), .signal(signal()),
                .openMessageSubscription(messageSubscription()), .closeMessageSubscription(messageSubscription()),
                .moveMessageSubscription(messageSubscription()),
            ]))
    }

    mutating func join() -> JoinStep {
        JoinStep(scope: key(), gatewayID: name(), flowIDs: list(upTo: 3) { $0.name() })
    }

    mutating func step() -> ElementStep { ElementStep(key: key(), elementID: name()) }

    mutating func startTimer() -> StartTimer {
        StartTimer(key: key(), definitionKey: key(), eventID: name(), wait: timer())
    }

    /// One event of every kind.
    mutating func everyEvent() -> [Event] {
        [
            .processDefinitionDeployed(definition()), .decisionsDeployed(decisions()),
            .processDefinitionDeleted(key()), .decisionsDeleted(key()),
            .formDeployed(form()), .formDeleted(key()),
            .jobPriorityUpdated(JobPriorityUpdated(key: key(), priority: int32())),
            .decisionEvaluated(decisionEvaluated()),
            .processInstanceCreated(
                ProcessInstanceCreated(
                    definitionKey: key(), tenant: pick([.default, TenantID(rawValue: "")]), startedAt: time(),
                    parent: maybe(caller()), tags: list(upTo: 2) { $0.name() }, businessID: name(),
                    holdsBusinessID: pick([false, true]))),
            .processInstanceModified(
                ProcessInstanceModified(
                    activated: list(upTo: 2) { $0.name() }, terminated: list(upTo: 2) { $0.key() }, caller: name())),
            .processInstanceSuspended(ProcessInstanceHalted(caller: name())),
            .processInstanceResumed(ProcessInstanceHalted(caller: name())), .scopeReopened(key()),
            .elementActivating(
                ElementActivating(
                    key: key(), elementID: name(), kind: pick(["SERVICE_TASK", "PROCESS", "FROM_THE_FUTURE"]),
                    scope: maybe(key()), loopCounter: int32(), begunBy: maybe(pendingEvent()))),
            .eventSubscribed(EventSubscribed(elementInstanceKey: key(), subscription: subscription())),
            .eventUnsubscribed(EventUnsubscribed(elementInstanceKey: key(), key: key())),
            .eventTriggered(
                EventTriggered(
                    elementInstanceKey: key(), eventID: name(), kind: "TIMER", subscription: maybe(key()),
                    next: maybe(timer()), stored: maybe(pendingEvent()))),
            .startTimerCreated(startTimer()), .startTimerCancelled(startTimer()),
            .startTimerTriggered(
                StartTimerTriggered(timer: startTimer(), started: maybe(key()), next: maybe(timer()))),
            .signalBroadcast(signal()), .compensationSubscribed(compensation()),
            .compensationTriggered(CompensationTriggered(key: key(), thrower: key())),
            .compensationCompleted(key()), .compensationDeleted(key()),
            .jobErrorThrown(
                JobErrorThrown(key: key(), code: name(), message: name(), isUncaught: chance(oneIn: 2))),
            .jobTimeoutUpdated(JobTimeoutUpdated(key: key(), deadline: time())),
            .userTaskCreated(UserTaskCreated(key: key(), task: userTask())),
            .userTaskAssigned(UserTaskAssigned(key: key(), assignee: name(), action: name())),
            .userTaskUpdated(
                UserTaskUpdated(key: key(), task: userTask(), changed: list(upTo: 2) { $0.name() }, action: name())),
            .userTaskCompleted(UserTaskCompleted(key: key(), action: name())), .userTaskCancelled(key()),
            .loopBegan(LoopBegan(body: key(), total: int32())),
            .listItemSet(ListItemSet(scope: key(), name: name(), index: int32(), value: value())),
            .continuationScheduled(ContinuationScheduled(elementInstanceKey: key(), continuation: continuation())),
            .continuationEnded(key()), .adHocFulfilled(key()),
            .userTaskChanging(UserTaskChanging(key: key(), change: userTaskChange())),
            .userTaskCorrected(UserTaskCorrected(key: key(), task: userTask(), changed: list(upTo: 2) { $0.name() })),
            .userTaskChangeDenied(UserTaskChangeDenied(key: key(), reason: name())),
            .scopeInterrupted(ScopeInterrupted(scope: key(), by: name())),
            .processInstanceCalled(ProcessInstanceCalled(elementInstanceKey: key(), called: key())),
            .calledInstanceEnded(ProcessInstanceCalled(elementInstanceKey: key(), called: key())),
            .elementActivated(step()), .elementCompleting(step()), .elementCompleted(step()),
            .elementTerminating(step()), .elementTerminated(step()),
            .sequenceFlowTaken(FlowStep(scope: key(), flowID: name())), .tokenArrived(join()), .tokensJoined(join()),
            .variableSet(VariableSet(scope: key(), name: name(), value: value())),
            .processInstanceMigrated(
                ProcessInstanceMigrated(
                    source: key(), target: key(), elements: list(upTo: 4) { $0.movedElement() },
                    tokens: list(upTo: 2) { $0.movedToken() }, structure: structure(), caller: name(),
                    events: list(upTo: 4) { $0.movedEvent() }, pendingEvents: list(upTo: 2) { $0.renamedEvent() },
                    interruptions: list(upTo: 2) { $0.renamedEvent() }, formerProcessID: maybe(name()),
                    startLock: maybe(startLock()))),
            .processInstanceBanned(ProcessInstanceBanned(reason: name())),
            .jobCreated(
                JobCreated(
                    key: key(), elementInstanceKey: key(), type: name(), retries: int32(),
                    headers: list(upTo: 2) { $0.header() }, kind: pick(JobKind.allCases), listenerIndex: int32(),
                    priority: int32())),
            .jobActivated(JobActivated(key: key(), worker: name(), deadline: time())), .jobCompleted(key()),
            .jobFailed(JobFailed(key: key(), retries: int32(), backoffUntil: maybe(time()), message: name())),
            .jobTimedOut(key()), .jobYielded(key()), .jobRecurred(key()),
            .jobRetriesUpdated(JobRetriesUpdated(key: key(), retries: int32())), .jobCancelled(key()),
            .incidentRaised(
                IncidentRaised(
                    key: key(), elementInstanceKey: key(), elementID: name(), job: maybe(key()), type: .conditionError,
                    message: name(), raisedAt: time())),
            .incidentResolved(IncidentResolved(key: key(), elementInstanceKey: key(), job: maybe(key()))),
            .answerRecorded(answer()),
            .answersForgotten(
                AnswersForgotten(
                    entries: list(upTo: 3) { .init(idempotencyKey: $0.bytes(upTo: 9), expiresAt: $0.time()) })),
            .outboxMessageQueued(outboxMessage()),
            .outboxMessageAcknowledged(OutboxAcknowledgement(receiver: PartitionID(3), sequence: 9)),
            .inboxMessageTaken(InboxPosition(sender: PartitionID(1), sequence: .max)),
        ]
    }

    mutating func logRecord(first: UInt64) -> LogRecord {
        let instances: [ProcessInstanceKey] = [0, key(), key()]
        var events = everyEvent().map { InstanceEvent(instance: pick(instances), event: $0) }
        events.shuffle(using: &self)
        return LogRecord(first: LogPosition(first), timestamp: time(), events: Array(events.prefix(1 + below(29))))
    }
}
