import FerryRehearsal

/// What has become of every case of both engines, as `docs/CONFORMANCE.md` tells it.
struct ConformanceReport {
    enum Verdict: Hashable {
        case passing
        case differing(String)
        case notApplicable(String)
        case failing(String)
    }

    struct Engine {
        let index: CaseIndex
        let verdicts: [String: Verdict]

        /// `named` is what tests written in Swift answer.
        init(_ index: CaseIndex, _ outcomes: [ScenarioOutcome], named: [String: Verdict] = [:]) {
            self.index = index
            var verdicts: [String: Verdict] = index.notApplicable.mapValues { .notApplicable($0) }
            verdicts.merge(named) { _, new in new }
            for outcome in outcomes {
                for name in outcome.scenario.answers {
                    verdicts[name] = Self.worse(verdicts[name], outcome.verdict)
                }
            }
            for name in index.cases where verdicts[name] == nil { verdicts[name] = .failing(Self.notWritten) }
            self.verdicts = verdicts
        }

        fileprivate static let notWritten = "not written yet"

        /// Several scenarios may answer one case: it passes when all do.
        private static func worse(_ known: Verdict?, _ other: Verdict) -> Verdict {
            switch (known, other) {
            case (.failing?, _): known ?? other
            case (_, .failing): other
            case (.differing?, _): known ?? other
            default: other
            }
        }

        func count(_ cases: [String], _ isCounted: (Verdict) -> Bool) -> Int {
            cases.count { verdicts[$0].map(isCounted) ?? false }
        }
    }

    let engines: [(title: String, engine: Engine)]

    var markdown: String {
        let head = """
            # Conformance

            How Ferry stands to the cases of migration in the test suites of Camunda 7 and Camunda 8, and to those of \
            Camunda 8's elements and commands, restated in [`Tests/Conformance`](../Tests/Conformance) as scenarios \
            ([REHEARSAL.md](REHEARSAL.md)), each naming the cases it answers. Cases of elements are also answered by \
            tests in Swift whose names begin with them (`ConformanceTests`, `FerryEngineTests`, `FerryWireTests` in \
            [`Tests`](../Tests)). This page is written by `scripts/conformance.sh`; a test fails when it is stale.

            Passing: the same is seen. Differing: Ferry decides otherwise, and the scenario shows how. Not applicable: \
            the case is about something that Ferry does not have. Failing: marked as pending, or not written yet.
            """
        return ([head] + engines.map { Self.section($0.title, $0.engine) }).joined(separator: "\n\n") + "\n"
    }

    private static func section(_ title: String, _ engine: Engine) -> String {
        var lines = ["## \(title)", "", "| class | cases | passing | differing | not applicable | failing |"]
        lines.append("|---|---:|---:|---:|---:|---:|")
        for group in engine.index.classes { lines.append(row(group.name, group.cases, engine)) }
        lines.append(row("**all**", engine.index.classes.flatMap(\.cases), engine))
        lines += list("Differing by decision", engine) { if case .differing(let reason) = $0 { reason } else { nil } }
        lines += list("Not applicable", engine) { if case .notApplicable(let reason) = $0 { reason } else { nil } }
        lines += list("Failing", engine) { if case .failing(let reason) = $0 { reason } else { nil } }
        return lines.joined(separator: "\n")
    }

    private static func row(_ name: String, _ cases: [String], _ engine: Engine) -> String {
        let counts = [
            engine.count(cases) { $0 == .passing },
            engine.count(cases) { if case .differing = $0 { true } else { false } },
            engine.count(cases) { if case .notApplicable = $0 { true } else { false } },
            engine.count(cases) { if case .failing = $0 { true } else { false } },
        ]
        return "| \(name) | \(cases.count) | \(counts.map(String.init).joined(separator: " | ")) |"
    }

    /// The cases of each reason, in the order of the index; whole classes by their name.
    private static func list(_ title: String, _ engine: Engine, _ reason: (Verdict) -> String?) -> [String] {
        var order: [String] = []
        var cases: [String: [String]] = [:]
        for group in engine.index.classes {
            let reasons = group.cases.map { engine.verdicts[$0].flatMap(reason) }
            let isWhole = group.cases.count > 1 && Set(reasons).count == 1
            for (name, reason) in zip(group.cases, reasons) {
                guard let reason, reason != Engine.notWritten else { continue }
                if cases[reason] == nil { order.append(reason) }
                let shown = isWhole ? "all of \(group.name)" : name
                if cases[reason]?.last != shown { cases[reason, default: []].append(shown) }
            }
        }
        var items = order.map {
            "- \($0.replacing("\n", with: " ")) `\((cases[$0] ?? []).joined(separator: "`, `"))`"
        }
        if reason(.failing(Engine.notWritten)) != nil { items += notWritten(engine) }
        return items.isEmpty ? [] : ["", "### \(title)", ""] + items
    }

    /// One line with the number of each class.
    private static func notWritten(_ engine: Engine) -> [String] {
        let counts = engine.index.classes.compactMap { group -> String? in
            let count = engine.count(group.cases) { $0 == .failing(Engine.notWritten) }
            return count == 0 ? nil : "\(group.name) \(count)"
        }
        return counts.isEmpty ? [] : ["- \(Engine.notWritten): \(counts.joined(separator: ", "))"]
    }
}

extension ScenarioOutcome {
    fileprivate var verdict: ConformanceReport.Verdict {
        switch ending {
        case .passed: scenario.differs.map { .differing($0) } ?? .passing
        case .pending, .pendingPassed: .failing(scenario.pending ?? "pending")
        case .failed: .failing("its scenario fails")
        case .skipped(let reason): .failing(reason)
        }
    }
}
