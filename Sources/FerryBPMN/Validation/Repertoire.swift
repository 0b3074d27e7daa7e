import FerryXML

/// How much of what Ferry can read may be deployed.
package enum Repertoire: Sendable {
    /// What the engine runs.
    case engine
    /// Everything that can be read.
    case everything

    func check(_ draft: DraftProcess, report: inout ProblemReport) {
        guard self == .engine else { return }
        for element in draft.elements {
            let parts = Self.toCome.filter { $0.isIn(element) }
            guard !parts.isEmpty else { continue }
            report.add(
                .unsupportedElement, at: element.node, expected: "an element this version can run",
                found: parts.map(\.words).joined(separator: ", "), hint: "this version reads it and does not run it yet"
            )
        }
    }

    private struct Part: Sendable {
        let words: String
        let isIn: @Sendable (DraftElement) -> Bool

        init(_ words: String, _ isIn: @escaping @Sendable (DraftElement) -> Bool) {
            self.words = words
            self.isIn = isIn
        }

        static func kind(_ kind: ElementKind, _ words: String) -> Part { Part(words) { $0.kind == kind } }

        static func event(_ kind: EventKind, _ words: String) -> Part { Part(words) { $0.event?.kind == kind } }
    }

    /// What the engine does not run yet: a line goes when it does.
    private static let toCome: [Part] = [
        .kind(.receiveTask, "receive task"),
        .kind(.callActivity, "call activity"),
        .kind(.eventSubProcess, "event subprocess"),
        .kind(.transaction, "transaction"),
        .kind(.adHocSubProcess, "ad-hoc subprocess"),
        .kind(.inclusiveGateway, "inclusive gateway"),
        .kind(.eventBasedGateway, "event-based gateway"),
        .kind(.intermediateCatchEvent, "intermediate catch event"),
        .kind(.intermediateThrowEvent, "intermediate throw event"),
        .kind(.boundaryEvent, "boundary event"),
        .event(.message, "message event"),
        .event(.timer, "timer event"),
        .event(.signal, "signal event"),
        .event(.conditional, "conditional event"),
        .event(.error, "error event"),
        .event(.escalation, "escalation event"),
        .event(.compensation, "compensation event"),
        .event(.link, "link event"),
        .event(.terminate, "terminate event"),
        .event(.cancel, "cancel event"),
        Part("multi-instance") { $0.activity.multiInstance != nil },
        Part("compensation handler") { $0.isForCompensation },
        Part("script in FEEL") { $0.activity.script != nil },
        Part("called decision") { $0.activity.calledDecision != nil },
        Part("user task of the engine's own") { $0.kind == .userTask && $0.job == nil },
        Part("user task with settings to evaluate") {
            $0.job != nil && $0.activity.userTask?.needsEvaluation == true
        },
        Part("published message") { $0.publishes != nil },
        Part("execution listeners") { !$0.listeners.isEmpty },
        Part("asyncBefore") { $0.asyncBefore },
        Part("asyncAfter") { $0.asyncAfter },
    ]
}

extension UserTaskDefinition {
    fileprivate var needsEvaluation: Bool {
        assignee != nil || candidateGroups != nil || candidateUsers != nil || dueDate != nil || followUpDate != nil
            || form != nil
    }
}
