import FerryBroker
import FerryClient
import FerryModel
import Testing

/// A client, the broker it reaches, and the broker's clock; in words that scenarios are written in.
struct World: Sendable {
    let client: FerryClient
    let broker: Broker
    let clock: VirtualClock

    /// Time passes, and every partition notices.
    func pass(milliseconds: Int64) async throws {
        clock.pass(milliseconds: milliseconds)
        try await turnAll()
    }

    /// Each partition takes a turn, and what it had to let go has left.
    func turnAll() async throws {
        for partition in broker.topology.partitions {
            let page = Page(size: 1, token: Array("\(partition.id):".utf8))
            _ = try await client.listProcessInstances(ListProcessInstances(page: page))
        }
    }

    /// The newest safe position of each partition: equal before and after what changed nothing.
    func positions() async throws -> [UInt64] {
        try await client.topology().partitions.map(\.lastPosition.rawValue)
    }

    // MARK: Definitions

    @discardableResult
    func deploy(_ files: [UInt8]..., tenant: TenantID = .default) async throws -> [ProcessDefinition] {
        let resources = files.enumerated().map {
            DeployResources.Resource(name: "file-\($0.offset + 1).bpmn", content: $0.element)
        }
        return try await client.deployResources(DeployResources(resources: resources, tenant: tenant)).definitions
    }

    func deployOne(_ file: [UInt8]) async throws -> ProcessDefinition {
        try #require(try await deploy(file).first)
    }

    // MARK: Instances

    func create(
        _ definition: ProcessDefinition, _ variables: String = "{}", at elements: [String] = []
    ) async throws -> ProcessInstanceKey {
        try await client.createProcessInstance(
            CreateProcessInstance(
                definition: .key(definition.key), variables: Variables(parsing: variables), startElements: elements)
        ).processInstanceKey
    }

    /// One instance on each partition, partition 1 first.
    func createOnBoth(_ definition: ProcessDefinition, _ variables: String = "{}") async throws -> [ProcessInstanceKey]
    {
        let keys = [try await create(definition, variables), try await create(definition, variables)]
        return keys.sorted { $0.partition < $1.partition }
    }

    func tree(_ key: ProcessInstanceKey) async throws -> ProcessInstanceTree {
        try await client.getProcessInstance(key)
    }

    func active(_ key: ProcessInstanceKey) async throws -> [String] { try await tree(key).active }

    func isRunning(_ key: ProcessInstanceKey) async throws -> Bool {
        do throws(Rejection) {
            _ = try await client.getProcessInstance(key)
            return true
        } catch {
            guard error.code == .notFound else { throw error }
            return false
        }
    }

    func setVariables(_ scope: ElementInstanceKey, _ variables: String, local: Bool = false) async throws {
        try await client.setVariables(
            SetVariables(scope: scope, variables: Variables(parsing: variables), local: local))
    }

    // MARK: Jobs

    func jobs(
        _ type: String, max: Int32 = 100, timeout: Int64 = 60_000, wait: Int64 = 0, fetch: [String] = [],
        worker: String = "worker"
    ) async throws -> [ActivatedJob] {
        try await client.activateJobs(
            ActivateJobs(
                type: type, worker: worker, timeoutMilliseconds: timeout, maxJobs: max, fetchVariables: fetch,
                waitMilliseconds: wait)
        ).jobs
    }

    /// The job of the one active element of this id.
    func job(_ key: ProcessInstanceKey, _ element: String) async throws -> JobView {
        try #require(try await tree(key).element(element)?.job, "'\(element)' has no job")
    }

    func complete(_ key: ProcessInstanceKey, _ element: String, _ variables: String = "{}") async throws {
        let job = try await job(key, element)
        try await client.completeJob(CompleteJob(jobKey: job.key, variables: Variables(parsing: variables)))
    }

    /// Fails the element's job for good; answers the incident.
    @discardableResult
    func breakJob(
        _ key: ProcessInstanceKey, _ element: String, message: String = "broken"
    ) async throws -> IncidentView {
        let job = try await job(key, element)
        try await client.failJob(FailJob(jobKey: job.key, retries: 0, message: message))
        return try #require(try await tree(key).incidents.first { $0.job == job.key })
    }

    // MARK: Migration

    func migrate(
        _ key: ProcessInstanceKey, to target: ProcessDefinition, _ map: KeyValuePairs<String, String> = [:],
        autoMap: AutoMap = .none, dryRun: Bool = false
    ) async throws -> MigrationReport {
        try await client.migrateProcessInstance(
            MigrateProcessInstance(
                processInstanceKey: key, plan: .to(target, map, autoMap: autoMap), dryRun: dryRun))
    }

    /// Expects a migration to be refused for these reasons, `CODE element`, and to change nothing.
    func refusesMigration(
        _ key: ProcessInstanceKey, to target: ProcessDefinition, _ map: KeyValuePairs<String, String>,
        autoMap: AutoMap = .none, _ code: StatusCode, _ reasons: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let tree = try await tree(key)
        let positions = try await positions()
        for dryRun in [true, false] {
            let rejection = await rejection {
                _ = try await self.migrate(key, to: target, map, autoMap: autoMap, dryRun: dryRun)
            }
            #expect(rejection?.code == code, sourceLocation: sourceLocation)
            #expect(rejection?.summary == reasons, sourceLocation: sourceLocation)
        }
        #expect(try await self.tree(key) == tree, sourceLocation: sourceLocation)
        #expect(try await self.positions() == positions, sourceLocation: sourceLocation)
    }

    // MARK: History

    func events(
        of partition: PartitionID, from: LogPosition = .none, instance: ProcessInstanceKey? = nil
    ) async throws -> [EventView] {
        var events: [EventView] = []
        let request = StreamEvents(partition: partition, from: from, processInstance: instance)
        for try await batch in client.streamEvents(request) { events += batch.events }
        return events
    }

    func history(of key: ProcessInstanceKey) async throws -> [EventView] {
        try await events(of: key.partition, instance: key)
    }
}

extension MigrationPlan {
    static func to(
        _ target: ProcessDefinition, _ map: KeyValuePairs<String, String> = [:], autoMap: AutoMap = .none
    ) -> MigrationPlan {
        MigrationPlan(
            target: .key(target.key), instructions: map.map { MigrationInstruction(from: $0.key, to: $0.value) },
            autoMap: autoMap)
    }
}

/// What a call was refused with; nil, and a recorded issue, when it was not.
func rejection(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async -> Rejection? {
    do {
        try await body()
        Issue.record("was accepted", sourceLocation: sourceLocation)
        return nil
    } catch {
        if !(error is Rejection) { Issue.record(error, sourceLocation: sourceLocation) }
        return error as? Rejection
    }
}

extension Rejection {
    /// `CODE element` of each reason, in order.
    var summary: [String] { reasons.map { $0.elementID.isEmpty ? $0.code : "\($0.code) \($0.elementID)" } }

    /// The fields of the call that are refused, sorted. Over a socket the frame's reader refuses them, and its codes are
    /// others than those of the engine.
    var fields: [String] { reasons.map(\.elementID).sorted() }
}

extension ProcessInstanceTree {
    var incidents: [IncidentView] { elements.flatMap(\.incidents) }
    /// Active elements that are not scopes, oldest first.
    var active: [String] { elements.filter { $0.kind != "PROCESS" && $0.kind != "SUB_PROCESS" }.map(\.elementID) }

    func variable(_ name: String, in scope: ElementInstanceKey? = nil) -> String? {
        variables.first { $0.name == name && $0.scope == (scope ?? summary.key.root) }?.value.text
    }

    func element(_ id: String) -> ElementInstanceView? { elements.first { $0.elementID == id } }
}

extension Variables {
    subscript(text name: String) -> String? { self[name]?.text }
}
