/// Outcomes as the XML that build servers read: a suite a file, a case a scenario.
package enum JUnitReport {
    package static func xml(_ outcomes: [ScenarioOutcome]) -> String {
        var files: [String] = []
        var byFile: [String: [ScenarioOutcome]] = [:]
        for outcome in outcomes {
            if byFile[outcome.file] == nil { files.append(outcome.file) }
            byFile[outcome.file, default: []].append(outcome)
        }
        let suites = files.map { suite($0, byFile[$0] ?? []) }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n\(suites.joined())</testsuites>\n"
    }

    private static func suite(_ file: String, _ outcomes: [ScenarioOutcome]) -> String {
        let failures = outcomes.count(where: \.isFailure)
        let cases = outcomes.map { testCase($0) }.joined()
        return "  <testsuite name=\"\(attribute(file))\" tests=\"\(outcomes.count)\" failures=\"\(failures)\" "
            + "skipped=\"\(outcomes.count(where: \.isSkipped))\" time=\"\(time(outcomes.map(\.duration)))\">\n"
            + "\(cases)  </testsuite>\n"
    }

    private static func testCase(_ outcome: ScenarioOutcome) -> String {
        let head =
            "    <testcase classname=\"\(attribute(outcome.file))\" name=\"\(attribute(outcome.scenario.name))\" "
            + "file=\"\(attribute(outcome.file))\" line=\"\(outcome.scenario.line)\" "
            + "time=\"\(time([outcome.duration]))\""
        if outcome.isFailure {
            let first = outcome.mismatches.first?.what ?? "passes, and is marked as pending"
            return "\(head)>\n      <failure message=\"\(attribute(first))\">"
                + "\(text(outcome.details.joined(separator: "\n")))</failure>\n    </testcase>\n"
        }
        guard outcome.isSkipped else { return "\(head)/>\n" }
        var reason = outcome.scenario.pending ?? ""
        if case .skipped(let why) = outcome.ending { reason = why }
        return "\(head)>\n      <skipped message=\"\(attribute(reason))\"/>\n    </testcase>\n"
    }

    private static func time(_ durations: [Duration]) -> String {
        let milliseconds = durations.reduce(Duration.zero, +).milliseconds
        let fraction = "\(milliseconds % 1_000)"
        return "\(milliseconds / 1_000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)"
    }

    private static func attribute(_ value: String) -> String { clean(value).escaped }
    private static func text(_ value: String) -> String {
        clean(value).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// XML 1.0 has no other control characters.
    private static func clean(_ value: String) -> String {
        var result = ""
        for scalar in value.unicodeScalars
        where scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
            || "\n\t".unicodeScalars.contains(scalar)
        {
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}

extension ScenarioOutcome {
    fileprivate var isSkipped: Bool {
        switch ending {
        case .skipped, .pending: true
        case .passed, .failed, .pendingPassed: false
        }
    }
}
