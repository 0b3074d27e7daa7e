package import FerryModel

/// Commands that carry an idempotency key are done once: a repeat gets the recorded answer.
extension Engine {
    /// How long answers are kept: a day.
    static let answerLifetimeMilliseconds: Int64 = 24 * 60 * 60 * 1_000

    func once(
        _ call: Call, _ metadata: CallMetadata, _ decide: () throws(CommandFailure) -> Answer
    ) throws(CommandFailure) -> Answer {
        let key = metadata.idempotencyKey
        guard key.count <= CallMetadata.idempotencyKeyBytesMax else {
            throw .rejected(.badIdempotencyKey(expected: "at most 128 bytes", found: "\(key.count) bytes", hint: ""))
        }
        let fingerprint = call.fingerprint
        if let recorded = try reading({ () throws(StorageFailure) in try self.state.answer(idempotencyKey: key) }) {
            guard recorded.fingerprint == fingerprint else {
                throw .rejected(
                    .badIdempotencyKey(
                        expected: "the command that this key was used for before", found: "another \(call.name)",
                        hint: "use a fresh key for every command"))
            }
            switch recorded.answer {
            case .evaluated(let evaluation): return try answer(from: evaluation)
            case .created(let answer): try awaitAgain(answer, call)
            default: break
            }
            return Answer(recorded.answer, of: call)
        }
        request = UserTaskChange.Request(idempotencyKey: key, fingerprint: fingerprint)
        let answer = try decide()
        // Not yet known what will come of it.
        guard effects.heldTask == nil else { return answer }
        if let content = answer.recordable { record(content, for: key, fingerprint) }
        return answer
    }

    /// Who repeats a creation waits as the first did, also when a restart has forgotten that one.
    private func awaitAgain(_ answer: CreateProcessInstance.Answer, _ call: Call) throws(CommandFailure) {
        let key = answer.processInstanceKey
        guard case .createProcessInstance(let creation) = call, creation.awaitResult, awaited[key] == nil else {
            return
        }
        let found = try reading { () throws(StorageFailure) in try self.state.instance(key) }
        guard let instance = found else { return }
        try refuseBanned(instance)
        awaited[key] = AwaitedInstance(answer: answer, fetchVariables: creation.fetchVariables)
    }

    func record(_ content: RecordedAnswer.Content, for key: [UInt8], _ fingerprint: UInt64) {
        state.emit(
            .answerRecorded(
                RecordedAnswer(
                    idempotencyKey: key, fingerprint: fingerprint, answer: content,
                    expiresAt: state.now.advanced(byMilliseconds: Self.answerLifetimeMilliseconds))))
    }
}

extension Call {
    /// True for calls that an idempotency key makes sense for.
    package var changesState: Bool {
        switch self {
        case .createProcessInstance, .cancelProcessInstance, .setVariables, .completeJob, .failJob, .updateJobRetries,
            .throwError, .updateJob, .updateJobTimeout, .broadcastSignal, .evaluateConditions, .publishMessage,
            .deleteResource, .resolveIncident, .assignUserTask, .updateUserTask, .completeUserTask, .evaluateDecision:
            true
        case .migrateProcessInstance(let call): !call.dryRun
        case .modifyProcessInstance(let call): !call.dryRun
        case .suspendProcessInstance, .resumeProcessInstance, .activateAdHocActivities: true
        case .ping, .topology, .deployResources, .getProcessDefinition, .listProcessDefinitions, .getProcessInstance,
            .listProcessInstances, .activateJobs, .listIncidents, .getUserTask, .listUserTasks, .streamEvents,
            .streamJobs, .listJobs, .listVariables, .listMessages, .listMessageSubscriptions, .listTimers,
            .correlateMessage, .listDecisions, .getForm, .listForms, .validateMigrationPlan, .generateMigrationPlan:
            false
        }
    }

    /// Tells two commands apart (FNV-1a); the same in every process, unlike `Hasher`.
    var fingerprint: UInt64 {
        var hash = FNV1a()
        hash.combine(name)
        switch self {
        case .createProcessInstance(let call):
            hash.combine(call.definition.description)
            hash.combine(call.variables.json)
            hash.combine(call.tenant.rawValue)
            hash.combine(call.awaitResult ? 1 : 0)
            for element in call.startElements { hash.combine(element) }
            hash.combine(0)
            for name in call.fetchVariables { hash.combine(name) }
            // Left out where there are none: calls without them keep the fingerprint they always had.
            if !call.tags.isEmpty { for tag in ["tags"] + call.tags { hash.combine(tag) } }
            if !call.businessID.isEmpty { for text in ["businessID", call.businessID] { hash.combine(text) } }
        case .cancelProcessInstance(let call): hash.combine(call.processInstanceKey.rawValue)
        case .migrateProcessInstance(let call):
            hash.combine(call.processInstanceKey.rawValue)
            hash.combine(call.plan)
        case .modifyProcessInstance(let call): hash.combine(call)
        case .activateAdHocActivities(let call):
            hash.combine(call.adHocInstanceKey.rawValue)
            hash.combine(call.activities)
        case .suspendProcessInstance(let call): hash.combine(call.processInstanceKey.rawValue)
        case .resumeProcessInstance(let call): hash.combine(call.processInstanceKey.rawValue)
        case .setVariables(let call):
            hash.combine(call.scope.rawValue)
            hash.combine(call.variables.json)
            hash.combine(call.local ? 1 : 0)
        case .completeJob(let call):
            hash.combine(call.jobKey.rawValue)
            hash.combine(call.variables.json)
            if let decision = call.decision { hash.combine(decision) }
        case .failJob(let call):
            hash.combine(call.jobKey.rawValue)
            hash.combine(Int64(call.retries))
            hash.combine(call.backoffMilliseconds)
            hash.combine(call.message)
            hash.combine(call.variables.json)
        case .updateJobRetries(let call):
            hash.combine(call.jobKey.rawValue)
            hash.combine(Int64(call.retries))
        case .deleteResource(let call):
            hash.combine(call.resourceKey.rawValue)
            hash.combine(call.tenant.rawValue)
        case .updateJob(let call):
            hash.combine(call.jobKey.rawValue)
            hash.combine(Int64(call.retries ?? 0))
            hash.combine(call.timeoutMilliseconds ?? 0)
            // Left out where there is none: calls without it keep the fingerprint they always had.
            if let priority = call.priority { hash.combine(Int64(priority)) }
        case .throwError(let call):
            hash.combine(call.jobKey.rawValue)
            hash.combine(call.errorCode)
            hash.combine(call.errorMessage)
            hash.combine(call.variables.json)
        case .updateJobTimeout(let call):
            hash.combine(call.jobKey.rawValue)
            hash.combine(call.timeoutMilliseconds)
        case .evaluateConditions(let call):
            hash.combine(call.variables.json)
            hash.combine(call.definitionKey?.rawValue ?? 0)
            hash.combine(call.tenant.rawValue)
        case .broadcastSignal(let call):
            hash.combine(call.name)
            hash.combine(call.variables.json)
            hash.combine(call.tenant.rawValue)
        case .publishMessage(let call):
            hash.combine(call.name)
            hash.combine(call.correlationKey)
            hash.combine(call.timeToLiveMilliseconds)
            hash.combine(call.messageID)
            hash.combine(call.variables.json)
            hash.combine(call.tenant.rawValue)
        case .evaluateDecision(let call):
            hash.combine(call.decision.description)
            hash.combine(call.variables.json)
            hash.combine(call.tenant.rawValue)
        case .resolveIncident(let call): hash.combine(call.incidentKey.rawValue)
        case .assignUserTask(let call):
            hash.combine(call.userTaskKey.rawValue)
            hash.combine(call.assignee)
            hash.combine(call.allowOverride ? 1 : 0)
            hash.combine(call.action)
        case .updateUserTask(let call):
            hash.combine(call.userTaskKey.rawValue)
            for attribute in call.changed { hash.combine(attribute.rawValue) }
            hash.combine(0)
            for name in call.candidateGroups ?? [] { hash.combine(name) }
            hash.combine(0)
            for name in call.candidateUsers ?? [] { hash.combine(name) }
            hash.combine(0)
            hash.combine(call.dueDate ?? "")
            hash.combine(call.followUpDate ?? "")
            hash.combine(Int64(call.priority ?? 0))
            hash.combine(call.action)
        case .completeUserTask(let call):
            hash.combine(call.userTaskKey.rawValue)
            hash.combine(call.variables.json)
            hash.combine(call.action)
        default: break
        }
        return hash.value
    }
}

/// The 64-bit FNV-1a hash, each part closed off so that parts do not run into each other.
struct FNV1a {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func combine(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { mix(byte) }
        mix(0xFF)
    }

    mutating func combine(_ text: String) { combine(text.utf8) }

    mutating func combine(_ number: Int64) {
        for shift in stride(from: 56, through: 0, by: -8) { mix(UInt8(truncatingIfNeeded: number >> Int64(shift))) }
    }

    private mutating func mix(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
}

extension Answer {
    init(_ content: RecordedAnswer.Content, of call: Call) {
        self =
            switch content {
            case .done: .done
            case .created(let answer): .createProcessInstance(answer)
            case .migrated(let report): .migrateProcessInstance(report)
            case .modified(let report): .modifyProcessInstance(report)
            case .published(let key): .publishMessage(PublishMessage.Answer(messageKey: key))
            case .evaluated: preconditionFailure("an evaluation is answered with its decision")
            case .started(let keys):
                if case .evaluateConditions = call {
                    .evaluateConditions(EvaluateConditions.Answer(started: keys))
                } else {
                    .broadcastSignal(BroadcastSignal.Answer(started: keys))
                }
            }
    }

    var recordable: RecordedAnswer.Content? {
        switch self {
        case .done: .done
        case .createProcessInstance(let answer): .created(answer)
        case .migrateProcessInstance(let report): .migrated(report)
        case .modifyProcessInstance(let report): .modified(report)
        case .broadcastSignal(let answer): .started(answer.started)
        case .evaluateConditions(let answer): .started(answer.started)
        case .publishMessage(let answer): .published(answer.messageKey)
        case .evaluateDecision(let answer):
            .evaluated(
                DecisionEvaluated(
                    key: answer.evaluationKey, decisionKey: answer.decision.key,
                    decisionID: answer.decision.decisionID, elementInstanceKey: nil, output: answer.output,
                    failure: answer.failure, evaluatedDecisions: answer.evaluatedDecisions, omitted: answer.omitted))
        default: nil
        }
    }
}

extension Rejection {
    static func badIdempotencyKey(expected: String, found: String, hint: String) -> Rejection {
        Rejection(
            .invalidArgument, "the idempotency key cannot be used",
            reasons: [
                Reason(code: "IDEMPOTENCY_KEY", expected: expected, found: found, hint: hint)
            ])
    }
}
