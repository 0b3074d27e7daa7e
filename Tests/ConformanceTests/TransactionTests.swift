import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Transactions, which Camunda 8 does not have: cancelling one undoes what it did, then its cancel boundary event goes
/// on (BPMN 2.0, 13.3.4).
@Suite(.timeLimit(.minutes(1)))
struct TransactionTests {
    private func model(_ inside: String, loop: String = "", hasBoundary: Bool = true) -> [UInt8] {
        ActivityModel.file(
            "p", Model.start("s"), ActivityModel.element("transaction", "deal", extensions: "", inside, loop),
            Model.service("agreed"), Model.end("e"), Model.path("s", "deal", "agreed", "e"),
            hasBoundary
                ? ActivityModel.boundary("cancelled", on: "deal", "<bpmn:cancelEventDefinition/>")
                    + Model.service("undone") + Model.end("f") + Model.path("cancelled", "undone", "f") : "")
    }

    private static let cancel = ActivityModel.element(
        "endEvent", "cancel", extensions: "", "<bpmn:cancelEventDefinition/>")
    /// Books, then agrees or cancels.
    private static let booking =
        Model.start("i") + Model.service("book") + ActivityModel.undo("book", by: "release")
        + ActivityModel.handler("release") + Model.service("ask") + Model.exclusive("x", default: "x-o")
        + Model.end("o")
        + cancel + Model.path("i", "book", "ask", "x", "o") + Model.flow("x", "cancel", when: "=refused")

    @Test("a transaction that is not cancelled is a subprocess", arguments: Harness.allCases)
    func agreed(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model(Self.booking)), #"{"refused":false}"#)
            try await world.work("book")
            try await world.work("ask")

            #expect(try await world.active(key) == ["agreed"])
            try await world.work("agreed")
            try await world.ended(key)
        }
    }

    @Test("a cancel end event undoes, then the boundary event goes on", arguments: Harness.allCases)
    func cancelled(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model(Self.booking)), #"{"refused":true}"#)
            try await world.work("book")
            try await world.work("ask")
            #expect(try await world.active(key).filter { $0 != "deal" } == ["cancel", "release"])

            try await world.work("release")

            #expect(try await world.active(key) == ["undone"])
            #expect(try await world.trail(key, ["TERMINATED"]) == ["TERMINATED cancel", "TERMINATED deal"])
            try await world.work("undone")
            try await world.ended(key)
        }
    }

    @Test("everything else in a transaction ends when it is cancelled", arguments: Harness.allCases)
    func otherBranches(harness: Harness) async throws {
        let inside =
            Model.start("i") + Model.parallel("fork") + Model.service("slow") + Model.end("o") + Model.service("book")
            + Self.cancel + Model.path("i", "fork", "slow", "o") + Model.path("fork", "book", "cancel")
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model(inside)))

            try await world.work("book")

            #expect(try await world.active(key) == ["undone"])
            #expect(try await world.jobs("slow").isEmpty)
        }
    }

    @Test("without a boundary event a cancelled transaction ends its path", arguments: Harness.allCases)
    func noBoundary(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(model(Self.booking, hasBoundary: false))
            let key = try await world.create(definition, #"{"refused":true}"#)
            for type in ["book", "ask", "release"] { try await world.work(type) }

            #expect(try await !world.isRunning(key))
            #expect(try await world.trail(key, ["TERMINATED", "COMPLETED"], of: ["deal", "p"]).last == "COMPLETED p")
        }
    }

    @Test("one cancelled iteration cancels a repeated transaction", arguments: Harness.allCases)
    func repeated(harness: Harness) async throws {
        try await harness.withWorld { world in
            let loop = ActivityModel.loop(over: "=[1,2]", as: "item")
            let definition = try await world.deployOne(model(Self.booking, loop: loop))
            let key = try await world.create(definition, #"{"refused":true}"#)
            for _ in 1...2 { try await world.work("book") }
            try await world.work("ask")

            try await world.work("release")

            #expect(try await world.active(key) == ["undone"])
            #expect(try await world.jobs("ask").isEmpty)
            try await world.work("undone")
            try await world.ended(key)
        }
    }

    @Test("an instance is cancelled in the middle of a cancellation", arguments: Harness.allCases)
    func cancelInstance(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model(Self.booking)), #"{"refused":true}"#)
            try await world.work("book")
            try await world.work("ask")

            try await world.client.cancelProcessInstance(key)

            #expect(try await !world.isRunning(key))
            #expect(try await world.jobs("release").isEmpty)
        }
    }
}
