import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Timers inside instances (R130-R137). Those that begin processes have a file of their own.
@Suite(.timeLimit(.minutes(1)))
struct TimerCases {
    private func model(_ trigger: String) -> [UInt8] {
        Model.eventFile(
            "p", Model.start("start"), Model.catching("timer", trigger), Model.path("start", "timer"))
    }

    @Test(
        "TIM-2 to TIM-7: fires when it is due and not before", arguments: Harness.allCases,
        [
            Model.after("PT60S"), Model.after(#"="PT" + "60S""#), Model.at(#"=now() + duration("PT1M")"#),
            Model.at("1970-01-01T00:17:40Z"),
        ])
    func firesWhenDue(harness: Harness, trigger: String) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(model(trigger))
            let timer = try #require(try await world.tree(key).element("timer")?.subscriptions.first)
            guard case .timer(let wait) = timer.trigger else { throw Unexpected() }
            #expect(wait.due == world.clock.now.advanced(byMilliseconds: 60_000))

            try await world.pass(milliseconds: 59_999)
            #expect(try await world.waiting(key) == ["timer"])
            try await world.pass(milliseconds: 1)

            #expect(try await world.completed(key) == ["start", "timer", "p"])
        }
    }

    struct Unexpected: Error {}

    @Test(
        "TIM-1, TIM-8, TIM-9: what was due before fires at once", arguments: Harness.allCases,
        [Model.after("PT0S"), Model.after("-PT1H"), Model.at("1969-01-01T00:00:00Z")])
    func firesAtOnce(harness: Harness, trigger: String) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(model(trigger))

            try await world.turnAll()

            #expect(try await world.completed(key) == ["start", "timer", "p"])
        }
    }

    @Test("INT-10: what was missed is not made up for", arguments: Harness.allCases)
    func doesNotMakeUp(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.service("task"), Model.path("start", "task"),
                    Model.eventSub(
                        "handler", Model.start("tick", on: Model.every("R3/PT10S"), interrupting: false))))

            try await world.pass(milliseconds: 95_000)
            try await world.turnAll()
            #expect(try await world.triggered(key).count == 1)
            try await world.pass(milliseconds: 9_999)
            #expect(try await world.triggered(key).count == 1)
            try await world.pass(milliseconds: 1)
            #expect(try await world.triggered(key).count == 2)
            for _ in 1...3 { try await world.pass(milliseconds: 10_000) }

            #expect(try await world.triggered(key).count == 3)
            try await world.complete(key, "task")
        }
    }

    @Test("INT-9: late by less than an interval, the next counts from the last due date", arguments: Harness.allCases)
    func doesNotDrift(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.service("task"), Model.path("start", "task"),
                    Model.onBoundary("tick", on: "task", Model.every("R/PT10S"), interrupting: false)))

            try await world.pass(milliseconds: 14_000)
            #expect(try await world.triggered(key).count == 1)
            try await world.pass(milliseconds: 6_000)

            #expect(try await world.triggered(key).count == 2)
            try await world.complete(key, "task")
        }
    }

    @Test("TINC-2, TINC-3, TINC-7: a time that cannot be told is asked for again", arguments: Harness.allCases)
    func timesFail(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(model(Model.after("=wait")))
            let first = try await world.incident(key)
            #expect(first.type == .extractValueError && first.elementID == "timer")
            try await world.setVariables(key.root, #"{"wait":"soon"}"#)
            try await world.resolve(first)
            let second = try await world.incident(key)
            #expect(second.message.contains("soon"))

            try await world.setVariables(key.root, #"{"wait":"PT1S"}"#)
            try await world.resolve(second)

            try await world.pass(milliseconds: 1_000)
            #expect(try await world.completed(key) == ["start", "timer", "p"])
        }
    }

    @Test("R28: the time is told once", arguments: Harness.allCases)
    func isToldOnce(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(model(Model.after("=wait")), #"{"wait":"PT1S"}"#)

            try await world.setVariables(key.root, #"{"wait":"PT1H"}"#)
            try await world.pass(milliseconds: 1_000)

            #expect(try await world.completed(key).last == "p")
        }
    }

    @Test("TIM-11: a cancelled instance's timer is gone", arguments: Harness.allCases)
    func goesWithItsInstance(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(model(Model.after("PT1S")))

            try await world.client.cancelProcessInstance(key)
            try await world.pass(milliseconds: 5_000)

            #expect(try await world.triggered(key).isEmpty)
            #expect(try await world.terminated(key) == ["timer", "p"])
        }
    }

    @Test("a timer due while the broker was away fires once it is back", arguments: Harness.allCases)
    func survivesARestart(harness: Harness) async throws {
        try await withTemporaryDirectory { path in
            var key: ProcessInstanceKey?
            try await harness.withWorld(on: .directory(path)) { world in
                key = try await world.begin(model(Model.after("PT1H")))
            }

            try await harness.withWorld(on: .directory(path)) { world in
                let key = try #require(key)
                #expect(try await world.waiting(key) == ["timer"])
                try await world.pass(milliseconds: 3_600_000)
                #expect(try await world.completed(key) == ["start", "timer", "p"])
            }
        }
    }
}
