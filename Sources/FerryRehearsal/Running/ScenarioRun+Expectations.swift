import FerryClient
import FerryModel

extension ScenarioRun {
    /// A broker of our own has come to rest; another is given some time.
    static let patience = Duration.seconds(5)

    mutating func look(for expectation: Expectation, at step: Step) async throws -> [Mismatch] {
        let limit = ContinuousClock.now + Self.patience
        while true {
            let mismatches = try await compare(expectation, step)
            if mismatches.isEmpty || stage.embedded != nil || ContinuousClock.now >= limit { return mismatches }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private mutating func compare(_ expectation: Expectation, _ step: Step) async throws -> [Mismatch] {
        var mismatches: [Mismatch] = []
        for check in expectation.checks {
            mismatches += try await compareBroker(check, step.tenant)
            guard check.what.isOfInstance else { continue }
            let key = try await key(step.instance, line: check.line)
            mismatches += try await compare(check, key)
        }
        return mismatches
    }

    private func compareBroker(_ check: Expectation.Check, _ tenant: TenantID) async throws -> [Mismatch] {
        switch check.what {
        case .running(let process, let count):
            let found = try await instances(of: tenant).count { $0.processID == process }
            guard found != count else { return [] }
            return [
                Mismatch(
                    "running instances of '\(process)'", line: check.line, expected: ["\(count)"], found: ["\(found)"])
            ]
        case .rows(let kind, let expected) where kind.isOfBroker:
            return Mismatch(kind.rawValue, .list(try await rows(kind, of: tenant)), expected: expected).map { [$0] }
                ?? []
        case .events(let kind, let events, let span) where span.isWholeBroker:
            return compare(kind, events, try await brokerHistory(span), check.line)
        default: return []
        }
    }

    private mutating func compare(_ check: Expectation.Check, _ key: ProcessInstanceKey) async throws -> [Mismatch] {
        switch check.what {
        case .ended(let ending): return try await compare(ending, key, check.line)
        case .events(let kind, let events, let span):
            return compare(kind, events, try await history(of: key, span), check.line)
        case .result(let expected): return try compare(promises[key]?.kept, expected)
        default: break
        }
        guard let tree = try await runningTree(key) else {
            guard case .variables(let values) = check.what else {
                return [Mismatch("the instance has ended", line: check.line)]
            }
            return compare(values, try await lastVariables(of: key), "variables when it ended", check.line)
        }
        switch check.what {
        case .definition(let target):
            return try await compare(target, tree.summary, "definition", check.line)
        case .called(let called):
            var mismatches: [Mismatch] = []
            for (element, target) in called {
                guard let key = tree.elements.first(where: { $0.elementID == element })?.calledInstance,
                    let child = try await runningTree(key)
                else {
                    mismatches.append(
                        Mismatch("'\(element)' waits for no instance", line: check.line, found: tree.outline))
                    continue
                }
                mismatches += try await compare(
                    target, child.summary, "definition of the instance called by '\(element)'", check.line)
            }
            return mismatches
        default: return compare(check, tree)
        }
    }

    // MARK: Of the tree

    private func compare(_ check: Expectation.Check, _ tree: ProcessInstanceTree) -> [Mismatch] {
        func unless(_ holds: Bool, _ what: String, _ expected: [String], _ found: [String]) -> [Mismatch] {
            holds ? [] : [Mismatch(what, line: check.line, expected: expected, found: found)]
        }
        switch check.what {
        case .state(let state):
            return unless("\(tree.summary.state)" == state, "state", [state], ["\(tree.summary.state)"])
        case .active(let branches):
            let (expected, found) = (branches.map(\.canonical), tree.branches.map(\.canonical))
            return unless(expected.sorted() == found.sorted(), "active elements", expected, found)
        case .rows(let kind, let rows):
            let found = Seen.list(tree.rows(kind, now: stage.embedded?.now))
            return Mismatch(kind.rawValue, found, expected: rows).map { [$0] } ?? []
        case .tags(let tags): return unless(tree.summary.tags == tags, "tags", tags, tree.summary.tags)
        case .tenant(let tenant):
            return unless(tree.summary.tenant == tenant, "tenant", ["\(tenant)"], ["\(tree.summary.tenant)"])
        case .businessID(let id):
            return unless(tree.summary.businessID == id, "business id", [id], [tree.summary.businessID])
        case .variables(let values):
            return compare(values, tree.values(in: tree.summary.key.root), "variables", check.line)
        case .locals(let id, let values):
            guard let element = tree.elements.first(where: { $0.shownID == id }) else {
                return [Mismatch("'\(id)' is not active", line: check.line, found: tree.outline)]
            }
            return compare(values, tree.values(in: element.key), "variables of '\(id)'", check.line)
        case .everywhere(let name, let values):
            let found = tree.variables.filter { $0.name == name }.map(\.value.text).sorted()
            let expected = values.map(\.text).sorted()
            return unless(found == expected, "values of '\(name)'", expected, found)
        case .noVariables(let names):
            let found = tree.variables.filter { names.contains($0.name) }
            return unless(
                found.isEmpty, "variables that should not be there", names,
                found.map { "\($0.name) = \($0.value.text)" })
        case .kept(let kind, let pairs): return compare(pairs, kind, areSame: true, tree, check.line)
        case .renewed(let kind, let pairs): return compare(pairs, kind, areSame: false, tree, check.line)
        default: return []
        }
    }

    private func compare(
        _ values: [(name: String, value: JSONValue)], _ found: Variables, _ what: String, _ line: Int
    ) -> [Mismatch] {
        let wrong = values.filter { found[$0.name]?.isSame(as: $0.value) != true }
        guard !wrong.isEmpty else { return [] }
        return [
            Mismatch(
                what, line: line, expected: wrong.map { "\($0.name) = \($0.value.text)" },
                found: wrong.map { "\($0.name) = \(found[$0.name]?.text ?? "nothing")" })
        ]
    }

    private func compare(_ promise: Result<Answer, Rejection>?, _ expected: DocumentNode) throws -> [Mismatch] {
        guard let promise else {
            return [Mismatch("no result yet", line: expected.line, expected: [expected.json?.text ?? ""])]
        }
        guard case .createProcessInstance(let answer) = try promise.get(), let result = answer.result else {
            return [Mismatch("the answer holds no result", line: expected.line)]
        }
        let seen = Seen.value(JSONValue(trusted: result.json))
        return Mismatch("result", seen, expected: expected).map { [$0] } ?? []
    }

    // MARK: Compared with before

    private func compare(
        _ pairs: [(from: String, to: String)], _ kind: Expectation.Kept, areSame: Bool, _ tree: ProcessInstanceTree,
        _ line: Int
    ) -> [Mismatch] {
        guard let before = beforeMigration[tree.summary.key] else {
            return [Mismatch("the instance has not been migrated", line: line)]
        }
        return pairs.compactMap { from, to in
            let (old, new) = (before.keys(kind, from), tree.keys(kind, to))
            let name = from == to ? "'\(to)'" : "'\(from)', now '\(to)'"
            if old.isEmpty { return Mismatch("\(name) was not there before", line: line, found: before.outline) }
            if new.isEmpty {
                return Mismatch("\(name) is not there any more", line: line, found: tree.outline + tree.eventLines)
            }
            // Several elements may have become one, and some of several may have ended since.
            let isKept = Set(new).isSubset(of: old) || Set(old).isSubset(of: new)
            let isSo = areSame ? isKept : Set(new).isDisjoint(with: old)
            guard !isSo else { return nil }
            let words = ["the same \(kind.rawValue)", "other \(kind.rawValue)"]
            return Mismatch(
                name, line: line, expected: [areSame ? words[0] : words[1]], found: [areSame ? words[1] : words[0]])
        }
    }

    // MARK: Of the log and the definitions

    private mutating func compare(
        _ target: PlanDraft.Target, _ summary: ProcessInstanceSummary, _ what: String, _ line: Int
    ) async throws -> [Mismatch] {
        let expected = try await client.getProcessDefinition(
            GetProcessDefinition(definition: try await reference(target, line: line))
        ).definition
        guard expected.key != summary.definitionKey else { return [] }
        return [
            Mismatch(
                what, line: line, expected: ["\(expected.processID):\(expected.version)"],
                found: ["\(summary.processID):\(summary.version)"])
        ]
    }

    private func compare(
        _ ending: Expectation.Ending, _ key: ProcessInstanceKey, _ line: Int
    ) async throws -> [Mismatch] {
        if let tree = try await runningTree(key) {
            return ending == .not ? [] : [Mismatch("the instance has not ended", line: line, found: tree.outline)]
        }
        switch (ending, try await lastKind(of: key)) {
        case (.not, _): return [Mismatch("the instance has ended", line: line)]
        case (.completed, "ELEMENT_TERMINATED"): return [Mismatch("the instance was cancelled", line: line)]
        case (.terminated, "ELEMENT_COMPLETED"): return [Mismatch("the instance was completed", line: line)]
        default: return []
        }
    }
}

extension Expectation.What {
    fileprivate var isOfInstance: Bool {
        switch self {
        case .running: false
        case .rows(let kind, _): !kind.isOfBroker
        case .events(_, _, let span): !span.isWholeBroker
        default: true
        }
    }
}

extension ProcessInstanceTree {
    fileprivate func keys(_ kind: Expectation.Kept, _ id: String) -> [Int64] {
        switch kind {
        case .elements: elements.filter { $0.shownID == id }.map(\.key.rawValue)
        case .jobs: elements.filter { $0.shownID == id }.compactMap(\.job?.key.rawValue)
        case .events: elements.flatMap(\.subscriptions).filter { $0.eventID == id }.map(\.key.rawValue)
        }
    }
}

extension JSONValue {
    /// A string without its quotes; other values as they are.
    var plainText: String {
        guard bytes.first == UInt8(ascii: "\"") else { return text }
        return (try? JSONText.unescape(bytes[...])) ?? text
    }

    /// Whatever the order of fields.
    func isSame(as other: JSONValue) -> Bool {
        if bytes == other.bytes { return true }
        if let items, let others = other.items {
            return items.count == others.count && zip(items, others).allSatisfy { $0.isSame(as: $1) }
        }
        guard bytes.first == UInt8(ascii: "{"), other.bytes.first == UInt8(ascii: "{"),
            let fields = try? Variables(parsing: bytes), let others = try? Variables(parsing: other.bytes)
        else { return false }
        return fields.entries.count == others.entries.count
            && fields.entries.allSatisfy { others[$0.name]?.isSame(as: $0.value) == true }
    }
}
