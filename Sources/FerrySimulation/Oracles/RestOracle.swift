import FerryBPMN
import FerryBroker
import FerryEngine
import FerryModel
import FerryStore

/// Holds what lies on one partition's disk between turns against the definitions and against itself.
struct RestOracle {
    let partition: PartitionID
    let storage: PartitionStorage
    private let store: MemoryOrderedStore
    private let rows: [StateRow]
    private var definitions: [ProcessDefinitionKey: (TenantID, ExecutableProcess)] = [:]
    /// Definitions were poisoned: what the engine could not see it could not let go on.
    private let mayLackModels: Bool
    var expected = Expected()

    /// How many rows each table must have; together with each row found where it must be, that leaves no orphan.
    struct Expected {
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

    init(_ partition: SimulatedPartition, library: ProcessLibrary, mayLackModels: Bool) throws {
        self.mayLackModels = mayLackModels
        self.partition = partition.id
        store = partition.store.memory
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

    func definition(of instance: ProcessInstance) -> ExecutableProcess? { definitions[instance.definitionKey]?.1 }

    /// Every instance, then every table.
    mutating func check() throws {
        for key in try instanceKeys(of: nil) {
            guard let instance = try storage.loadInstance(key) else {
                throw fault("instance \(key) is listed, not there")
            }
            try check(instance)
        }
        try checkTables()
        let report = StoreCheck.run(partition, store, looksAtLog: false)
        guard report.isSound else { throw fault(report.findings.prefix(5).joined(separator: "; ")) }
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
        if !mayLackModels { try checkJoins(of: instance, process) }
        try checkCompensations(of: instance, process)
        try checkFamily(of: instance)
        try checkVariables(of: instance)
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
        try storage.scanDue(upTo: Timestamp(milliseconds: .max)) { time, key, thing throws(StorageFailure) in
            switch thing {
            case .job, .timer, .continuation: due[key] = time
            // Not of instances; whether they fit is looked at with their own tables.
            case .message, .startTimer: break
            }
            return true
        }
        guard due == expected.due else { throw fault("jobs and timers due are \(due), should be \(expected.due)") }
        let counted = try storage.loadMeta().instances
        guard counted == expected.counts else {
            throw fault("instances are counted \(counted), are \(expected.counts)")
        }
        let counts: [(table: UInt8, name: String, rows: Int)] = [
            (2, "instances", expected.instances), (3, "elements apart", expected.elementsApart),
            (4, "variables", expected.variables), (5, "job locators", expected.jobs),
            (6, "incident locators", expected.incidents), (7, "element locators", expected.elements),
            (41, "instances by definition", expected.instances),
            (9, "job queue", expected.queued.values.reduce(0) { $0 + $1.count }),
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

    func fault(_ finding: String) -> Violation {
        Violation(.consistentState, "partition \(partition): \(finding)")
    }
}
