import FerryBroker
import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Deadlines, cancelling, a full mailbox, a broker that closes: each call is answered, and once.
@Suite(.timeLimit(.minutes(1)))
struct LimitTests {
    // MARK: Deadlines

    @Test(arguments: Harness.allCases)
    func aCommandPastItsDeadlineIsNotBegun(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let keys = try await world.createOnBoth(definition)
            let job = try await world.job(keys[0], "task")
            let positions = try await world.positions()
            world.clock.passAllDeadlines()

            let calls: [(String, () async throws -> Void)] = [
                ("create", { _ = try await world.create(definition) }),
                ("cancel", { try await world.client.cancelProcessInstance(keys[0]) }),
                ("migrate", { _ = try await world.migrate(keys[0], to: definition, ["task": "task"]) }),
                ("set variables", { try await world.setVariables(keys[0].root, #"{"a":1}"#) }),
                ("complete", { try await world.client.completeJob(CompleteJob(jobKey: job.key)) }),
                ("fail", { try await world.client.failJob(FailJob(jobKey: job.key, retries: 0)) }),
                ("activate", { _ = try await world.jobs("task") }),
                ("activate and wait", { _ = try await world.jobs("task", wait: 1_000) }),
                ("deploy", { _ = try await world.deploy(Model.oneTask("q")) }),
                ("get", { _ = try await world.tree(keys[0]) }),
                ("list", { _ = try await world.client.listProcessInstances() }),
            ]
            for (name, call) in calls {
                let refusal = await rejection { try await call() }
                #expect(refusal?.code == .deadlineExceeded, "\(name)")
            }

            #expect(try await world.positions() == positions)
        }
    }

    // MARK: Too much

    @Test(arguments: Harness.allCases)
    func aFullMailboxShedsAtOnceAndLosesNothingElse(harness: Harness) async throws {
        let gate = Gate()
        defer { gate.open() }
        try await harness.withWorld(
            on: .gated(gate, on: PartitionID(2)), configure: { $0.mailboxCallsMax = 4 }
        ) { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let keys = try await world.createOnBoth(definition)
            let results = Watched<[Result<Answer, Rejection>]>([])
            gate.shut()
            // The first holds the partition in its commit; the others wait in the mailbox, or do not fit.
            setVariables(1, of: keys[1], in: world, results)
            try await gate.waiting.wait { $0 == 1 }

            for value in 2...10 { setVariables(value, of: keys[1], in: world, results) }
            try await results.wait { $0.count == 5 }

            for result in results.value {
                guard case .failure(let rejection) = result else {
                    Issue.record("was accepted: \(result)")
                    continue
                }
                #expect(rejection.code == .resourceExhausted && rejection.reasons.map(\.code) == ["MAILBOX_FULL"])
            }
            #expect(try await world.isRunning(keys[0]), "the other partition works on")
            gate.open()
            try await results.wait { $0.count == 10 }
            let accepted = results.value.count { if case .success = $0 { true } else { false } }
            #expect(accepted == 5)
            #expect(try await world.tree(keys[1]).variable("x") == "5", "the first five, in their order")
        }
    }

    private func setVariables(
        _ value: Int, of key: ProcessInstanceKey, in world: World, _ results: Watched<[Result<Answer, Rejection>]>
    ) {
        let variables = Variables([Variables.Entry(name: "x", value: JSONValue(trusted: Array("\(value)".utf8)))])
        world.client.send(.setVariables(SetVariables(scope: key.root, variables: variables))) { result in
            results.change { $0.append(result) }
        }
    }

    @Test("ACT-14, BAT-1: jobs larger than an answer come in parts", arguments: Harness.allCases)
    func jobsWithMoreVariablesThanAnAnswerHoldsComeInParts(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let large = #"{"x":""# + String(repeating: "x", count: 1_500_000) + #""}"#
            for _ in 1...6 { _ = try await world.create(definition, large) }

            var sizes: [Int] = []
            while true {
                let jobs = try await world.jobs("task")
                if jobs.isEmpty { break }
                sizes.append(jobs.count)
            }

            #expect(sizes.reduce(0, +) == 6 && sizes.allSatisfy { $0 <= 2 })
        }
    }

    @Test("BAT-2, JSZ-1, decided otherwise: a job that fits no answer is refused, without incident")
    func anAnswerThatFitsNoFrameIsRefusedAndTheConnectionLives() async throws {
        try await Harness.socket.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let large = "\"" + String(repeating: "x", count: 3_000_000) + "\""
            let key = try await world.create(definition, #"{"a":\#(large)}"#)
            try await world.setVariables(key.root, #"{"b":\#(large)}"#)

            let tree = await rejection { _ = try await world.tree(key) }
            let jobs = await rejection { _ = try await world.jobs("task") }

            #expect(tree?.code == .resourceExhausted && jobs?.code == .resourceExhausted)
            #expect(try await world.client.listProcessInstances().instances.map(\.key) == [key])
        }
    }

    // MARK: Cancelling and closing

    @Test(arguments: Harness.allCases)
    func aCancelledCallIsAnsweredAndTheInstanceGoesOn(harness: Harness) async throws {
        try await harness.withWorld { world in
            _ = try await world.deploy(Model.oneTask("p"))
            let awaiting = Task {
                try await world.client.createProcessInstance(
                    CreateProcessInstance(definition: .latest(processID: "p"), awaitResult: true))
            }
            let job = try #require(try await world.jobs("task", wait: 10_000).first)

            awaiting.cancel()

            let refusal = await rejection { _ = try await awaiting.value }
            #expect(refusal?.code == .cancelled)
            try await world.client.completeJob(CompleteJob(jobKey: job.key))
            #expect(try await !world.isRunning(job.processInstanceKey))
        }
    }

    @Test(arguments: Harness.allCases)
    func aBrokerThatClosesAnswersEveryWaitingCallOnce(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let results = Watched<[Result<Answer, Rejection>]>([])
            let calls: [Call] = [
                .activateJobs(ActivateJobs(type: "nothing", waitMilliseconds: 1_000_000)),
                .activateJobs(ActivateJobs(type: "nothing", waitMilliseconds: 1_000_000)),
                .createProcessInstance(CreateProcessInstance(definition: .key(definition.key), awaitResult: true)),
                .createProcessInstance(CreateProcessInstance(definition: .key(definition.key), awaitResult: true)),
            ]
            for call in calls { world.client.send(call) { result in results.change { $0.append(result) } } }
            let following = Task {
                var count = 0
                for try await batch in world.client.streamEvents(StreamEvents(partition: PartitionID(1), follow: true))
                {
                    count += batch.events.count
                }
                return count
            }
            try await world.turnAll()

            try await world.broker.closeAside()

            try await results.wait { $0.count == calls.count }
            for result in results.value {
                guard case .failure(let rejection) = result else {
                    Issue.record("was answered: \(result)")
                    continue
                }
                #expect(rejection.code == .unavailable)
            }
            let ended = await rejection {
                _ = try await withTaskCancellationHandler {
                    try await following.value
                } onCancel: {
                    following.cancel()
                }
            }
            #expect(ended?.code == .unavailable)
            let late = await rejection { _ = try await world.create(definition) }
            #expect(late?.code == .unavailable)
            let lateStream = await rejection { _ = try await world.events(of: PartitionID(1)) }
            #expect(lateStream?.code == .unavailable)
            let latePoll = await rejection { _ = try await world.jobs("nothing") }
            #expect(latePoll?.code == .unavailable)
            let lateDeployment = await rejection { _ = try await world.deploy(Model.oneTask("q")) }
            #expect(lateDeployment?.code == .unavailable)
            #expect(results.value.count == calls.count)
        }
    }
}
