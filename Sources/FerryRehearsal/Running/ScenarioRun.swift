package import FerryClient
import FerryModel

/// One scenario being played: who is on stage, and what was seen last.
struct ScenarioRun {
    let stage: Stage
    let models: [String: [DeployResources.Resource]]
    /// What was deployed for each model.
    private(set) var definitions: [String: [ProcessDefinition]] = [:]
    /// Running and ended instances by name.
    private(set) var cast: [String: ProcessInstanceKey] = [:]
    /// The instances as they were before they were migrated last.
    var beforeMigration: [ProcessInstanceKey: ProcessInstanceTree] = [:]
    /// Each partition's newest event before the last step that did something.
    private(set) var positions: [PartitionID: LogPosition] = [:]

    var client: FerryClient { stage.client }

    init(_ stage: Stage, models: [String: [DeployResources.Resource]]) {
        self.stage = stage
        self.models = models
    }

    /// Everything that was not as expected; ends at the first step that could not be done.
    mutating func play(_ scenario: Scenario) async throws(Unplayable) -> [Mismatch] {
        for step in scenario.steps where stage.embedded == nil {
            if let reason = step.action.needsEmbedded { throw Unplayable(reason: reason) }
        }
        var mismatches: [Mismatch] = []
        for step in scenario.steps {
            do {
                if case .expect(let expectation) = step.action {
                    mismatches += try await look(for: expectation, at: step)
                } else {
                    mismatches += try await carryOut(step)
                }
            } catch let unplayable as Unplayable {
                throw unplayable
            } catch {
                mismatches.append(Mismatch(error, line: step.line))
                return mismatches
            }
        }
        return mismatches
    }

    /// Instances that a broker that goes on running should not keep.
    mutating func leave() async {
        for key in cast.values { try? await client.cancelProcessInstance(key) }
    }

    private mutating func carryOut(_ step: Step) async throws -> [Mismatch] {
        try await deployModels(of: step)
        positions = try await newestPositions()
        guard let refusal = step.refusal else {
            try await perform(step)
            return []
        }
        let before = try await tree(of: step)
        let rejection: Rejection
        do {
            try await perform(step)
            return [Mismatch("was done and should have been refused", line: step.line, expected: refusal.lines)]
        } catch let error as Rejection {
            rejection = error
        }
        var mismatches = refusal.mismatches(rejection)
        if try await tree(of: step) != before {
            mismatches.append(Mismatch("was refused and changed the instance", line: step.line))
        }
        if stage.embedded != nil, try await newestPositions() != positions {
            mismatches.append(Mismatch("was refused and wrote events", line: step.line))
        }
        return mismatches
    }

    private func newestPositions() async throws -> [PartitionID: LogPosition] {
        let partitions = try await client.topology().partitions
        return Dictionary(uniqueKeysWithValues: partitions.map { ($0.id, $0.lastPosition) })
    }

    /// Nil where there is no such instance, or none any more.
    private func tree(of step: Step) async throws -> ProcessInstanceTree? {
        guard cast[step.instance.firstName] != nil else { return nil }
        return try await runningTree(try await key(step.instance, line: step.line))
    }

    // MARK: Who is meant

    mutating func name(_ key: ProcessInstanceKey, _ name: String) { cast[name] = key }

    /// `it`, or `it/call` for the instance that the element `call` of `it` waits for.
    func key(_ path: String, line: Int) async throws -> ProcessInstanceKey {
        let parts = path.split(separator: "/").map(String.init)
        guard let first = parts.first, var key = cast[first] else {
            let known = cast.keys.sorted().joined(separator: ", ")
            throw Mismatch("no instance '\(path)'", line: line, found: [known.isEmpty ? "none yet" : known])
        }
        for element in parts.dropFirst() {
            let tree = try await client.getProcessInstance(key)
            guard let called = tree.elements.first(where: { $0.elementID == element && $0.calledInstance != nil })
            else { throw Mismatch("'\(element)' has called no instance", line: line, found: tree.outline) }
            key = called.calledInstance ?? key
        }
        return key
    }

    /// Nil when it has ended.
    func runningTree(_ key: ProcessInstanceKey) async throws -> ProcessInstanceTree? {
        do throws(Rejection) {
            return try await client.getProcessInstance(key)
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    func history(of key: ProcessInstanceKey, from position: LogPosition = .none) async throws -> [EventView] {
        var events: [EventView] = []
        let request = StreamEvents(partition: key.partition, from: position, processInstance: key)
        for try await batch in client.streamEvents(request) { events += batch.events }
        return events
    }

    // MARK: What is deployed

    /// Beforehand, so that a step that is refused leaves no trace.
    private mutating func deployModels(of step: Step) async throws {
        guard case .migrate(let draft, _) = step.action else { return }
        for target in [draft.target, draft.source] {
            if case .model(let model)? = target { try await deploy(model) }
        }
    }

    mutating func deploy(_ model: String) async throws {
        guard definitions[model] == nil, let resources = models[model] else { return }
        definitions[model] = try await client.deployResources(DeployResources(resources: resources)).definitions
    }

    /// The definition of a model (deployed when it is first needed), or one that the broker has.
    mutating func reference(_ target: PlanDraft.Target, line: Int) async throws -> DefinitionReference {
        switch target {
        case .definition(let reference): return reference
        case .model(let model):
            try await deploy(model)
            guard let definition = definitions[model]?.first else {
                throw Mismatch("model '\(model)' has no process", line: line)
            }
            return .key(definition.key)
        }
    }

    /// One of the processes of a model.
    func definition(of model: String, process: String?, line: Int) throws -> ProcessDefinition {
        let all = definitions[model] ?? []
        guard let definition = process.map({ id in all.first { $0.processID == id } }) ?? all.first else {
            throw Mismatch(
                "model '\(model)' has no process '\(process ?? "")'", line: line, found: all.map(\.processID))
        }
        return definition
    }
}

/// Where scenarios are played: a client, and the broker behind it if that is our own.
package struct Stage: Sendable {
    package let client: FerryClient
    package let embedded: EmbeddedBroker?

    package init(client: FerryClient, embedded: EmbeddedBroker? = nil) {
        self.client = client
        self.embedded = embedded
    }
}

extension String {
    /// `it` of `it/call`.
    var firstName: String { split(separator: "/").first.map(String.init) ?? self }
}

extension Mismatch {
    /// Why a step could not be done.
    init(_ error: any Error, line: Int) {
        switch error {
        case let mismatch as Mismatch:
            self = mismatch
            if self.line == 0 { self.line = line }
        case let rejection as Rejection:
            self.init("was refused: \(rejection.code)", line: line, found: [rejection.message] + rejection.lines)
        default: self.init("failed", line: line, found: ["\(error)"])
        }
    }
}

extension Rejection {
    /// `CODE element: expected …, found …`.
    var lines: [String] {
        reasons.map { reason in
            var line = reason.summary
            if !reason.expected.isEmpty { line += ": expected \(reason.expected)" }
            if !reason.found.isEmpty { line += ", found \(reason.found)" }
            return line
        }
    }
}

extension Reason {
    /// `CODE element`.
    var summary: String { elementID.isEmpty ? code : "\(code) \(elementID)" }
}

extension Refusal {
    var lines: [String] { (status.map { ["\($0)"] } ?? []) + (reasons ?? []) }

    /// A reason named without an element may stand at any.
    func mismatches(_ rejection: Rejection) -> [Mismatch] {
        var found: [Mismatch] = []
        if let status, status != rejection.code {
            found.append(
                Mismatch(
                    "refused with another status", line: line, expected: ["\(status)"],
                    found: ["\(rejection.code): \(rejection.message)"] + rejection.lines))
        }
        guard let reasons else { return found }
        var rest = rejection.reasons
        var missing: [String] = []
        for expected in reasons.sorted(by: { $0.count > $1.count }) {
            if let index = rest.firstIndex(where: { $0.summary == expected || $0.code == expected }) {
                rest.remove(at: index)
            } else {
                missing.append(expected)
            }
        }
        if !missing.isEmpty || !rest.isEmpty {
            found.append(
                Mismatch(
                    "refused for other reasons", line: line, expected: reasons,
                    found: rejection.lines.isEmpty ? [rejection.description] : rejection.lines))
        }
        return found
    }
}
