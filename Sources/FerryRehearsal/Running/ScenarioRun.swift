package import FerryClient
import FerryModel

/// One scenario being played: who is on stage, and what was seen last.
struct ScenarioRun {
    let stage: Stage
    let models: [String: [DeployResources.Resource]]
    /// What was deployed for each model.
    private(set) var definitions: [String: [ProcessDefinition]] = [:]
    /// By process id, in the order in which they were deployed.
    private var versions: [String: [ProcessDefinitionKey]] = [:]
    private(set) var decisions: [String: [DecisionDefinition]] = [:]
    /// Running and ended instances by name.
    private(set) var cast: [String: ProcessInstanceKey] = [:]
    /// The instances as they were before they were migrated last.
    var beforeMigration: [ProcessInstanceKey: ProcessInstanceTree] = [:]
    /// Every element as it was when it was seen last with something on it, the newest last.
    var lastSeen: [ProcessInstanceKey: [ElementInstanceView]] = [:]
    /// What was promised for the end of instances.
    var promises: [ProcessInstanceKey: PromisedAnswer] = [:]
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
        // Finding an instance does nothing: what happened before is still to be looked at.
        if case .find = step.action {} else { positions = try await newestPositions() }
        let before = try await tree(of: step)
        if let before { remember(before) }
        guard let refusal = step.refusal else {
            var mismatches: [Mismatch] = []
            for _ in 0..<step.times {
                let seen = try await perform(step)
                guard let gives = step.gives else { continue }
                if let mismatch = Mismatch("answer", seen, expected: gives) { mismatches.append(mismatch) }
            }
            return mismatches
        }
        let rejection: Rejection
        do {
            let seen = try await perform(step)
            return [
                Mismatch(
                    "was done and should have been refused", line: step.line, expected: refusal.lines,
                    found: seen == .unknown ? [] : [seen.shown()])
            ]
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

    private mutating func remember(_ tree: ProcessInstanceTree) {
        var seen = lastSeen[tree.summary.key] ?? []
        for element in tree.elements {
            seen.removeAll { $0.key == element.key && $0.job == element.job && $0.incidents == element.incidents }
            seen.append(element)
        }
        lastSeen[tree.summary.key] = seen
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

    /// `it`, or `it/call` for the instance that the element `call` of `it` waits for, or `#123` for a key.
    func key(_ path: String, line: Int) async throws -> ProcessInstanceKey {
        if path.hasPrefix("#"), let key = Int64(path.dropFirst()) { return ProcessInstanceKey(rawValue: key) }
        let parts = path.split(separator: "/").map(String.init)
        guard let first = parts.first, var key = cast[first] else {
            let known = cast.keys.sorted().joined(separator: ", ")
            throw Mismatch("no instance '\(path)'", line: line, found: [known.isEmpty ? "none yet" : known])
        }
        for element in parts.dropFirst() {
            let tree = try await tree(key, line: line)
            guard let called = tree.elements.first(where: { $0.elementID == element && $0.calledInstance != nil })
            else { throw Mismatch("'\(element)' has called no instance", line: line, found: tree.outline) }
            key = called.calledInstance ?? key
        }
        return key
    }

    /// Not for want of the instance is a step refused, but for what it asks of it.
    func tree(_ key: ProcessInstanceKey, line: Int) async throws -> ProcessInstanceTree {
        guard let tree = try await runningTree(key) else { throw Mismatch("the instance has ended", line: line) }
        return tree
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

    // MARK: What is deployed

    /// Beforehand, so that a step that is refused leaves no trace.
    private mutating func deployModels(of step: Step) async throws {
        let targets: [PlanDraft.Target?] =
            switch step.action {
            case .migrate(let draft, _), .checkPlan(let draft): [draft.target, draft.source]
            case .generatePlan(let source, let target): [source, target]
            case .evaluateConditions(_, let model): [model.map { .model($0) }]
            case .create(let draft, _): [draft.model.map { .model($0) }]
            default: []
            }
        for target in targets {
            if case .model(let model)? = target { try await deploy(model, tenant: step.tenant) }
        }
    }

    /// Unless it has been.
    mutating func deploy(_ model: String, tenant: TenantID = .default) async throws {
        if definitions[model] == nil { _ = try await deploy([model], tenant: tenant) }
    }

    /// All of them at once.
    mutating func deploy(_ models: [String], tenant: TenantID) async throws -> DeployResources.Answer {
        let resources = models.flatMap { self.models[$0] ?? [] }
        let answer = try await client.deployResources(DeployResources(resources: resources, tenant: tenant))
        for definition in answer.definitions
        where versions[definition.processID]?.contains(definition.key) != true {
            versions[definition.processID, default: []].append(definition.key)
        }
        for model in models {
            let files = Set((self.models[model] ?? []).map(\.name))
            definitions[model] = answer.definitions.filter { files.contains($0.resourceName) }
            decisions[model] = answer.decisions.filter { files.contains($0.resourceName) }
        }
        return answer
    }

    /// The definition of a model (deployed when it is first needed), or one that the broker has.
    mutating func reference(_ target: PlanDraft.Target, line: Int) async throws -> DefinitionReference {
        switch target {
        case .definition(.version(let process, let version)):
            return try ownVersion(version, of: process, line: line) ?? .version(processID: process, version: version)
        case .definition(let reference): return reference
        case .model(let model):
            try await deploy(model)
            guard let definition = definitions[model]?.first else {
                throw Mismatch("model '\(model)' has no process", line: line)
            }
            return .key(definition.key)
        }
    }

    /// Versions count what the scenario has deployed, as they do in a broker of its own: one that has been used has
    /// versions from before. Nil where it has deployed none.
    private func ownVersion(_ version: Int32, of process: String, line: Int) throws -> DefinitionReference? {
        guard stage.embedded == nil, let own = versions[process] else { return nil }
        guard own.count >= Int(version) else {
            throw Mismatch(
                "the scenario has deployed \(own.count) versions of '\(process)', not \(version)", line: line)
        }
        return .key(own[Int(version) - 1])
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
