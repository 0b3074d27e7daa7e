import FerryClient
import Testing

@testable import ferry

@Suite struct DemoTests {
    private static let sound: DemoTally = {
        var tally = DemoTally()
        tally.started = 100
        tally.completedBefore = 10
        tally.running = 90
        tally.migrated = 85
        tally.refused = 5
        tally.recreated = 5
        tally.completedAfter = 90
        return tally
    }()

    @Test func aSoundTallyHasNothingToSay() {
        #expect(Self.sound.failedChecks == [])
    }

    @Test(
        arguments: [
            (\DemoTally.running, "started 100, but 10 done and 91 running"),
            (\.migrated, "90 running, but 86 migrated and 5 refused"), (\.recreated, "5 refused, but 6 recreated"),
            (\.completedAfter, "100 started, but 101 completed"), (\.instancesLeft, "1 instances are left"),
            (\.incidentsLeft, "1 incidents are left"), (\.incidentsRaised, "1 incidents raised, but 0 resolved"),
        ] as [(any WritableKeyPath<DemoTally, Int> & Sendable, String)])
    func noticesWhatDoesNotAddUp(count: any WritableKeyPath<DemoTally, Int> & Sendable, problem: String) {
        var tally = Self.sound

        tally[keyPath: count] += 1

        #expect(tally.failedChecks.contains(problem))
    }

    @Test func ordersStandEverywhereBeforeTheMigration() {
        let quotas = OrderQuotas(orders: 10_000)

        #expect(quotas.validated < 10_000)
        #expect(quotas.approved < 10_000 * quotas.validated / 10_000 / 20)
        #expect(quotas.charged + quotas.chargesFailed < quotas.reserved)
        #expect(quotas.notified < quotas.shipped && quotas.shipped < quotas.charged)
    }

    @Test func readsTheExamplesPlan() throws {
        let files = FileReader.holding([
            "x/order-v1.bpmn": "<a/>", "x/order-v2.bpmn": "<b/>",
            "x/order-v1-to-v2.yaml": """
            target: {process: order, version: 2}
            auto-map: equal
            variables: [{remove: old}]
            unmapped-compensation: drop
            skip-listeners: true
            skip-io-mappings: true
            """,
        ])

        let demo = try DemoFiles(directory: "x", files)

        #expect(demo.versions.map(\.name) == ["order-v1.bpmn", "order-v2.bpmn"])
        #expect(
            demo.plan
                == MigrationPlan(
                    target: .version(processID: "order", version: 2), autoMap: .equal,
                    variables: [VariableChange(.remove("old"))], unmappedCompensation: .drop, skipListeners: true,
                    skipIOMappings: true))
    }
}
