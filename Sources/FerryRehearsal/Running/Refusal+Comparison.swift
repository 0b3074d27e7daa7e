import FerryModel

extension Refusal {
    var lines: [String] {
        (status.map { ["\($0)"] } ?? []) + (message.isEmpty ? [] : [message]) + (reasons ?? []).map(\.line)
    }

    /// A reason named without an element may stand at any.
    func mismatches(_ rejection: Rejection) -> [Mismatch] {
        var found: [Mismatch] = []
        let told = ["\(rejection.code): \(rejection.message)"] + rejection.lines
        if let status, status != rejection.code {
            found.append(
                Mismatch("refused with another status", line: line, expected: ["\(status)"], found: told))
        }
        if !rejection.message.contains(message), !message.isEmpty {
            found.append(Mismatch("refused with another message", line: line, expected: [message], found: told))
        }
        guard let reasons else { return found }
        var rest = rejection.reasons
        var missing: [ExpectedReason] = []
        // The most exact first, so that a vague one does not take what only an exact one fits.
        for expected in reasons.sorted(by: { $0.line.count > $1.line.count }) {
            if let index = rest.firstIndex(where: { expected.holds(of: $0) }) {
                rest.remove(at: index)
            } else {
                missing.append(expected)
            }
        }
        if !missing.isEmpty || !rest.isEmpty {
            found.append(
                Mismatch(
                    "refused for other reasons", line: line, expected: reasons.map(\.line),
                    found: rejection.reasons.isEmpty ? [rejection.description] : rejection.lines))
        }
        return found
    }
}

extension Refusal.ExpectedReason {
    fileprivate func holds(of reason: Reason) -> Bool {
        func holds(_ part: String, _ whole: String) -> Bool { part.isEmpty || whole.contains(part) }
        return (summary == reason.summary || summary == reason.code) && holds(place, reason.found)
            && holds(expected, reason.expected) && holds(found, reason.found) && holds(hint, reason.hint)
    }

    fileprivate var line: String {
        var line = summary
        if !expected.isEmpty { line += ": expected \(expected)" }
        if !found.isEmpty { line += ", found \(found)" }
        if !place.isEmpty { line += " \(place)" }
        if !hint.isEmpty { line += " (\(hint))" }
        return line
    }
}
