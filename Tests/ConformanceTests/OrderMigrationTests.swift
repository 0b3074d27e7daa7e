import FerryClient
import FerryModel
import FerryTestSupport
import Foundation
import Testing

/// Orders on their way through three versions: the second adds a task, the third has another process id and other
/// element ids.
@Suite(.timeLimit(.minutes(1)))
struct OrderMigrationTests {
    private static let models = "/work/shared/models/camunda8/orderProcessMigration_v_"
    private static let haveModels = FileManager.default.fileExists(atPath: models + "1.bpmn")

    @Test(.enabled(if: haveModels, "the reference models are not on this machine"), arguments: Harness.allCases)
    func theReferenceOrdersGoFromVersionToVersion(harness: Harness) async throws {
        let files = try (1...3).map { try Array(Data(contentsOf: URL(fileURLWithPath: "\(Self.models)\($0).bpmn"))) }
        try await harness.withWorld { world in
            try await run(
                in: world, files, notify: ["shipArticles", "Activity_0ae6k1y"],
                toV3: [
                    "checkPayment": "checkPayment2", "requestForPayment": "requestForPayment2",
                    "shipArticles": "shipArticles2", "Activity_0ae6k1y": "notifyCustomer2",
                ])
        }
    }

    @Test(arguments: Harness.allCases)
    func ourOrdersGoFromVersionToVersion(harness: Harness) async throws {
        try await harness.withWorld { world in
            try await run(
                in: world,
                [
                    order("parcels", ["checkPayment", "requestForPayment", "shipArticles"]),
                    order("parcels", ["checkPayment", "requestForPayment", "shipArticles", "tell"]),
                    order("parcelsAnew", ["checkPayment2", "requestForPayment2", "shipArticles2", "tell2", "ask2"]),
                ], notify: ["shipArticles", "tell"],
                toV3: [
                    "checkPayment": "checkPayment2", "requestForPayment": "requestForPayment2",
                    "shipArticles": "shipArticles2", "tell": "tell2",
                ])
        }
    }

    /// Five orders: two at the first task, one asked to pay, one paid, one notified.
    private func run(
        in world: World, _ files: [[UInt8]], notify: [String], toV3: KeyValuePairs<String, String>
    ) async throws {
        let v1 = try await world.deployOne(files[0])
        let v2 = try await world.deployOne(files[1])
        let v3 = try await world.deployOne(files[2])
        #expect(v2.version == 2 && v3.version == 1 && v3.processID != v1.processID)
        var keys: [ProcessInstanceKey] = []
        for number in 1...5 { keys.append(try await world.create(v1, #"{"orderId":"\#(number)"}"#)) }
        try await world.complete(keys[2], "checkPayment", #"{"paid":false}"#)
        for key in keys[3...] { try await world.complete(key, "checkPayment", #"{"paid":true}"#) }
        let places = ["checkPayment", "checkPayment", "requestForPayment", "shipArticles", "shipArticles"]
        for (key, place) in zip(keys, places) { #expect(try await world.active(key) == [place]) }

        for key in keys { _ = try await world.migrate(key, to: v2, autoMap: .equal) }
        #expect(
            try await world.client.listProcessInstances(ListProcessInstances(definition: .key(v1.key))).instances
                .isEmpty)
        try await world.complete(keys[4], notify[0])
        #expect(try await world.active(keys[4]) == [notify[1]], "on in the second version")
        try await world.refusesMigration(
            keys[4], to: v3, [:], autoMap: .equal, .failedPrecondition, ["ACTIVE_ELEMENT_UNMAPPED \(notify[1])"])

        for (key, place) in zip(keys, places.dropLast() + [notify[1]]) {
            let report = try await world.migrate(key, to: v3, toV3)
            #expect(report.elements.map(\.from) == [v2.processID, place])
            let summary = try await world.tree(key).summary
            #expect(summary.processID == v3.processID && summary.definitionKey == v3.key)
        }

        for (number, key) in keys.enumerated() {
            while try await world.isRunning(key) {
                let element = try #require(try await world.active(key).first)
                let paid = element.hasPrefix("checkPayment") ? #"{"paid":true}"# : "{}"
                #expect(try await world.tree(key).variable("orderId") == #""\#(number + 1)""#)
                try await world.complete(key, element, paid)
            }
            let history = try await world.history(of: key)
            #expect(history.count { $0.kind == "PROCESS_INSTANCE_MIGRATED" } == 2)
            #expect(history.last?.kind == "ELEMENT_COMPLETED")
        }
    }

    /// check, then ask for payment and check again until paid, then the rest in a row.
    private func order(_ id: String, _ tasks: [String]) -> [UInt8] {
        let rest = tasks[2...]
        return Model.file(
            id, Model.start("start"), tasks.map { Model.service($0) }.joined(), Model.exclusive("paid"),
            Model.end("end"), Model.path("start", tasks[0], "paid"),
            Model.flow("paid", tasks[1], when: "=paid = false"),
            Model.path(tasks[1], tasks[0]), Model.flow("paid", tasks[2], when: "=paid = true"),
            zip(rest, rest.dropFirst()).map { Model.flow($0, $1) }.joined(), Model.flow(rest.last ?? "", "end"))
    }
}
