import FerryClient
import FerryModel
import FerryTestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct JobTests {
    // MARK: Activate

    @Test(arguments: Harness.allCases)
    func handsOverEverythingAWorkerNeeds(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(
                Model.file(
                    "p", Model.start("start"),
                    Model.service(
                        "task", type: "pay", retries: "7", input: Model.input("=a + 1", "b"),
                        headers: Model.header("k", "v")),
                    Model.end("end"), Model.path("start", "task", "end")))
            let key = try await world.create(definition, #"{"a":1}"#)

            let job = try #require(try await world.jobs("pay", timeout: 5_000).first)

            #expect(job.type == "pay" && job.processInstanceKey == key && job.definitionKey == definition.key)
            #expect(job.processID == "p" && job.version == 1 && job.elementID == "task" && job.retries == 7)
            #expect(job.headers == [ActivatedJob.Header(key: "k", value: "v")])
            #expect(job.deadline == world.clock.now.advanced(byMilliseconds: 5_000))
            #expect(job.variables.json == Array(#"{"a":1,"b":2}"#.utf8))
            let view = try await world.job(key, "task")
            #expect(view.key == job.key && view.state == .activated && view.worker == "worker")
            #expect(try await world.tree(key).element("task")?.key == job.elementInstanceKey)
        }
    }

    @Test(arguments: Harness.allCases)
    func givesAtMostSoManyOldestFirst(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            for _ in 1...10 { _ = try await world.create(definition) }

            var taken: [JobKey] = []
            var sizes: [Int] = []
            while true {
                let jobs = try await world.jobs("task", max: 2)
                if jobs.isEmpty { break }
                #expect(jobs.map(\.key).sorted() == jobs.map(\.key), "oldest first")
                taken += jobs.map(\.key)
                sizes.append(jobs.count)
            }

            #expect(Set(taken).count == 10 && taken.count == 10, "each once")
            #expect(sizes.allSatisfy { $0 <= 2 })
        }
    }

    @Test(arguments: Harness.allCases)
    func givesOnlyTheVariablesAskedFor(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            _ = try await world.create(definition, #"{"a":1,"b":2,"c":3}"#)

            let job = try #require(try await world.jobs("task", fetch: ["c", "missing", "a"]).first)

            #expect(job.variables.json == Array(#"{"c":3,"a":1}"#.utf8))
        }
    }

    @Test(arguments: Harness.allCases)
    func answersAtOnceWithoutAWait(harness: Harness) async throws {
        try await harness.withWorld { world in
            let jobs = try await world.jobs("nothing")

            #expect(jobs.isEmpty)
        }
    }

    @Test(arguments: Harness.allCases)
    func answersEmptyWhenTheWaitIsOver(harness: Harness) async throws {
        try await harness.withWorld { world in
            let isAnswered = Watched(false)
            async let polled = {
                defer { isAnswered.change { $0 = true } }
                return try await world.jobs("nothing", wait: 5_000)
            }()

            // Nobody can say when the call has reached a partition, so time passes until it has waited.
            while !isAnswered.value { try await world.pass(milliseconds: 5_000) }

            #expect(try await polled.isEmpty)
        }
    }

    @Test("NOTI-1, NOTI-2: a waiting worker gets a job of any partition", arguments: Harness.allCases)
    func aWaitingWorkerGetsAJobThatAppearsOnAnyPartition(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            for _ in 1...6 {
                async let polled = world.jobs("task", wait: 20_000)
                try await world.turnAll()

                let key = try await world.create(definition)

                let jobs = try await polled
                #expect(jobs.map(\.processInstanceKey) == [key])
                try await world.client.completeJob(CompleteJob(jobKey: try #require(jobs.first).key))
            }
        }
    }

    @Test(arguments: Harness.allCases)
    func waitingWorkersShareWhatComes(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            // Jobs that appear on both partitions at one time must not leave a worker asleep.
            for _ in 1...25 {
                try await withThrowingTaskGroup(of: [JobKey].self) { group in
                    for _ in 1...4 {
                        group.addTask { try await world.jobs("task", max: 1, wait: 20_000).map(\.key) }
                    }
                    for _ in 1...4 {
                        group.addTask {
                            _ = try await world.create(definition)
                            return []
                        }
                    }
                    let keys = try await group.reduce(into: []) { $0 += $1 }

                    #expect(keys.count == 4 && Set(keys).count == 4)
                }
            }
        }
    }

    @Test(arguments: Harness.allCases)
    func aPollThatIsCancelledTakesNoJob(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            for _ in 1...20 {
                let poll = Task { try await world.jobs("task", wait: 20_000) }
                poll.cancel()
                let refusal = await rejection { _ = try await poll.value }
                #expect(refusal?.code == .cancelled)
            }
            try await world.turnAll()

            let keys = try await world.createOnBoth(definition)

            for key in keys { #expect(try await world.job(key, "task").state == .activatable) }
        }
    }

    @Test(arguments: Harness.allCases)
    func aJobReturnsToTheQueueWhenItsTimeIsOver(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let key = try await world.create(definition)
            let first = try #require(try await world.jobs("task", timeout: 1_000, worker: "one").first)
            try await world.pass(milliseconds: 999)
            #expect(try await world.jobs("task").isEmpty)

            try await world.pass(milliseconds: 1)

            let view = try await world.job(key, "task")
            #expect(view.state == .activatable && view.due == nil && view.worker == "one")
            let second = try #require(try await world.jobs("task", worker: "two").first)
            #expect(second.key == first.key && second.retries == 3)
            try await world.client.completeJob(CompleteJob(jobKey: first.key))
            #expect(try await !world.isRunning(key))
        }
    }

    @Test(arguments: Harness.allCases)
    func aJobThatTimesOutWakesAWaitingWorker(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            _ = try await world.create(definition)
            let first = try #require(try await world.jobs("task", timeout: 60_000).first)
            async let polled = world.jobs("task", wait: 120_000)
            try await world.turnAll()

            try await world.pass(milliseconds: 60_000)

            #expect(try await polled.map(\.key) == [first.key])
        }
    }

    @Test("commands/ACT-3: a poll that makes no sense, all reasons at once", arguments: Harness.allCases)
    func refusesActivationsThatMakeNoSenseAllReasonsAtOnce(harness: Harness) async throws {
        try await harness.withWorld { world in
            let nonsense = ActivateJobs(type: "", timeoutMilliseconds: 0, maxJobs: 0, waitMilliseconds: -1)

            let refusal = await rejection { _ = try await world.client.activateJobs(nonsense) }

            #expect(refusal?.code == .invalidArgument)
            #expect(
                refusal?.fields == ["max_jobs", "timeout_milliseconds", "type", "wait_milliseconds"])
            for activation in [
                ActivateJobs(type: "t", maxJobs: 10_001),
                ActivateJobs(type: "t", maxJobs: -1, waitMilliseconds: 20_000),
            ] {
                let refusal = await rejection { _ = try await world.client.activateJobs(activation) }
                #expect(refusal?.fields == ["max_jobs"])
            }
        }
    }

    // MARK: Fail, retry

    @Test(arguments: Harness.allCases)
    func aFailedJobWithRetriesIsOfferedAgain(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let key = try await world.create(definition)
            let job = try #require(try await world.jobs("task").first)
            async let polled = world.jobs("task", wait: 20_000)
            try await world.turnAll()

            try await world.client.failJob(
                FailJob(
                    jobKey: job.key, retries: 1, message: "first try",
                    variables: try Variables(parsing: #"{"hint":"x"}"#)))

            let again = try #require(try await polled.first)
            #expect(again.key == job.key && again.retries == 1)
            #expect(again.variables[text: "hint"] == #""x""#)
            let tree = try await world.tree(key)
            #expect(tree.element("task")?.job?.errorMessage == "first try")
            #expect(tree.variable("hint", in: job.elementInstanceKey) == #""x""#, "local to the task")
            #expect(tree.incidents.isEmpty)
        }
    }

    @Test(arguments: Harness.allCases)
    func aFailedJobWaitsForItsBackOff(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let key = try await world.create(definition)
            let job = try #require(try await world.jobs("task").first)

            try await world.client.failJob(FailJob(jobKey: job.key, retries: 2, backoffMilliseconds: 30_000))

            let view = try await world.job(key, "task")
            #expect(view.state == .failed && view.due == world.clock.now.advanced(byMilliseconds: 30_000))
            let refusal = await rejection { try await world.client.completeJob(CompleteJob(jobKey: job.key)) }
            #expect(refusal?.code == .failedPrecondition && refusal?.summary == ["JOB_FAILED task"])
            try await world.pass(milliseconds: 29_999)
            #expect(try await world.jobs("task").isEmpty)
            try await world.pass(milliseconds: 1)
            #expect(try await world.jobs("task").map(\.retries) == [2])
        }
    }

    @Test("FAIL-12: a job without retries raises an incident, whose message is cut", arguments: Harness.allCases)
    func aJobWithoutRetriesRaisesAnIncident(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let key = try await world.create(definition)
            let job = try await world.job(key, "task")
            let long = String(repeating: "é", count: 10_001)

            try await world.client.failJob(FailJob(jobKey: job.key, retries: -3, message: long))

            let cut = String(long.prefix(10_000)) + "..."
            let incident = try #require(try await world.tree(key).incidents.first)
            #expect(incident.type == .jobNoRetries && incident.job == job.key && incident.message == cut)
            #expect(incident.elementID == "task" && incident.raisedAt == world.clock.now)
            #expect(try await world.job(key, "task").errorMessage == cut)
            #expect(try await world.jobs("task").isEmpty)
            let again = await rejection {
                try await world.client.failJob(FailJob(jobKey: job.key, retries: 1))
            }
            #expect(again?.summary == ["JOB_FAILED task"])
        }
    }

    @Test(arguments: Harness.allCases)
    func retriesThenResolveBringTheJobBack(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let key = try await world.create(definition)
            let incident = try await world.breakJob(key, "task")
            let job = try #require(incident.job)
            let early = await rejection { try await world.client.resolveIncident(incident.key) }
            #expect(early?.code == .failedPrecondition && early?.summary == ["JOB_WITHOUT_RETRIES task"])
            for retries in [Int32(0), -1] {
                let refusal = await rejection {
                    try await world.client.updateJobRetries(UpdateJobRetries(jobKey: job, retries: retries))
                }
                #expect(refusal?.code == .invalidArgument && refusal?.fields == ["retries"])
            }

            try await world.client.updateJobRetries(UpdateJobRetries(jobKey: job, retries: 2))
            #expect(try await world.jobs("task").isEmpty, "it waits for its incident to be resolved")
            async let polled = world.jobs("task", wait: 20_000)
            try await world.turnAll()
            try await world.client.resolveIncident(incident.key)

            #expect(try await polled.map(\.retries) == [2])
            #expect(try await world.tree(key).incidents.isEmpty)
            let twice = await rejection { try await world.client.resolveIncident(incident.key) }
            #expect(twice?.code == .notFound && twice?.reasons.map(\.code) == ["INCIDENT_NOT_FOUND"])
        }
    }

    @Test(arguments: Harness.allCases)
    func refusesANegativeBackOff(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let key = try await world.create(definition)
            let job = try await world.job(key, "task")

            let refusal = await rejection {
                try await world.client.failJob(FailJob(jobKey: job.key, retries: 1, backoffMilliseconds: -1))
            }

            #expect(refusal?.code == .invalidArgument && refusal?.fields == ["backoff_milliseconds"])
            #expect(try await world.job(key, "task") == job)
        }
    }

    @Test(arguments: Harness.allCases)
    func aWorkerThatRunsDrainsTheQueue(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            for _ in 1...20 { _ = try await world.create(definition) }
            let done = Watched(0)

            let worker = Task {
                try await world.client.runJobWorker(JobWorkerConfiguration(type: "task")) { _ in
                    done.change { $0 += 1 }
                    return .complete()
                }
            }
            try await done.wait { $0 == 20 }
            worker.cancel()
            _ = await worker.result

            #expect(try await world.client.listProcessInstances().instances.count <= 20)
        }
    }
}
