import FerryBroker
import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// A business id that only one running instance of a definition may have (CNW-4 of Camunda 8).
@Suite(.timeLimit(.minutes(1)))
struct BusinessIDTests {
    @Test("CNW-4: on however many partitions", arguments: Harness.allCases, [1, 3])
    func oneInTheWholeBroker(harness: Harness, partitions: Int) async throws {
        try await harness.withWorld(partitions: partitions, configure: { $0.uniqueBusinessIDs = true }) { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            func create(_ businessID: String) async throws -> ProcessInstanceKey {
                try await world.client.createProcessInstance(
                    CreateProcessInstance(definition: .key(definition.key), businessID: businessID)
                ).processInstanceKey
            }
            var partitionsUsed: Set<PartitionID> = []
            for number in 1...20 {
                let key = try await create("order-\(number)")
                partitionsUsed.insert(key.partition)

                let refusal = await rejection { _ = try await create("order-\(number)") }

                #expect(refusal?.code == .alreadyExists && refusal?.summary == ["BUSINESS_ID_TAKEN"])
                #expect(refusal?.reasons.first?.found == "process instance \(key)")
            }
            #expect(partitionsUsed.count == partitions)
        }
    }

    @Test("without the rule instances share one", arguments: Harness.allCases)
    func withoutTheRule(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))

            var keys: Set<ProcessInstanceKey> = []
            for _ in 1...3 {
                let created = try await world.client.createProcessInstance(
                    CreateProcessInstance(definition: .key(definition.key), businessID: "X"))
                keys.insert(created.processInstanceKey)
            }

            #expect(keys.count == 3)
        }
    }
}
