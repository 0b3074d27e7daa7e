import FerryModel
import FerryWire

/// Draws values of every kind from a seed, the same on every run and machine.
struct Samples {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    mutating func bool() -> Bool { below(2) == 0 }
    mutating func bytes() -> [UInt8] { (0..<below(20)).map { _ in UInt8(truncatingIfNeeded: next()) } }
    mutating func count() -> Int32 { Int32(below(Int(Int32.max))) }

    /// The 13th bit of the partition would make a key negative.
    mutating func key<K: Key>() -> K {
        K(partition: PartitionID(UInt16(1 + below(4095))), counter: 1 + Int64(below(1 << 50)))
    }

    mutating func optionalKey<K: Key>() -> K? { bool() ? key() : nil }
    mutating func time() -> Timestamp { Timestamp(milliseconds: Int64(below(1 << 45)) + 1) }
    mutating func position() -> LogPosition { LogPosition(next()) }
    mutating func list<T>(_ draw: (inout Samples) -> T) -> [T] { (0..<below(4)).map { _ in draw(&self) } }

    mutating func text() -> String { bool() ? "" : name() }

    mutating func name() -> String {
        let parts = ["order", "Ä", "支付", "🛶", "a-b", "_x", " ", "\"quoted\"", "\\", "\u{7F}", "line\nbreak"]
        return (0...below(4)).map { _ in parts[below(parts.count)] }.joined()
    }

    mutating func tenant() -> TenantID { bool() ? .default : TenantID(rawValue: name()) }
    mutating func page() -> Page { bool() ? Page() : Page(size: Int32(below(1001)), token: bytes()) }

    mutating func json() -> JSONValue {
        let texts = ["null", "true", "-1.50e3", "\"\\u0000 ü\"", "[1,{\"a\":[]}]", "{\"b\":\"\\\"\"}"]
        guard let value = try? JSONValue(parsing: texts[below(texts.count)]) else { preconditionFailure("valid JSON") }
        return value
    }

    mutating func variables() -> Variables {
        Variables(list { Variables.Entry(name: $0.name(), value: $0.json()) })
    }

    mutating func reference() -> DefinitionReference {
        switch below(4) {
        case 0: .key(key())
        case 1: .version(processID: name(), version: 1 + count())
        case 2: .latest(processID: name())
        default: .contentHash(processID: name(), hash: "0123456789abcdef")
        }
    }

    mutating func optionalReference() -> DefinitionReference? { bool() ? reference() : nil }
    mutating func choice<E>(_ cases: [E]) -> E { cases[below(cases.count)] }
}

extension Samples {
    mutating func plan() -> MigrationPlan {
        MigrationPlan(
            target: reference(), source: optionalReference(), instructions: list { $0.instruction() },
            autoMap: choice([.none, .equal]), mode: choice([.strict, .adaptive]),
            variables: list { $0.variableChange() }, unmappedCompensation: choice([.reject, .drop]),
            skipListeners: bool(), skipIOMappings: bool())
    }

    fileprivate mutating func instruction() -> MigrationInstruction {
        MigrationInstruction(
            from: name(), to: name(), trigger: choice([.keep, .update]),
            timer: choice([nil, .keepDue, .restart, .creditElapsed]), job: choice([.keep, .recreate]))
    }

    private mutating func variableChange() -> VariableChange {
        VariableChange(
            scopeID: text(),
            choice([
                .set(name(), json()), .evaluate(name(), name()), .remove(name()), .rename(name(), to: name()),
            ]))
    }

    /// One of each call.
    mutating func calls() -> [Call] {
        [
            .ping(Ping(payload: bytes())), .topology,
            .deployResources(
                DeployResources(
                    resources: [.init(name: name(), content: bytes())]
                        + list { .init(name: $0.text(), content: $0.bytes()) },
                    tenant: tenant())),
            .getProcessDefinition(GetProcessDefinition(definition: reference(), tenant: tenant())),
            .listProcessDefinitions(
                ListProcessDefinitions(processID: text(), latestOnly: bool(), page: page(), tenant: tenant())),
            .createProcessInstance(
                CreateProcessInstance(
                    definition: reference(), variables: variables(), startElements: list { $0.name() },
                    awaitResult: bool(), fetchVariables: list { $0.name() }, tenant: tenant(),
                    tags: list { $0.name() }, businessID: text())),
            .evaluateDecision(
                EvaluateDecision(
                    decision: bool() ? .key(key()) : .latest(decisionID: name()), variables: variables(),
                    tenant: tenant())),
            .listDecisions(ListDecisions(decisionID: text(), latestOnly: bool(), page: page(), tenant: tenant())),
            .getForm(
                GetForm(
                    form: choice([.key(key()), .latest(formID: name()), .start(of: reference())]), tenant: tenant())),
            .listForms(ListForms(formID: text(), latestOnly: bool(), page: page(), tenant: tenant())),
            .cancelProcessInstance(CancelProcessInstance(processInstanceKey: key())),
            .migrateProcessInstance(
                MigrateProcessInstance(
                    processInstanceKey: key(),
                    plan: plan(),
                    dryRun: bool())),
            .validateMigrationPlan(
                ValidateMigrationPlan(source: optionalReference(), plan: plan(), tenant: tenant())),
            .generateMigrationPlan(
                GenerateMigrationPlan(source: reference(), target: reference(), page: page(), tenant: tenant())),
            .modifyProcessInstance(modification()),
            .suspendProcessInstance(SuspendProcessInstance(processInstanceKey: key())),
            .resumeProcessInstance(ResumeProcessInstance(processInstanceKey: key())),
            .getProcessInstance(GetProcessInstance(processInstanceKey: key())),
            .listProcessInstances(
                ListProcessInstances(
                    definition: optionalReference(), elementID: text(),
                    state: choice([.all, .withIncidents, .withoutIncidents, .banned, .suspended]), page: page(),
                    tenant: tenant(), tag: text(), businessID: text(), parent: optionalKey())),
            .setVariables(SetVariables(scope: key(), variables: variables(), local: bool())),
            .activateJobs(
                ActivateJobs(
                    type: name(), worker: text(), timeoutMilliseconds: 1 + Int64(below(1 << 40)),
                    maxJobs: 1 + Int32(below(10_000)), fetchVariables: list { $0.name() },
                    waitMilliseconds: Int64(below(1 << 40)), tenant: tenant())),
            .streamJobs(
                StreamJobs(
                    types: ["a", name()], worker: text(), timeoutMilliseconds: 1 + Int64(below(1 << 40)),
                    fetchVariables: list { $0.name() }, credits: Int32(below(10_001)),
                    tenants: list { TenantID(rawValue: $0.name()) })),
            .completeJob(CompleteJob(jobKey: key(), variables: variables(), decision: jobDecision())),
            .activateAdHocActivities(
                ActivateAdHocActivities(adHocInstanceKey: key(), activities: activations() + [activation()])),
            .failJob(
                FailJob(
                    jobKey: key(), retries: Int32(below(7)) - 3, backoffMilliseconds: Int64(below(1 << 40)),
                    message: text(), variables: variables())),
            .updateJobRetries(UpdateJobRetries(jobKey: key(), retries: 1 + count())),
            .throwError(
                ThrowError(jobKey: key(), errorCode: name(), errorMessage: text(), variables: variables())),
            .updateJobTimeout(UpdateJobTimeout(jobKey: key(), timeoutMilliseconds: 1 + Int64(below(1 << 40)))),
            .broadcastSignal(BroadcastSignal(name: name(), variables: variables(), tenant: tenant())),
            .publishMessage(
                PublishMessage(
                    name: name(), correlationKey: text(), timeToLiveMilliseconds: Int64(below(1 << 40)),
                    messageID: text(), variables: variables(), tenant: tenant())),
            .correlateMessage(
                CorrelateMessage(name: name(), correlationKey: text(), variables: variables(), tenant: tenant())),
            .evaluateConditions(
                EvaluateConditions(variables: variables(), definitionKey: bool() ? key() : nil, tenant: tenant())),
            .listIncidents(
                ListIncidents(
                    processInstanceKey: optionalKey(), definition: optionalReference(), page: page(), tenant: tenant(),
                    type: bool() ? choice(IncidentType.allCases) : nil, jobKey: optionalKey())),
            .deleteResource(DeleteResource(resourceKey: key(), tenant: tenant())),
            .updateJob(
                bool()
                    ? UpdateJob(jobKey: key(), retries: 1 + count(), timeoutMilliseconds: bool() ? 1 : nil)
                    : UpdateJob(
                        jobKey: key(), timeoutMilliseconds: 1 + Int64(below(1 << 40)),
                        priority: choice([nil, 0, -7, 9]))),
            .listJobs(
                ListJobs(
                    type: text(), state: choice(ListJobs.Filter.allCases), withoutRetries: bool(),
                    processInstanceKey: optionalKey(), definition: optionalReference(), elementID: text(),
                    worker: text(), page: page(), tenant: tenant())),
            .listVariables(
                ListVariables(
                    processInstanceKey: optionalKey(), scope: optionalKey(), name: text(),
                    value: bool() ? json() : nil, page: page(), tenant: tenant())),
            .listMessages(
                ListMessages(name: text(), correlationKey: text(), page: page(), tenant: tenant())),
            .listMessageSubscriptions(
                ListMessageSubscriptions(
                    name: text(), correlationKey: text(), processInstanceKey: optionalKey(), page: page(),
                    tenant: tenant())),
            .listTimers(
                ListTimers(
                    processInstanceKey: optionalKey(), definition: optionalReference(), eventID: text(), page: page(),
                    tenant: tenant())),
            .resolveIncident(ResolveIncident(incidentKey: key())),
            .assignUserTask(
                AssignUserTask(userTaskKey: key(), assignee: text(), allowOverride: bool(), action: text())),
            .updateUserTask(
                UpdateUserTask(
                    userTaskKey: key(), candidateGroups: bool() ? list { $0.text() } : nil,
                    candidateUsers: bool() ? list { $0.text() } : nil, dueDate: bool() ? text() : nil,
                    followUpDate: bool() ? text() : nil, priority: bool() ? Int32(below(101)) : nil, action: text())),
            .completeUserTask(CompleteUserTask(userTaskKey: key(), variables: variables(), action: text())),
            .getUserTask(GetUserTask(userTaskKey: key())),
            .listUserTasks(
                ListUserTasks(
                    assignee: text(), candidateGroup: text(), candidateUser: text(),
                    state: choice(ListUserTasks.Filter.allCases), processInstanceKey: optionalKey(),
                    definition: optionalReference(), page: page(), tenant: tenant())),
            .streamEvents(
                StreamEvents(
                    partition: PartitionID(UInt16(1 + below(4095))), from: position(), follow: bool(),
                    processInstance: optionalKey())),
        ]
    }

    mutating func clientMessages() -> [ClientMessage] {
        var messages: [ClientMessage] = [
            .hello(Hello(clientName: text(), token: bytes(), frameBytesMax: 4096 + below(1 << 30))),
            .cancel(requestID: next() | 1), .keepAlive(requestID: next() | 1),
            .grant(requestID: next() | 1, jobs: 1 + Int32(below(10_000))),
        ]
        for call in calls() {
            messages.append(
                .call(
                    requestID: next() | 1, call, timeoutMilliseconds: Int64(below(1 << 40)), idempotencyKey: bytes()))
        }
        return messages
    }
}

extension Samples {
    private mutating func definition() -> ProcessDefinition {
        ProcessDefinition(
            key: key(), processID: name(), version: count(), name: text(), versionTag: text(), resourceName: text(),
            contentHash: text(), deployedAt: time(), tenant: tenant())
    }

    private mutating func modificationReport() -> ModificationReport {
        ModificationReport(
            processInstanceKey: key(), isDryRun: bool(), activated: list { .init(key: $0.key(), elementID: $0.name()) },
            terminated: list { .init(key: $0.key(), elementID: $0.name()) }, hasEnded: bool())
    }

    fileprivate mutating func modification() -> ModifyProcessInstance {
        ModifyProcessInstance(
            processInstanceKey: key(),
            activate: list {
                ElementActivation(
                    elementID: $0.name(), ancestor: $0.optionalKey(), variables: $0.list { $0.scopeVariables() })
            },
            terminate: list { $0.selection() },
            move: list {
                ElementMove(
                    source: $0.selection(), target: $0.name(),
                    ancestor: $0.choice([.inferred, .sourceScope, .any, .instance($0.key())]),
                    variables: $0.list { $0.scopeVariables() })
            },
            dryRun: bool())
    }

    private mutating func scopeVariables() -> ScopeVariables {
        ScopeVariables(scopeID: text(), variables: variables())
    }

    private mutating func selection() -> ElementSelection { bool() ? .instance(key()) : .element(name()) }

    private mutating func incident() -> IncidentView {
        IncidentView(
            key: key(), type: choice([.jobNoRetries, .ioMappingError, .extractValueError, .conditionError]),
            message: text(), processInstanceKey: key(), definitionKey: key(), elementInstanceKey: key(),
            elementID: name(), job: optionalKey(), raisedAt: time())
    }

    mutating func userTask() -> UserTask {
        UserTask(
            assignee: text(), candidateGroups: list { $0.text() }, candidateUsers: list { $0.text() }, dueDate: text(),
            followUpDate: text(), priority: Int32(below(101)), externalFormReference: text(),
            formKey: optionalKey(), headers: list { .init(key: $0.name(), value: $0.text()) }, createdAt: time())
    }

    private mutating func userTaskView() -> UserTaskView {
        UserTaskView(
            key: key(), processInstanceKey: key(), definitionKey: key(), processID: name(), version: count(),
            elementID: name(), tenant: tenant(), task: userTask())
    }

    private mutating func summary() -> ProcessInstanceSummary {
        ProcessInstanceSummary(
            key: key(), definitionKey: key(), processID: name(), version: count(), startedAt: time(),
            incidents: count(), tenant: tenant(), state: choice([.active, .banned, .suspended]),
            activeElements: list { $0.name() }, tags: list { $0.name() }, businessID: text())
    }

    private mutating func element() -> ElementInstanceView {
        ElementInstanceView(
            key: key(), scope: optionalKey(), elementID: name(), kind: "SERVICE_TASK",
            state: choice([.activating, .activated, .completing, .terminating]), job: bool() ? job() : nil,
            incidents: list { $0.incident() }, userTask: bool() ? userTask() : nil,
            continuation: bool() ? continuation() : nil)
    }

    private mutating func activation() -> AdHocActivation {
        AdHocActivation(elementID: name(), variables: variables())
    }

    private mutating func activations() -> [AdHocActivation] { list { $0.activation() } }

    private mutating func jobDecision() -> JobDecision? {
        choice([
            nil, .adHoc(AdHocResult(activities: activations(), isFulfilled: bool(), cancelsRemaining: bool())),
            .taskListener(
                TaskListenerResult(
                    isDenied: bool(), deniedReason: text(),
                    corrections: UserTaskCorrections(
                        assignee: bool() ? text() : nil, candidateGroups: bool() ? list { $0.text() } : nil,
                        candidateUsers: bool() ? list { $0.text() } : nil, dueDate: bool() ? text() : nil,
                        followUpDate: bool() ? text() : nil, priority: bool() ? Int32(below(101)) : nil))),
        ])
    }

    private mutating func continuation() -> Continuation {
        Continuation(
            place: choice([.before, .after]), flowIDs: list { $0.name() }, retries: count(), due: bool() ? time() : nil,
            errorMessage: text())
    }

    private mutating func job() -> JobView {
        JobView(
            key: key(), type: name(), retries: count(), state: choice([.activatable, .activated, .failed]),
            worker: text(), due: bool() ? time() : nil, errorMessage: text(),
            priority: bool() ? count() : -count())
    }

    private mutating func jobEntry() -> JobEntry {
        JobEntry(
            job: job(), processInstanceKey: key(), definitionKey: key(), processID: name(), version: count(),
            elementID: name(), elementInstanceKey: key(), tenant: tenant())
    }

    private mutating func variableEntry() -> VariableEntry {
        VariableEntry(processInstanceKey: key(), scope: key(), name: name(), value: json())
    }

    private mutating func address() -> MessageAddress {
        MessageAddress(tenant: tenant(), name: name(), correlationKey: text())
    }

    private mutating func message() -> Message {
        Message(key: key(), address: address(), id: text(), deadline: time(), variables: variables())
    }

    private mutating func messageSubscription() -> MessageSubscriptionView {
        MessageSubscriptionView(
            key: key(), address: address(), processInstanceKey: key(), elementInstanceKey: key(), processID: name(),
            isInterrupting: bool(), correlating: optionalKey())
    }

    private mutating func timer() -> TimerView {
        TimerView(
            key: key(), due: time(), repetitions: Int32(below(9)) - 1, eventID: name(),
            processInstanceKey: optionalKey(), elementInstanceKey: optionalKey(), definitionKey: key(),
            processID: name(), version: count(), tenant: tenant())
    }

    private mutating func activatedJob() -> ActivatedJob {
        ActivatedJob(
            key: key(), type: name(), processInstanceKey: key(), definitionKey: key(), processID: name(),
            version: count(), elementID: name(), elementInstanceKey: key(),
            headers: list { .init(key: $0.name(), value: $0.text()) }, retries: count(), deadline: time(),
            variables: variables(), tenant: tenant(), kind: choice(JobKind.allCases),
            priority: bool() ? count() : -count())
    }

    mutating func report() -> MigrationReport {
        MigrationReport(
            processInstanceKey: key(), source: key(), target: key(), isDryRun: bool(),
            elements: list {
                MovedElement(
                    key: $0.key(), from: $0.name(), to: $0.name(), job: $0.optionalKey(), incident: $0.optionalKey())
            },
            tokens: list {
                MovedToken(
                    scope: $0.key(), fromGateway: $0.name(), toGateway: $0.name(), fromFlow: $0.name(),
                    toFlow: $0.name(), count: $0.count(), toScope: $0.bool() ? $0.key() : nil)
            },
            events: list { $0.movedEvent() },
            position: position(), structure: bool() ? structure() : MigratedStructure(),
            warnings: list { $0.warning() })
    }

    private mutating func warning() -> MigrationWarning {
        MigrationWarning(
            code: name(), from: text(), elementID: name(), message: text(), path: list { $0.name() })
    }

    private mutating func validation() -> ValidateMigrationPlan.Answer {
        ValidateMigrationPlan.Answer(
            source: definition(), target: definition(),
            reasons: list {
                Reason(
                    code: $0.name(), elementID: $0.text(), expected: $0.text(), found: $0.text(), hint: $0.text())
            },
            mapping: list {
                ElementMapping(
                    from: $0.name(), kind: $0.name(), to: $0.text(),
                    origin: $0.choice([.unmapped, .explicit, .generated, .faulty]),
                    events: $0.list {
                        EventMapping(
                            from: $0.text(), to: $0.text(), kind: $0.name(),
                            fate: $0.choice([.kept, .updated, .closed, .opened]))
                    })
            },
            warnings: list { $0.warning() })
    }

    private mutating func generation() -> GenerateMigrationPlan.Answer {
        GenerateMigrationPlan.Answer(
            source: definition(), target: definition(), instructions: list { $0.instruction() },
            proposals: list {
                ProposedInstruction(
                    from: $0.name(), to: $0.name(), score: $0.count(), reasons: $0.list { $0.name() })
            },
            unmapped: list { UnmappedElement(elementID: $0.name(), kind: $0.name(), note: $0.text()) },
            added: list { $0.name() },
            counts: list {
                ElementCount(
                    elementID: $0.name(), active: Int64($0.below(1 << 40)), withIncidents: Int64($0.below(1 << 40)))
            },
            instancesCounted: count(), nextPageToken: bytes())
    }

    private mutating func movedEvent() -> MovedEvent {
        MovedEvent(element: key(), before: bool() ? subscription() : nil, after: bool() ? subscription() : nil)
    }

    private mutating func subscription() -> EventSubscription {
        let triggers: [EventSubscription.Trigger] = [
            .timer(TimerWait(due: time(), repetitions: count(), since: time())),
            .message(MessageWait(name: name(), correlationKey: text())), .signal(name()),
            .conditional(
                ConditionalWait(
                    condition: name(), variableNames: list { $0.name() }, onCreate: bool(), onUpdate: bool())),
        ]
        return EventSubscription(
            key: key(), eventID: name(), isInterrupting: bool(), trigger: choice(triggers))
    }

    mutating func decision() -> DecisionDefinition {
        DecisionDefinition(
            key: key(), decisionID: name(), version: 1 + count(), name: text(), versionTag: text(),
            requirementsKey: key(), requirementsID: text(), resourceName: text(), contentHash: text(),
            deployedAt: time(), tenant: tenant(), deploymentKey: key())
    }

    mutating func form() -> FormDefinition {
        FormDefinition(
            key: key(), formID: name(), version: 1 + count(), versionTag: text(), resourceName: text(),
            contentHash: text(), deployedAt: time(), tenant: tenant(), deploymentKey: key())
    }

    mutating func evaluatedDecision() -> EvaluateDecision.Answer {
        EvaluateDecision.Answer(
            evaluationKey: key(), decision: decision(), output: bool() ? json() : nil,
            failure: bool()
                ? DecisionFailureView(decisionID: name(), elementID: text(), code: name(), message: text()) : nil,
            evaluatedDecisions: list { samples in
                EvaluatedDecisionView(
                    decisionID: samples.name(), name: samples.text(), kind: samples.name(), output: samples.json(),
                    inputs: samples.list { $0.evaluatedValue() },
                    matchedRules: samples.list { samples in
                        MatchedRuleView(
                            id: samples.text(), index: samples.count(),
                            outputs: samples.list { $0.evaluatedValue() })
                    })
            }, omitted: count())
    }

    mutating func evaluatedValue() -> EvaluatedValue { EvaluatedValue(id: text(), name: text(), value: json()) }

    /// One of each answer.
    mutating func answers() -> [Answer] {
        [
            .done, .ping(Ping(payload: bytes())),
            .topology(
                Topology(
                    serverVersion: text(), clusterID: text(),
                    partitions: list {
                        PartitionView(
                            id: PartitionID(UInt16(1 + $0.below(4095))), isHealthy: $0.bool(),
                            lastPosition: $0.position(), problem: $0.text())
                    })),
            .deployResources(
                .init(
                    definitions: list { $0.definition() }, decisions: list { $0.decision() }, forms: list { $0.form() })
            ),
            .getForm(.init(form: form(), content: bytes(), isDeleted: bool())),
            .listForms(.init(forms: list { $0.form() }, nextPageToken: bytes())),
            .evaluateDecision(evaluatedDecision()),
            .listDecisions(.init(decisions: list { $0.decision() }, nextPageToken: bytes())),
            .getProcessDefinition(.init(definition: definition(), xml: bytes())),
            .listProcessDefinitions(.init(definitions: list { $0.definition() }, nextPageToken: bytes())),
            .createProcessInstance(
                .init(
                    processInstanceKey: key(), definitionKey: key(), processID: name(), version: count(),
                    result: bool() ? variables() : nil)),
            .migrateProcessInstance(report()), .validateMigrationPlan(validation()),
            .generateMigrationPlan(generation()), .modifyProcessInstance(modificationReport()),
            .getProcessInstance(
                ProcessInstanceTree(
                    summary: summary(), elements: list { $0.element() },
                    variables: list { VariableView(scope: $0.key(), name: $0.name(), value: $0.json()) },
                    tokens: list {
                        WaitingToken(scope: $0.key(), gatewayID: $0.name(), flowID: $0.name(), count: $0.count())
                    })),
            .listProcessInstances(.init(instances: list { $0.summary() }, nextPageToken: bytes())),
            .activateJobs(.init(jobs: list { $0.activatedJob() })),
            .getUserTask(userTaskView()),
            .streamJobs(.init(jobs: list { $0.activatedJob() })),
            .broadcastSignal(.init(started: list { $0.key() })),
            .evaluateConditions(.init(started: list { $0.key() })),
            .publishMessage(.init(messageKey: key())),
            .correlateMessage(.init(messageKey: key(), processInstanceKey: key())),
            .listUserTasks(.init(userTasks: list { $0.userTaskView() }, nextPageToken: bytes())),
            .listJobs(.init(jobs: list { $0.jobEntry() }, nextPageToken: bytes())),
            .listVariables(.init(variables: list { $0.variableEntry() }, nextPageToken: bytes())),
            .listMessages(.init(messages: list { $0.message() }, nextPageToken: bytes())),
            .listMessageSubscriptions(
                .init(subscriptions: list { $0.messageSubscription() }, nextPageToken: bytes())),
            .listTimers(.init(timers: list { $0.timer() }, nextPageToken: bytes())),
            .evaluateConditions(.init(started: list { $0.key() })),
            .listIncidents(.init(incidents: list { $0.incident() }, nextPageToken: bytes())),
            .streamEvents(
                EventBatch(
                    events: list {
                        EventView(
                            position: $0.position(), timestamp: $0.time(), kind: "JOB_CREATED",
                            processInstanceKey: $0.key(), details: $0.json())
                    }, next: position())),
        ]
    }

    mutating func serverMessages() -> [ServerMessage] {
        var messages: [ServerMessage] = [
            .welcome(
                Welcome(
                    serverVersion: text(), clusterID: text(), frameBytesMax: 4096 + below(1 << 30),
                    callsInFlightMax: below(1 << 20), partitionCount: below(8192))),
            .keepAlive(requestID: next()), .goAway(GoAway(message: text(), drainMilliseconds: Int64(below(1 << 20)))),
            .status(
                requestID: next(), choice(StatusCode.allCases), message: text(),
                reasons: list {
                    Reason(
                        code: $0.name(), elementID: $0.text(), expected: $0.text(), found: $0.text(), hint: $0.text())
                }),
        ]
        for answer in answers() { messages.append(.answer(requestID: next(), answer)) }
        return messages
    }
}
