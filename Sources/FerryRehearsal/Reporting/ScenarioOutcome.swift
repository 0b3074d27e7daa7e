/// How one scenario went.
package struct ScenarioOutcome: Sendable {
    package let file: String
    package let scenario: Scenario
    package let ending: Ending
    package let mismatches: [Mismatch]
    package let duration: Duration

    package enum Ending: Hashable, Sendable {
        case passed
        case failed
        /// This broker cannot be asked to play it.
        case skipped(String)
        /// Failed, as was to be expected for now.
        case pending
        /// Passed although it is marked as pending.
        case pendingPassed
    }

    /// It should stop a build.
    package var isFailure: Bool { ending == .failed || ending == .pendingPassed }

    /// For people: a line, and below it what was not as expected.
    package func lines(isVerbose: Bool) -> [String] {
        let name = Printable.line(scenario.name)
        switch ending {
        case .passed: return isVerbose ? ["  ok       \(name) (\(duration.shown))"] : []
        case .skipped(let reason): return ["  skipped  \(name): \(reason)"]
        case .pending:
            let reason = "  pending  \(name): \(Printable.line(scenario.pending ?? ""))"
            return isVerbose ? [reason] + details : [reason]
        case .pendingPassed:
            return [
                "  FAILED   \(name)", "    \(file):\(scenario.line): passes, and is marked as pending: remove the mark",
            ]
        case .failed: return ["  FAILED   \(name)"] + details
        }
    }

    /// What was not as expected, with file and line.
    package var details: [String] {
        mismatches.flatMap { mismatch in
            ["    \(file):\(mismatch.line): \(Printable.line(mismatch.what))"]
                + Self.column("expected", mismatch.expected) + Self.column("found", mismatch.found)
        }
    }

    private static let rowsMax = 30

    private static func column(_ title: String, _ rows: [String]) -> [String] {
        var lines = rows.prefix(rowsMax).enumerated().map { index, row in
            let head = index == 0 ? title : ""
            return "      \(head)\(String(repeating: " ", count: 10 - head.count))\(Printable.line(row))"
        }
        if rows.count > rowsMax { lines.append("                and \(rows.count - rowsMax) more") }
        if rows.isEmpty, title == "found" { return [] }
        return lines.isEmpty && title == "expected" ? [] : lines
    }
}

/// All outcomes of a run.
package struct RehearsalReport: Sendable {
    package private(set) var outcomes: [ScenarioOutcome] = []

    package init() {}

    package mutating func add(_ outcomes: [ScenarioOutcome]) { self.outcomes += outcomes }

    package var hasFailures: Bool { outcomes.contains(where: \.isFailure) }

    /// `12 passed, 1 failed, 2 pending (0.3 s)`
    package var summary: String {
        let counts: [(String, Int)] = [
            ("passed", outcomes.count { $0.ending == .passed }), ("failed", outcomes.count(where: \.isFailure)),
            ("pending", outcomes.count { $0.ending == .pending }),
            ("skipped", outcomes.count { if case .skipped = $0.ending { true } else { false } }),
        ]
        let shown = counts.filter { $0.1 > 0 || $0.0 == "passed" }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
        let time = outcomes.reduce(Duration.zero) { $0 + $1.duration }
        return "\(shown) (\(time.shown))"
    }
}

/// Text from files and brokers, made fit for a terminal's line.
enum Printable {
    static func line(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            if scalar == "\n" || scalar == "\t" {
                result += " "
            } else if scalar.properties.generalCategory == .control {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
    }
}

extension Duration {
    var milliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }

    /// `12 ms`, `3.4 s`
    var shown: String {
        milliseconds < 1_000
            ? "\(milliseconds) ms" : "\(milliseconds / 1_000).\(milliseconds % 1_000 / 100) s"
    }
}
