import FerryBPMN
import FerryModel
import Testing

@testable import FerryEngine
@testable import FerryStore

@Suite struct PartitionStorageTests {
    private let storage: PartitionStorage

    init() throws { storage = try PartitionStorage(over: MemoryOrderedStore()) }

    @Test func findsNothingInAnEmptyPartition() throws {
        #expect(try storage.loadMeta() == PartitionMeta())
        #expect(try storage.loadInstance(1) == nil)
        #expect(try storage.locate(.job, 1) == nil)
        #expect(try storage.loadAnswer(idempotencyKey: []) == nil)
        #expect(try storage.dumpState().isEmpty)
        #expect(try storage.eventLog.firstPosition() == .none)
        #expect(try storage.eventLog.read(from: .none).isEmpty)
    }

    @Test func showsNothingBeforeTheCommit() throws {
        storage.stage(.putLocator(.job, 7, 5))
        #expect(try storage.locate(.job, 7) == nil)

        try storage.commit()

        #expect(try storage.locate(.job, 7) == 5)
        #expect(try storage.locate(.element, 7) == nil)
    }

    @Test func keepsVariablesByScopeAndName() throws {
        storage.stage(.putVariable(5, 5, "b", .null))
        storage.stage(.putVariable(5, 9, "a\u{0}", JSONValue(trusted: Array("1".utf8))))
        storage.stage(.putVariable(5, 9, "", .null))
        storage.stage(.putVariable(6, 6, "c", .null))
        try storage.commit()
        storage.stage(.deleteVariable(5, 9, ""))
        try storage.commit()

        let variables = try storage.loadVariables(of: 5, withItems: true)

        #expect(variables.sortedScopes == [5, 9])
        #expect(variables.names(in: 5) == ["b"])
        #expect(variables.names(in: 9) == ["a\u{0}"])
        #expect(variables[9, "a\u{0}"]?.text == "1")
    }

    @Test func handsOutTheOldestJobOfExactlyOneTypeFirst() throws {
        let acme = TenantID(rawValue: "acme")
        for (tenant, type, job) in [
            (acme, "pay", 9), (acme, "pay", 3), (acme, "pay-more", 1), (acme, "pa", 2), (.default, "pay", 4),
        ] as [(TenantID, String, JobKey)] {
            storage.stage(.enqueueJob(QueuedJob(tenant: tenant, type: type, key: job), 50))
        }
        try storage.commit()

        #expect(try queue(acme, "pay") == [3, 9])
        #expect(try queue(.default, "pay") == [4])
        #expect(try queue(.default, "pa") == [])
    }

    @Test func handsOutHigherPrioritiesFirstAndTheOldestOfEach() throws {
        let acme = TenantID(rawValue: "acme")
        let oldest = JobKey(partition: PartitionID(1), counter: 1)
        let jobs: [(Int32, JobKey)] = [
            (0, 8), (0, oldest), (1, 9), (.max, 7), (-1, 2), (.min, 3), (1, 4), (-2, 1), (0, 5), (2, 6),
            (0, JobKey(partition: .max, counter: 1)),
        ]
        for (priority, job) in jobs {
            storage.stage(.enqueueJob(QueuedJob(tenant: acme, type: "pay", priority: priority, key: job), 50))
        }
        storage.stage(.enqueueJob(QueuedJob(tenant: acme, type: "pay-more", priority: .max, key: 10), 50))
        try storage.commit()

        #expect(
            try queue(acme, "pay")
                == [7, 6, 4, 9, 5, 8, oldest, JobKey(partition: .max, counter: 1), 2, 1, 3])
        storage.stage(.dequeueJob(QueuedJob(tenant: acme, type: "pay", priority: .max, key: 7)))
        storage.stage(.dequeueJob(QueuedJob(tenant: acme, type: "pay", priority: .min, key: 3)))
        try storage.commit()
        #expect(try queue(acme, "pay").first == 6 && queue(acme, "pay").last == 1)
    }

    @Test func findsAJobThatReturnsBeforeTheFrontOfItsQueue() throws {
        for job in [3, 5, 8] as [JobKey] { storage.stage(.enqueueJob(QueuedJob(type: "pay", key: job), 50)) }
        try storage.commit()
        storage.stage(.dequeueJob(QueuedJob(type: "pay", key: 3)))
        storage.stage(.dequeueJob(QueuedJob(type: "pay", key: 5)))
        try storage.commit()
        #expect(try queue(.default, "pay") == [8])

        storage.stage(.enqueueJob(QueuedJob(type: "pay", key: 3), 50))
        // A scan between staging and commit must not hide what is staged.
        #expect(try queue(.default, "pay") == [8])
        try storage.commit()

        #expect(try queue(.default, "pay") == [3, 8])
    }

    @Test func scansWhatIsDueUpToATimeInOrder() throws {
        for (time, job) in [(30, 1), (-5, 2), (10, 4), (10, 3), (11, 5)] as [(Int64, Int64)] {
            storage.stage(.putDue(Timestamp(milliseconds: time), job, .job(50)))
        }
        try storage.commit()

        #expect(try due(10) == [2, 3, 4])
        #expect(try due(-6) == [])
        #expect(try due(.max) == [2, 3, 4, 5, 1])
        storage.stage(.putDue(Timestamp(milliseconds: -9), 6, .timer(EventOwner(50, 51))))
        try storage.commit()
        #expect(try due(-6) == [6])
    }

    @Test func pagesThroughInstancesOfOneDefinitionOrOfAll() throws {
        for key in [1, 2, 3] as [ProcessInstanceKey] {
            storage.save(instance(key, elements: 1))
            storage.stage(.putDefinitionEntry(key == 2 ? 8 : 7, key))
        }
        storage.save(instance(4, elements: 40))
        try storage.commit()

        #expect(try instances(of: 7, after: 0) == [1, 3])
        #expect(try instances(of: 7, after: 1) == [3])
        #expect(try instances(of: 9, after: 0) == [])
        #expect(try instances(of: nil, after: 1) == [2, 3, 4])
        #expect(try instances(of: nil, after: 4) == [])
    }

    @Test func stopsAScanWhenTold() throws {
        for key in [1, 2, 3] as [Int64] { storage.stage(.putLocator(.incident, key, 9)) }
        try storage.commit()
        var found: [IncidentKey] = []

        try storage.scanIncidents(after: 0) { incident, _ in
            found.append(incident)
            return found.count < 2
        }

        #expect(found == [1, 2])
    }

    @Test func forgetsAnswersByTheirTime() throws {
        var random = Seeded(seed: 1)
        let answers = [(30, [1]), (10, []), (20, [0xFF, 0xFF])].map { (time: Int64, key: [UInt8]) in
            random.answer(key, expiresAt: Timestamp(milliseconds: time))
        }
        for answer in answers { storage.stage(.putAnswer(answer)) }
        try storage.commit()
        #expect(try storage.loadAnswer(idempotencyKey: [0xFF, 0xFF]) == answers[2])

        var expired: [AnswersForgotten.Entry] = []
        try storage.scanExpiredAnswers(upTo: Timestamp(milliseconds: 20)) { entry in
            expired.append(entry)
            return true
        }
        for entry in expired { storage.stage(.deleteAnswer(entry)) }
        try storage.commit()

        #expect(expired.map(\.idempotencyKey) == [[], [0xFF, 0xFF]])
        #expect(try storage.loadAnswer(idempotencyKey: []) == nil)
        #expect(try storage.dumpState().count == 2)
    }

    @Test func spillsALargeInstanceAndWritesOnlyWhatChanged() throws {
        let instance = instance(100, elements: 33)
        storage.save(instance)
        try storage.commit()
        #expect(instance.savedForm == .spilled)
        #expect(try storage.dumpState().count == 34)

        let loaded = try #require(try storage.loadInstance(100))
        #expect(InstanceValue(loaded) == InstanceValue(instance))
        loaded.elements[4].state = .completing
        loaded.elements[5].state = .completing  // not noted as changed: must not be written
        loaded.changedElements = [loaded.elements[4].key]
        storage.save(loaded)
        try storage.commit()

        #expect(loaded.changedElements.isEmpty)
        let again = try #require(try storage.loadInstance(100))
        #expect(again.elements[4].state == .completing)
        #expect(again.elements[5].state == .activated)
    }

    @Test func returnsToOneRowBelowTheLimitAndLeavesNothingBehind() throws {
        let instance = instance(100, elements: 40)
        storage.save(instance)
        try storage.commit()

        let gone = instance.elements[10...].map(\.key)
        instance.elements.removeSubrange(10...)
        instance.removedElements = Set(gone)
        storage.save(instance)
        try storage.commit()

        #expect(instance.savedForm == .whole)
        let fresh = try PartitionStorage(over: MemoryOrderedStore())
        fresh.save(self.instance(100, elements: 10))
        try fresh.commit()
        #expect(try storage.dumpState() == fresh.dumpState())
    }

    @Test(arguments: [3, 40]) func deletesAnInstanceWhole(elements: Int) throws {
        let instance = instance(100, elements: elements)
        storage.save(instance)
        try storage.commit()
        instance.removedElements = Set(instance.elements.map(\.key))
        instance.elements = []

        storage.delete(instance)
        try storage.commit()

        #expect(try storage.dumpState().isEmpty)
    }

    @Test func namesTableAndKeyOfARowItCannotRead() throws {
        let store = MemoryOrderedStore()
        let storage = try PartitionStorage(over: store)
        var key = KeyEncoder()
        InstanceTable.key(255, &key)
        store.put(.state, key.bytes, [0x0B].span.bytes)
        store.commit()

        let failure = #expect(throws: StorageFailure.self) { try storage.loadInstance(255) }

        #expect(failure?.kind == .corruption)
        #expect(failure?.message == "table instance, key 80000000000000ff: no field begins at byte 0")
    }

    @Test func noticesThatAnElementOfASpilledInstanceIsLost() throws {
        let store = MemoryOrderedStore()
        let storage = try PartitionStorage(over: store)
        storage.save(instance(100, elements: 33))
        var key = KeyEncoder()
        InstanceTable.elementKey(100, 101, &key)
        store.delete(.state, key.bytes)
        store.commit()

        let failure = #expect(throws: StorageFailure.self) { try storage.loadInstance(100) }

        #expect(failure?.message.contains("expected 33 records of element instances, found 32") == true)
    }

    @Test func writesATokenOfASpilledInstanceInARowOfItsOwn() throws {
        let instance = instance(100, elements: 33)
        instance.waiting[place("a")] = 2
        storage.save(instance)
        instance.waiting[place("a")] = 0
        instance.waiting[place("b")] = 1
        instance.changedTokens = [place("a"), place("b")]
        storage.save(instance)
        try storage.commit()

        #expect(try storage.loadInstance(100)?.tokens.map(\.place) == [place("b")])
        #expect(try storage.dumpState().count == 1 + 33 + 1)
        storage.delete(instance)
        try storage.commit()
        #expect(try storage.dumpState().isEmpty)
    }

    @Test func tokensThatAnOlderReleaseKeptInTheRootMoveOutWithTheNextSave() throws {
        let store = MemoryOrderedStore()
        let storage = try PartitionStorage(over: store)
        let spilled = instance(100, elements: 33)
        storage.save(spilled)
        var root = RecordWriter()
        InstanceRecord.write(spilled, isSpilled: true, to: &root)
        let token = WaitingToken(scope: 100, gatewayID: "join", flowID: "a", count: 3)
        root.message(6) { TokenRecord.write(token, to: &$0) }
        var key = KeyEncoder()
        InstanceTable.key(100, &key)
        store.put(.state, key.bytes, root.bytes.span.bytes)
        store.commit()
        let reopened = try PartitionStorage(over: store)

        let loaded = try #require(try reopened.loadInstance(100))
        reopened.save(loaded)
        try reopened.commit()

        #expect(loaded.tokens == [token])
        #expect(try reopened.loadInstance(100)?.tokens == [token])
        #expect(try reopened.dumpState().count == 1 + 33 + 1)
    }

    private func place(_ flow: String) -> WaitingTokens.Place {
        WaitingTokens.Place(scope: 100, gatewayID: "join", flowID: flow)
    }

    private func instance(_ key: ProcessInstanceKey, elements count: Int) -> ProcessInstance {
        let elements = (0..<count).map { index in
            ElementInstance(
                key: ElementInstanceKey(rawValue: key.rawValue + Int64(index)), scope: index == 0 ? nil : key.root,
                elementID: "element", kind: index == 0 ? .process : .serviceTask, state: .activated)
        }
        if count > 0 { elements[0].childCount = count - 1 }
        return ProcessInstance(
            key: key, tenant: .default, startedAt: Timestamp(milliseconds: 1), definitionKey: 7, elements: elements)
    }

    private func queue(_ tenant: TenantID, _ type: String) throws -> [JobKey] {
        var jobs: [JobKey] = []
        try storage.scanQueue(tenant: tenant, type: type) { job, _ in
            jobs.append(job)
            return true
        }
        return jobs
    }

    private func due(_ time: Int64) throws -> [Int64] {
        var keys: [Int64] = []
        try storage.scanDue(upTo: Timestamp(milliseconds: time)) { _, key, _ in
            keys.append(key)
            return true
        }
        return keys
    }

    private func instances(
        of definition: ProcessDefinitionKey?, after: ProcessInstanceKey
    ) throws -> [ProcessInstanceKey] {
        var keys: [ProcessInstanceKey] = []
        try storage.scanInstances(of: definition, after: after) { key in
            keys.append(key)
            return true
        }
        return keys
    }
}
