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
        Part("form by its id") { element in
            if case .id = element.activity.userTask?.form { true } else { false }
        },
        Part("task listeners") { $0.activity.userTask?.listeners.isEmpty == false },
    ]
}
