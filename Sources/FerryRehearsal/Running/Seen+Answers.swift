import FerryModel

/// What the broker answers, in the words of scenarios.
extension Seen {
    static func deployed(_ answer: DeployResources.Answer) -> Seen {
        .list(answer.definitions.map { .definition($0) } + answer.decisions.map { .decision($0) })
    }

    static func definition(_ definition: ProcessDefinition) -> Seen {
        [
            "process": .text(definition.processID), "version": .number(definition.version),
            "name": .text(definition.name), "tag": .text(definition.versionTag),
            "file": .text(definition.resourceName),
        ]
    }

    static func decision(_ decision: DecisionDefinition) -> Seen {
        [
            "decision": .text(decision.decisionID), "version": .number(decision.version), "name": .text(decision.name),
            "tag": .text(decision.versionTag), "file": .text(decision.resourceName),
        ]
    }

    // MARK: Messages and timers

    static func message(_ message: Message, now: Timestamp?) -> Seen {
        [
            "name": .text(message.address.name), "key": .text(message.address.correlationKey),
            "id": .text(message.id), "due": .moment(message.deadline), "in": .distance(message.deadline, from: now),
            "variables": .scope(message.variables),
        ]
    }

    static func subscription(_ subscription: MessageSubscriptionView) -> Seen {
        [
            "name": .text(subscription.address.name), "key": .text(subscription.address.correlationKey),
            "process": .text(subscription.processID), "interrupting": .flag(subscription.isInterrupting),
            "correlating": .flag(subscription.correlating != nil),
        ]
    }

    static func startTimer(_ timer: TimerView, now: Timestamp?) -> Seen {
        [
            "event": .text(timer.eventID), "process": .text(timer.processID), "version": .number(timer.version),
            "due": .moment(timer.due), "in": .distance(timer.due, from: now),
            "repetitions": .number(timer.repetitions),
        ]
    }

    // MARK: Work

    static func job(_ job: ActivatedJob, now: Timestamp?) -> Seen {
        [
            "element": .text(job.elementID), "type": .text(job.type), "kind": .text("\(job.kind)"),
            "retries": .number(job.retries), "due": .moment(job.deadline), "in": .distance(job.deadline, from: now),
            "variables": .value(JSONValue(trusted: job.variables.json)), "headers": .headers(job.headers),
            "some-headers": .someHeaders(job.headers), "tags": .texts(job.tags), "process": .text(job.processID),
        ]
    }

    static func modified(_ report: ModificationReport) -> Seen {
        [
            "activated": .texts(report.activated.map(\.elementID)),
            "terminated": .list(report.terminated.map { .text($0.elementID) }), "ended": .flag(report.hasEnded),
        ]
    }

    // MARK: Decisions

    static func evaluated(_ answer: EvaluateDecision.Answer) -> Seen {
        [
            "output": .value(answer.output), "version": .number(answer.decision.version),
            "failure": answer.failure.map { .failure($0) } ?? .text(""),
            "decisions": .list(answer.evaluatedDecisions.map { .evaluated($0) }),
        ]
    }

    private static func failure(_ failure: DecisionFailureView) -> Seen {
        [
            "code": .text(failure.code), "decision": .text(failure.decisionID), "element": .text(failure.elementID),
            "message": .words(failure.message),
        ]
    }

    private static func evaluated(_ decision: EvaluatedDecisionView) -> Seen {
        [
            "decision": .text(decision.decisionID), "name": .text(decision.name), "kind": .text(decision.kind),
            "output": .value(decision.output), "inputs": .values(decision.inputs),
            "rules": .list(
                decision.matchedRules.map { rule in
                    ["index": .number(rule.index), "id": .text(rule.id), "outputs": .values(rule.outputs)]
                }),
        ]
    }

    private static func values(_ values: [EvaluatedValue]) -> Seen {
        .fields(values.map { Field(name: $0.name, value: .value($0.value)) })
    }
}
