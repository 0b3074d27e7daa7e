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
    }

    /// What the engine does not run yet: a line goes when it does.
    private static let toCome: [Part] = [
        Part("form by its id") { element in
            if case .id = element.activity.userTask?.form { true } else { false }
        }
    ]
}
