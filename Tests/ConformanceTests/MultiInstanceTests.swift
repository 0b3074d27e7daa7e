import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Activities that run once for each item of a list. Names begin with the rule or case of Camunda 8 they answer.
@Suite(.timeLimit(.minutes(1)))
struct MultiInstanceTests {
    private static let items = #"{"items":[10,20,30]}"#

    /// start, a repeated service task `t` of type `t`, end.
    private func model(
        isSequential: Bool, as element: String = "item", collect: String = "=result", into: String = "results",
        until: String = "", extensions: String = "", beside: String = ""
    ) -> [UInt8] {
        ActivityModel.file(
            "p", Model.start("s"),
            ActivityModel.element(
                "serviceTask", "t", extensions: ActivityModel.job("t") + extensions,
                ActivityModel.loop(
                    over: "=items", as: element, collect: collect, into: into, isSequential: isSequential,
                    until: until)),
            Model.service("after"), Model.end("e"), Model.path("s", "t", "after", "e"), beside)
    }

    @Test(
        "MIA-1, MIA-2, MIA-20, MIA-21, MIA-26: a body, an instance for each item, and the list of their results",
        arguments: Harness.allCases)
    func results(harness: Harness) async throws {
        try await harness.withWorld { world in
            for isSequential in [false, true] {
                let definition = try await world.deployOne(model(isSequential: isSequential))
                let key = try await world.create(definition, Self.items)
                #expect(
                    try await world.tree(key).elements.dropFirst().map(\.kind)
                        == ["MULTI_INSTANCE_BODY"]
                        + Array(repeating: "SERVICE_TASK", count: isSequential ? 1 : 3))

                for result in [11, 22, 33] { try await world.work("t", #"{"result":\#(result)}"#) }

                let tree = try await world.tree(key)
                #expect(tree.active == ["after"] && tree.variable("results") == "[11,22,33]")
                #expect(tree.variable("result") == nil && tree.variable("item") == nil)
                #expect(try await world.values(key, of: "item") == ["10", "20", "30"])
                #expect(try await world.values(key, of: "loopCounter") == ["1", "2", "3"])
                #expect(try await world.values(key, of: "results") == ["[null,null,null]", "[11,22,33]"])
                let steps = try await world.trail(key, ["ACTIVATED", "COMPLETED"], of: ["t"])
                let (begun, done) = ("ACTIVATED t", "COMPLETED t")
                #expect(
                    steps
                        == (isSequential
                            ? [begun, begun, done, begun, done, begun, done, done]
                            : [begun, begun, begun, begun, done, done, done, done]))
                try await world.work("after")
                try await world.ended(key)
            }
        }
    }

    @Test("A121: results keep the places of their items, whatever ends first", arguments: Harness.allCases)
    func order(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model(isSequential: false)), Self.items)

            for job in try await world.jobs("t").reversed() {
                let item = try #require(job.variables[text: "item"])
                try await world.client.completeJob(
                    CompleteJob(jobKey: job.key, variables: Variables(parsing: #"{"result":\#(item)}"#)))
            }

            #expect(try await world.tree(key).variable("results") == "[10,20,30]")
        }
    }

    @Test("A118: an empty list is done at once", arguments: Harness.allCases)
    func empty(harness: Harness) async throws {
        try await harness.withWorld { world in
            for isSequential in [false, true] {
                let definition = try await world.deployOne(model(isSequential: isSequential))

                let key = try await world.create(definition, #"{"items":[]}"#)

                let tree = try await world.tree(key)
                #expect(tree.active == ["after"] && tree.variable("results") == "[]")
            }
        }
    }

    @Test(
        "MIA-5, MIA-7, MIA-8, MIA-28, MIA-30, A122, A123: a condition that comes true ends the rest",
        arguments: Harness.allCases)
    func conditions(harness: Harness) async throws {
        // condition, jobs done until it holds: in parallel, one after the other
        let cases: [(String, Int, Int)] = [
            ("=x", 1, 1), ("=item = 20", 2, 2), ("=false", 3, 3), ("=numberOfInstances = 3", 1, 3),
            ("=numberOfCompletedInstances = 2", 2, 2), ("=numberOfActiveInstances = 1", 2, 4),
            ("=numberOfTerminatedInstances = 1", 3, 3), ("=loopCounter = 2", 2, 2),
        ]
        try await harness.withWorld { world in
            for (condition, parallel, sequential) in cases {
                for (isSequential, count) in [(false, parallel), (true, min(sequential, 3))] {
                    let definition = try await world.deployOne(
                        model(isSequential: isSequential, collect: "=item", until: condition))
                    let key = try await world.create(definition, #"{"items":[10,20,30],"x":true}"#)

                    for done in 0..<count {
                        #expect(try await world.active(key).contains("t"), "\(condition) after \(done)")
                        try await world.work("t")
                    }

                    let tree = try await world.tree(key)
                    #expect(tree.active == ["after"], "\(condition) sequential=\(isSequential)")
                    let results = ["10", "20", "30"].enumerated().map { $0.offset < count ? $0.element : "null" }
                    #expect(tree.variable("results") == "[\(results.joined(separator: ","))]", "\(condition)")
                    let ended = try await world.trail(key, ["TERMINATED"], of: ["t"])
                    #expect(ended.count == (isSequential ? 0 : 3 - count), "\(condition)")
                }
            }
        }
    }

    @Test("MIA-15, MIA-22, MIA-23, MIA-25, A120: what has a name and what does not", arguments: Harness.allCases)
    func names(harness: Harness) async throws {
        let cases: [(String, String, String?)] = [
            ("", "", nil), ("item", "=item", "[10,20,30]"), ("item", "=loopCounter", "[1,2,3]"),
            ("item", "=item + loopCounter", "[11,22,33]"), ("item", "=done.value", "[null,null,null]"),
        ]
        try await harness.withWorld { world in
            for (element, collect, results) in cases {
                let definition = try await world.deployOne(
                    model(isSequential: false, as: element, collect: collect))
                let key = try await world.create(definition, Self.items)
                let jobs = try await world.jobs("t")
                #expect(
                    jobs.map { $0.variables[text: "item"] }
                        == (element.isEmpty ? [nil, nil, nil] : ["10", "20", "30"]))
                for job in jobs { try await world.client.completeJob(CompleteJob(jobKey: job.key)) }

                #expect(try await world.tree(key).variable("results") == results)
                let nulls = try await world.values(key, of: "done")
                #expect(nulls == (collect == "=done.value" ? ["null", "null", "null"] : []))
            }
        }
    }

    @Test("MIA-31, MIA-32: mappings belong to each instance", arguments: Harness.allCases)
    func mappings(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(
                model(
                    isSequential: true,
                    extensions: ActivityModel.mappings(
                        Model.input("=item", "x"), Model.output("=loopCounter", "result"),
                        Model.output("=x", "global"))))
            let key = try await world.create(definition, Self.items)

            for item in ["10", "20", "30"] {
                let job = try #require(try await world.jobs("t").first)
                #expect(job.variables[text: "x"] == item)
                try await world.client.completeJob(CompleteJob(jobKey: job.key))
            }

            let tree = try await world.tree(key)
            #expect(tree.variable("results") == "[1,2,3]" && tree.variable("global") == "30")
            #expect(try await world.values(key, of: "global") == ["10", "20", "30"])
        }
    }

    @Test("MIE-1, MIE-5: a list that is none is an incident of the body", arguments: Harness.allCases)
    func noList(harness: Harness) async throws {
        try await harness.withWorld { world in
            for isSequential in [false, true] {
                let key = try await world.create(try await world.deployOne(model(isSequential: isSequential)))
                let body = try #require(try await world.tree(key).element("t"))
                #expect(body.kind == "MULTI_INSTANCE_BODY" && body.state == .activating)
                #expect(try await world.incidents(key) == ["EXTRACT_VALUE_ERROR t"])

                try await world.setVariables(body.key, #"{"items":[1]}"#, local: true)
                try await world.resolveAll(key)

                #expect(try await world.incidents(key).isEmpty)
                try await world.work("t", #"{"result":1}"#)
                #expect(try await world.tree(key).variable("results") == "[1]")
            }
        }
    }

    @Test(
        "MIE-3, MIE-4, MIE-8 to MIE-11: what an instance's end cannot evaluate is its incident",
        arguments: Harness.allCases)
    func endIncidents(harness: Harness) async throws {
        // output element, condition, what the job says, what repairs it
        let cases: [(String, String, String, String)] = [
            ("=assert(y, y != null)", "", "{}", #"{"y":1}"#), ("=item", "=x", "{}", #"{"x":true}"#),
            ("=item", "", #"{"results":[]}"#, #"{"results":[null]}"#),
            ("=item", "", #"{"results":"text"}"#, #"{"results":[null]}"#),
        ]
        try await harness.withWorld { world in
            for (collect, condition, wrong, repair) in cases {
                let definition = try await world.deployOne(
                    model(isSequential: false, collect: collect, until: condition))
                let key = try await world.create(definition, #"{"items":[1]}"#)
                try await world.work("t", wrong)
                let stuck = try #require(try await world.tree(key).elements.first { !$0.incidents.isEmpty })
                #expect(stuck.loopCounter == 1 && stuck.state == .completing, "\(collect) \(condition)")
                #expect(stuck.incidents.map(\.type) == [.extractValueError])

                try await world.setVariables(stuck.key, repair)
                try await world.resolveAll(key)

                let tree = try await world.tree(key)
                #expect(tree.active == ["after"] && tree.variable("results") == "[1]", "\(collect) \(condition)")
            }
        }
    }

    @Test("A126: a list that changes counts for what has not begun", arguments: Harness.allCases)
    func changedList(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model(isSequential: true)), Self.items)
            try await world.setVariables(key.root, #"{"items":[1,2,3]}"#)
            try await world.work("t")
            #expect(try await world.values(key, of: "item") == ["10", "2"])

            try await world.setVariables(key.root, #"{"items":7}"#)
            try await world.work("t")
            #expect(try await world.incidents(key) == ["EXTRACT_VALUE_ERROR t"])
            try await world.setVariables(key.root, #"{"items":[1,2,5]}"#)
            try await world.resolveAll(key)

            #expect(try await world.values(key, of: "item") == ["10", "2", "5"])
            try await world.work("t")
            #expect(try await world.active(key) == ["after"])
        }
    }
}
