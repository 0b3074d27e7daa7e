import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Ad-hoc subprocesses that a worker decides on (Camunda 8: A135, A136). Names begin with the case they answer.
@Suite(.timeLimit(.minutes(1)))
struct AdHocJobCases {
    private static let abc = Model.service("A") + Model.service("B") + Model.service("C")

    private func model(
        results: (String, String)? = nil, _ inside: String = abc, beside: String = ""
    ) -> [UInt8] {
        ActivityModel.around(ActivityModel.adHoc(job: "agent", results: results, inside), beside: beside)
    }

    private func decide(
        _ world: World, _ elements: [String] = [], variables: String = "{}", fulfilled: Bool = false,
        cancel: Bool = false, with own: String = "{}"
    ) async throws {
        let job = try #require(try await world.jobs("agent", max: 1).first, "no job of the subprocess")
        try await world.client.completeJob(
            CompleteJob(
                jobKey: job.key, variables: Variables(parsing: variables),
                decision: .adHoc(
                    AdHocResult(
                        activities: elements.map { .init(elementID: $0, variables: try Variables(parsing: own)) },
                        isFulfilled: fulfilled, cancelsRemaining: cancel))))
    }

    private func jobs(_ world: World, _ key: ProcessInstanceKey) async throws -> [String] {
        let history = try await world.history(of: key)
        let mine = history.filter { $0.kind == "JOB_CREATED" && $0.text("type") == "agent" }.compactMap {
            $0.text("jobKey")
        }
        return history.compactMap { event in
            guard ["JOB_CREATED", "JOB_COMPLETED", "JOB_CANCELLED"].contains(event.kind),
                let job = event.text("jobKey"), mine.contains(job)
            else { return nil }
            return String(event.kind.dropFirst("JOB_".count))
        }
    }

    @Test("AHJ-1, AHJ-2, AHJ-3, AHJ-17: it begins with a job and nothing else", arguments: Harness.allCases)
    func begins(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model(results: ("results", "result"))))
            let tree = try await world.tree(key)
            let adHoc = try #require(tree.element("ah"))

            #expect(tree.elements.count == 2 && adHoc.state == .activated)
            #expect(adHoc.job?.kind == .adHocSubProcess && adHoc.job?.type == "agent" && adHoc.job?.retries == 3)
            #expect(tree.variable("results", in: adHoc.key) == "[]")
            let kinds = try await world.history(of: key).map(\.kind)
            let created = try #require(kinds.firstIndex(of: "JOB_CREATED"))
            let activated = try #require(kinds.lastIndex(of: "ELEMENT_ACTIVATED"))
            #expect(created < activated)
            let job = try #require(try await world.jobs("agent").first)
            #expect(job.kind == .adHocSubProcess && job.elementID == "ah" && job.elementInstanceKey == adHoc.key)
        }
    }

    @Test("AHJ-4, AHJ-6, AHJ-11, AHJ-18, AHJ-19: each end inside asks the worker again", arguments: Harness.allCases)
    func rounds(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model(results: ("results", "result"))))
            try await decide(world, ["A"], with: "{\"foo\": 1}")
            let tree = try await world.tree(key)
            let inner = try #require(tree.element("A")?.scope)
            #expect(tree.variables.filter { $0.name == "foo" }.map(\.scope) == [inner])
            #expect(tree.variable("result", in: inner) == "null")
            #expect(try await jobs(world, key) == ["CREATED", "COMPLETED"])
            try await world.work("A", "{\"result\": 1}")
            #expect(try await jobs(world, key) == ["CREATED", "COMPLETED", "CREATED"])
            try await decide(world, ["B", "C"])
            try await world.work("B", "{\"result\": 2}")
            // The job that was waiting makes way for one that knows more.
            try await world.work("C", "{\"result\": 3}")
            #expect(
                try await jobs(world, key)
                    == ["CREATED", "COMPLETED", "CREATED", "COMPLETED", "CREATED", "CANCELLED", "CREATED"])
            try await decide(world, variables: "{\"said\": true}", fulfilled: true)

            #expect(try await world.active(key) == ["after"])
            #expect(try await world.tree(key).variable("results") == "[1,2,3]")
            #expect(try await world.tree(key).variable("result") == nil)
            #expect(try await world.tree(key).variable("said") == nil)
        }
    }

    @Test("AHJ-7: cancelled with its job", arguments: Harness.allCases)
    func cancelled(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model()))
            try await world.client.cancelProcessInstance(key)
            #expect(try await jobs(world, key) == ["CREATED", "CANCELLED"])
            #expect(try await world.jobs("agent").isEmpty)
        }
    }

    @Test("AHJ-8: a job that failed for good", arguments: Harness.allCases)
    func failed(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model()))
            let incident = try await world.breakJob(key, "ah", message: "no idea")
            #expect(incident.type == .adHocSubProcessNoRetries && incident.message == "no idea")
            try await world.client.updateJobRetries(UpdateJobRetries(jobKey: try #require(incident.job), retries: 1))
            try await world.resolveAll(key)
            try await decide(world, fulfilled: true)
            #expect(try await world.active(key) == ["after"])
        }
    }

    @Test("AHJ-9: its job throws an error that its boundary event catches", arguments: Harness.allCases)
    func error(harness: Harness) async throws {
        let beside =
            ActivityModel.element(
                "boundaryEvent", "caught", "attachedToRef=\"ah\"", "<bpmn:errorEventDefinition errorRef=\"oops\"/>")
            + Model.service("helped") + Model.path("caught", "helped")
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model(beside: beside)))
            let job = try #require(try await world.jobs("agent").first)
            try await world.client.throwError(ThrowError(jobKey: job.key, errorCode: "oops"))
            #expect(try await world.active(key) == ["helped"])
        }
    }

    @Test("AHJ-12, AHJ-28: results that cannot be are refused, and the job stays", arguments: Harness.allCases)
    func refused(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model()))
            let unknown = await rejection { try await decide(world, ["A", "x", "y"]) }
            #expect(unknown?.code == .notFound)
            #expect(unknown?.summary == ["NOT_AN_AD_HOC_ACTIVITY x", "NOT_AN_AD_HOC_ACTIVITY y"])
            let job = try await world.job(key, "ah").key
            func refusal(_ result: JobDecision) async -> Rejection? {
                await rejection { try await world.client.completeJob(CompleteJob(jobKey: job, decision: result)) }
            }
            let both = await refusal(.adHoc(AdHocResult(activities: [.init(elementID: "A")], isFulfilled: true)))
            #expect(both?.code == .invalidArgument && both?.summary == ["AD_HOC_FULFILLED ah"])
            let other = await refusal(.taskListener(TaskListenerResult(isDenied: true)))
            #expect(other?.code == .invalidArgument && other?.summary == ["JOB_DECISION_MISPLACED ah"])
            #expect(try await world.job(key, "ah").key == job)

            try await world.client.completeJob(
                CompleteJob(jobKey: job, decision: .adHoc(AdHocResult(activities: [.init(elementID: "A")]))))
            let plain = try #require(try await world.jobs("A").first)
            let misplaced = await rejection {
                try await world.client.completeJob(CompleteJob(jobKey: plain.key, decision: .adHoc(AdHocResult())))
            }
            #expect(misplaced?.summary == ["JOB_DECISION_MISPLACED A"])
        }
    }

    @Test(
        "AHJ-13, AHJ-14, AHJ-21, AHJ-22: fulfilled waits for what is open, cancelling does not",
        arguments: Harness.allCases)
    func ends(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(model())
            var key = try await world.create(definition)
            try await decide(world, fulfilled: true)
            #expect(try await world.active(key) == ["after"])

            key = try await world.create(definition)
            try await decide(world, ["A", "B"])
            try await world.work("A")
            try await decide(world, fulfilled: true)
            #expect(try await world.tree(key).element("ah")?.state == .activated)
            try await world.work("B")
            #expect(try await world.active(key) == ["after"])
            #expect(try await jobs(world, key) == ["CREATED", "COMPLETED", "CREATED", "COMPLETED"])

            key = try await world.create(definition)
            try await decide(world, ["A", "B", "C"])
            try await world.work("A")
            try await decide(world, fulfilled: true, cancel: true)
            #expect(try await world.active(key) == ["after"])
            #expect(
                try await world.trail(key, ["TERMINATED"], of: ["B", "C"]) == ["TERMINATED C", "TERMINATED B"])

            key = try await world.create(definition)
            try await decide(world, ["A", "B"])
            try await world.work("A")
            try await decide(world, ["C"], cancel: true)
            #expect(try await world.tree(key).summary.activeElements == ["C"])
            try await world.work("C")
            try await decide(world, fulfilled: true)
            #expect(try await world.active(key) == ["after"])
        }
    }

    @Test("AHJ-23: a list for the results that is none stops the inner instance", arguments: Harness.allCases)
    func noList(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model(results: ("results", "result"))))
            try await decide(world, ["A"], variables: "{\"results\": null}")
            try await world.work("A", "{\"result\": 1}")

            let incident = try #require(try await world.tree(key).incidents.first)
            let stopped = try #require(
                try await world.tree(key).elements.first { $0.key == incident.elementInstanceKey })
            #expect(incident.type == .extractValueError && stopped.kind == "AD_HOC_SUB_PROCESS_INNER_INSTANCE")
            let adHoc = try #require(try await world.tree(key).element("ah")).key
            try await world.setVariables(adHoc, "{\"results\": []}", local: true)
            try await world.resolveAll(key)
            try await decide(world, fulfilled: true)
            #expect(try await world.tree(key).variable("results") == "[1]")
        }
    }

    @Test(
        "AHJ-24, AHJ-26, AHJ-27: an event subprocess beside, whose end asks the worker again",
        arguments: Harness.allCases)
    func eventSubProcess(harness: Harness) async throws {
        let inside =
            Self.abc
            + ActivityModel.element(
                "subProcess", "esp", "triggeredByEvent=\"true\"",
                "<bpmn:startEvent id=\"i\" isInterrupting=\"false\"><bpmn:signalEventDefinition signalRef=\"alarm\"/></bpmn:startEvent>",
                Model.service("look"), Model.path("i", "look"))
        try await harness.withWorld { world in
            let key = try await world.create(
                try await world.deployOne(model(results: ("results", "result"), inside)))
            try await decide(world, ["A", "B"])
            try await world.work("A", "{\"result\": 1}")
            _ = try await world.client.broadcastSignal(BroadcastSignal(name: "alarm"))
            for _ in 0..<3 { try await world.turnAll() }
            #expect(try await world.tree(key).summary.activeElements == ["B", "look"])
            try await world.work("look")
            #expect(
                try await jobs(world, key) == ["CREATED", "COMPLETED", "CREATED", "CANCELLED", "CREATED"])
            let adHoc = try #require(try await world.tree(key).element("ah")).key
            #expect(try await world.tree(key).variable("results", in: adHoc) == "[1,null]")
            try await decide(world, fulfilled: true, cancel: true)
            #expect(try await world.active(key) == ["after"])
        }
    }

    @Test(
        "A137: an interrupting event subprocess ends all else, and the subprocess with it", arguments: Harness.allCases)
    func interrupted(harness: Harness) async throws {
        let inside =
            Self.abc
            + ActivityModel.element(
                "subProcess", "esp", "triggeredByEvent=\"true\"",
                "<bpmn:startEvent id=\"i\"><bpmn:signalEventDefinition signalRef=\"alarm\"/></bpmn:startEvent>",
                Model.service("look"), Model.path("i", "look"))
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model(inside)))
            try await decide(world, ["A", "B"])
            try await world.work("A")
            _ = try await world.client.broadcastSignal(BroadcastSignal(name: "alarm"))
            for _ in 0..<3 { try await world.turnAll() }
            #expect(try await world.tree(key).summary.activeElements == ["look"])
            #expect(try await world.jobs("agent").isEmpty)
            try await world.work("look")
            #expect(try await world.active(key) == ["after"])
        }
    }

    @Test("AHJ-29: what an activation was given does not leave it", arguments: Harness.allCases)
    func local(harness: Harness) async throws {
        let mapped = ActivityModel.element(
            "serviceTask", "A",
            extensions: ActivityModel.job("A") + ActivityModel.mappings(Model.output("=toolCall", "result")))
        try await harness.withWorld { world in
            let key = try await world.create(
                try await world.deployOne(model(results: ("results", "result"), mapped)))
            try await decide(world, ["A"], with: "{\"toolCall\": 4}")
            try await world.work("A")
            try await decide(world, fulfilled: true)
            #expect(try await world.tree(key).variable("results") == "[4]")
            #expect(try await world.tree(key).variable("toolCall") == nil)
        }
    }
}
