import FerryBPMN
import FerryBroker
import FerryEngine
import FerryModel
import FerryStore

/// Holds what lies on one partition's disk between turns against the definitions and against itself.
struct RestOracle {
    let partition: PartitionID
    let storage: PartitionStorage
    private let rows: [StateRow]
    private var definitions: [ProcessDefinitionKey: (TenantID, ExecutableProcess)] = [:]
    private var expected = Expected()

    /// How many rows each table must have; together with each row found where it must be, that leaves no orphan.
    private struct Expected {
        var instances = 0
        var counts = InstanceCounts()
        var elementsApart = 0
        var tokensApart = 0
        var elements = 0
        var variables = 0
        var jobs = 0
        var incidents = 0
        var due: [Int64: Timestamp] = [:]
        var queued: [JobType: [JobKey]] = [:]
    }

    init(_ partition: SimulatedPartition, library: ProcessLibrary) throws {
        self.partition = partition.id
        storage = try partition.reader()
        rows = try storage.dumpState()
        var found: [ProcessDefinitionKey: (TenantID, ExecutableProcess)] = [:]
        try storage.scanDefinitions { deployed throws(StorageFailure) in
            if let process = library.process(of: deployed) {
                found[deployed.definition.key] = (deployed.definition.tenant, process)
            }
            return true
        }
        definitions = found
    }

    /// Every instance, then every table.
    mutating func check() throws {
        for key in try instanceKeys(of: nil) {
            guard let instance = try storage.loadInstance(key) else {
                throw fault("instance \(key) is listed, not there")
            }
            try check(instance)
        }
        try checkTables()
    }

    // MARK: Instances

    private mutating func check(_ instance: ProcessInstance) throws {
        guard let (tenant, process) = definitions[instance.definitionKey] else {
            throw fault("instance \(instance.key) is on the unknown definition \(instance.definitionKey)")
        }
        guard tenant == instance.tenant else { throw fault("instance \(instance.key) left its tenant") }
        guard try instanceKeys(of: instance.definitionKey).contains(instance.key) else {
            throw fault("instance \(instance.key) is not listed under its definition \(instance.definitionKey)")
        }
        guard let root = instance.root, root.key == instance.key.root, root.elementID == process.id else {
            throw fault("instance \(instance.key) has no root of its definition")
        }
        expected.instances += 1
        let incidents = instance.elements.contains { $0.incident != nil || $0.job?.incident != nil }
        expected.counts.add(
            1,
            to: instance.isBanned ? .banned : instance.isSuspended ? .suspended : incidents ? .withIncidents : .active)
        if instance.elements.count + instance.tokens.count > 32 {
            expected.elementsApart += instance.elements.count
            expected.tokensApart += instance.tokens.count
        }
        for element in instance.elements { try check(element, of: instance, process) }
        for token in instance.tokens { try check(token, of: instance, process) }
        try checkVariables(of: instance)
    }

    private mutating func check(
        _ element: ElementInstance, of instance: ProcessInstance, _ process: ExecutableProcess
    ) throws {
        let name = "element \(element.key) '\(element.elementID)' of instance \(instance.key)"
        guard let model = process.element(element.elementID), model.kind == element.kind else {
            throw fault("\(name), a \(element.kind.rawValue), is not in definition \(instance.definitionKey)")
        }
        if let scope = element.scope {
            guard let outer = instance.element(scope), outer.kind.isScope,
                model.scope.map({ process[$0].id }) == outer.elementID
            else { throw fault("\(name) is not where its scope \(scope) is") }
            guard try storage.locate(.element, element.key.rawValue) == instance.key else {
                throw fault("\(name) cannot be located")
            }
            expected.elements += 1
        } else if element.key != instance.key.root {
            throw fault("\(name) has no scope")
        }
        if !instance.isBanned { try checkState(element, of: instance, name) }
        if let job = element.job { try check(job, of: instance, name) }
        for incident in [element.incident, element.job?.incident].compactMap({ $0 }) {
            expected.incidents += 1
            guard try storage.locate(.incident, incident.key.rawValue) == instance.key else {
                throw fault("incident \(incident.key) of \(name) cannot be located")
            }
        }
    }

    /// Between commands an element waits for a worker, for what is inside it, or for its incident.
    private func checkState(_ element: ElementInstance, of instance: ProcessInstance, _ name: String) throws {
        switch element.state {
        case .activating, .completing:
            guard element.incident != nil, element.job == nil else {
                throw fault("\(name) is \(element.state), and why?")
            }
        case .activated:
            guard element.incident == nil else { throw fault("\(name) is activated and has an incident") }
            if element.kind.isScope {
                // A scope that a migration made has its start listeners run beside what is in it.
                guard element.job == nil || element.job?.kind == .startListener, element.childCount > 0 || instance.hasTokens(in: element.key) else {
                    throw fault("\(name) has nothing inside")
                }
                guard element.childCount == instance.children(of: element.key).count else {
                    throw fault("\(name) miscounts its children")
                }
            } else if element.job == nil {
                throw fault("\(name) waits for nothing")
            }
        case .terminating: throw fault("\(name) is terminating between commands")
        }
    }

    private mutating func check(_ job: Job, of instance: ProcessInstance, _ name: String) throws {
        expected.jobs += 1
        guard try storage.locate(.job, job.key.rawValue) == instance.key else {
            throw fault("job \(job.key) of \(name) cannot be located")
        }
        let isWaitingOut = job.state == .failed && job.due != nil
        let isSound =
            switch job.state {
            case .activatable: job.due == nil && job.incident == nil
            case .activated: job.due != nil && job.incident == nil
            case .errorThrown: job.due == nil && job.incident != nil
            case .failed: isWaitingOut != (job.incident != nil)
            }
        guard isSound else { throw fault("job \(job.key) of \(name) is \(job.state) with due \(job.due as Any)") }
        guard !instance.isHalted else { return }
        if let due = job.due { expected.due[job.key.rawValue] = due }
        if job.state == .activatable {
            expected.queued[JobType(tenant: instance.tenant, name: job.type), default: []].append(job.key)
        }
    }

    private func check(_ token: WaitingToken, of instance: ProcessInstance, _ process: ExecutableProcess) throws {
        let name = "a token at '\(token.gatewayID)' by '\(token.flowID)' of instance \(instance.key)"
        guard let scope = instance.element(token.scope), token.count > 0 else { throw fault("\(name) is in no scope") }
        guard let join = process.element(token.gatewayID), join.isJoin,
            join.scope.map({ process[$0].id }) == scope.elementID
        else { throw fault("\(name) waits at no join of its scope") }
        guard process.flow(token.flowID)?.target == join.index else {
            throw fault("\(name) came by no flow of its join")
        }
        let arrived = instance.tokens.filter { $0.scope == token.scope && $0.gatewayID == token.gatewayID }
        guard arrived.count < join.incoming.count else { throw fault("\(name) need not wait: all have arrived") }
    }

    private mutating func checkVariables(of instance: ProcessInstance) throws {
        let variables = try storage.loadVariables(of: instance.key, withItems: true)
        for scope in variables.sortedScopes {
            guard let element = instance.element(scope), element.hasVariables else {
                throw fault("variables of instance \(instance.key) lie in scope \(scope), which does not know")
            }
            expected.variables += variables.names(in: scope).count
        }
    }

    // MARK: Tables

    private func checkTables() throws {
        for type in expected.queued.keys {
            var found: [JobKey] = []
            try storage.scanQueue(tenant: type.tenant, type: type.name) { job, _ throws(StorageFailure) in
                found.append(job)
                return true
            }
            guard found == expected.queued[type]?.sorted() else {
                throw fault("the queue of '\(type.name)' is \(found)")
            }
        }
        var due: [Int64: Timestamp] = [:]
        try storage.scanDue(upTo: Timestamp(milliseconds: .max)) { time, key, _ throws(StorageFailure) in
            due[key] = time
            return true
        }
        guard due == expected.due else { throw fault("jobs due are \(due), should be \(expected.due)") }
        let counted = try storage.loadMeta().instances
        guard counted == expected.counts else {
            throw fault("instances are counted \(counted), are \(expected.counts)")
        }
        let counts: [(table: UInt8, name: String, rows: Int)] = [
            (2, "instances", expected.instances), (3, "elements apart", expected.elementsApart),
            (4, "variables", expected.variables), (5, "job locators", expected.jobs),
            (6, "incident locators", expected.incidents), (7, "element locators", expected.elements),
            (8, "instances by definition", expected.instances),
            (9, "job queue", expected.queued.values.reduce(0) { $0 + $1.count }), (10, "due", expected.due.count),
            (13, "expiries of answers", rows.count { $0.key.first == 12 }), (16, "tokens apart", expected.tokensApart),
        ]
        for (table, name, expected) in counts {
            let found = rows.count { $0.key.first == table }
            guard found == expected else { throw fault("\(name): \(found) rows, should be \(expected)") }
        }
    }

    private func instanceKeys(of definition: ProcessDefinitionKey?) throws -> [ProcessInstanceKey] {
        var keys: [ProcessInstanceKey] = []
        try storage.scanInstances(of: definition, after: 0) { key throws(StorageFailure) in
            keys.append(key)
            return true
        }
        return keys
    }

    private func fault(_ finding: String) -> Violation {
        Violation(.consistentState, "partition \(partition): \(finding)")
    }
}
