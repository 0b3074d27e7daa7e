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
    }

    /// What the engine does not run yet: a line goes when it does.
    private static let toCome: [Part] = [
        .kind(.adHocSubProcess, "ad-hoc subprocess"),
        Part("timer start event") { $0.kind == .startEvent && $0.scope == 0 && $0.event?.kind == .timer },
        Part("conditional start event") { $0.kind == .startEvent && $0.scope == 0 && $0.event?.kind == .conditional },
        Part("called decision") { $0.activity.calledDecision != nil },
        Part("user task of the engine's own") { $0.kind == .userTask && $0.job == nil },
        Part("user task with settings to evaluate") {
            $0.job != nil && $0.activity.userTask?.needsEvaluation == true
        },
        Part("execution listeners before all or at a cancellation") { element in
            element.listeners.contains { $0.event == .beforeAll || $0.event == .cancel }
        },
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
