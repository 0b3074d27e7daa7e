import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Ad-hoc subprocesses that the model decides on (Camunda 8: A128-A138). Names begin with the case they answer.
@Suite(.timeLimit(.minutes(1)))
struct AdHocCases {
    private static let abc =
        Model.service("A1") + Model.service("A2") + Model.path("A1", "A2") + Model.service("B") + Model.service("C")

    private func model(
        active: String = "", results: (String, String)? = nil, until condition: String = "",
        cancelsRemaining: Bool = true, extensions: String = "", _ inside: String = abc, beside: String = ""
    ) -> [UInt8] {
        ActivityModel.around(
            ActivityModel.adHoc(
                active: active, results: results, until: condition, cancelsRemaining: cancelsRemaining,
                extensions: extensions, inside), beside: beside)
    }

    @Test(
        "AHS-1, AHS-3, AHS-6: what the collection names begins in inner instances; the end of all is its end",
        arguments: Harness.allCases)
    func collection(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model(active: "[&quot;A1&quot;,&quot;C&quot;]")))

            #expect(
                try await world.tree(key).elements.map { "\($0.kind) \($0.elementID)" } == [
                    "PROCESS p", "AD_HOC_SUB_PROCESS ah", "AD_HOC_SUB_PROCESS_INNER_INSTANCE ah",
                    "AD_HOC_SUB_PROCESS_INNER_INSTANCE ah", "SERVICE_TASK A1", "SERVICE_TASK C",
                ])
            #expect(try await world.tree(key).summary.activeElements == ["A1", "C"])
            for type in ["A1", "C", "A2"] { try await world.work(type) }

            #expect(try await world.active(key) == ["after"])
            #expect(try await world.trail(key, ["ACTIVATED"]).contains("ACTIVATED B") == false)
            try await world.work("after")
            try await world.ended(key)
        }
    }

    @Test(
        "AHS-4, AHA-1, AHA-2, AHA-4: with nothing chosen it waits, and takes elements from outside",
        arguments: Harness.allCases)
    func chosenFromOutside(harness: Harness) async throws {
        try await harness.withWorld { world in
            for active in ["", "[]"] {
                let key = try await world.create(try await world.deployOne(model(active: active)))
                let adHoc = try #require(try await world.tree(key).element("ah"))
                #expect(adHoc.state == .activated)
                #expect(try await world.tree(key).elements.count == 2)

                try await world.client.activateAdHocActivities(
                    ActivateAdHocActivities(
                        adHocInstanceKey: adHoc.key,
                        activities: [
                            AdHocActivation(elementID: "A1", variables: try Variables(parsing: "{\"only\": 1}")),
                            AdHocActivation(elementID: "B"),
                        ]))
                let tree = try await world.tree(key)
                let a = try #require(tree.element("A1"))
                let inner = try #require(tree.elements.first { $0.key == a.scope })
                #expect(inner.kind == "AD_HOC_SUB_PROCESS_INNER_INSTANCE" && inner.scope == adHoc.key)
                #expect(tree.variables.filter { $0.name == "only" }.map(\.scope) == [inner.key])
                for type in ["A1", "B"] { try await world.work(type) }
                try await world.client.activateAdHocActivities(
                    ActivateAdHocActivities(adHocInstanceKey: adHoc.key, activities: [.init(elementID: "B")]))
                for type in ["A2", "B"] { try await world.work(type) }

                #expect(try await world.active(key) == ["after"])
                try await world.work("after")
            }
        }
    }

    @Test("AHA-6, AHA-7, AHA-8: activations that cannot be are refused with all reasons", arguments: Harness.allCases)
    func refusedActivations(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model()))
            let adHoc = try #require(try await world.tree(key).element("ah"))
            func refusal(_ key: ElementInstanceKey, _ ids: String...) async -> Rejection? {
                await rejection {
                    try await world.client.activateAdHocActivities(
                        ActivateAdHocActivities(
                            adHocInstanceKey: key, activities: ids.map { AdHocActivation(elementID: $0) }))
                }
            }
            let before = try await world.tree(key)

            let unknown = await refusal(adHoc.key, "A1", "A2", "nobody", "p", "ah")
            #expect(unknown?.code == .notFound)
            #expect(
                unknown?.summary == [
                    "NOT_AN_AD_HOC_ACTIVITY A2", "NOT_AN_AD_HOC_ACTIVITY nobody", "NOT_AN_AD_HOC_ACTIVITY p",
                    "NOT_AN_AD_HOC_ACTIVITY ah",
                ])
            let twice = await refusal(adHoc.key, "A1", "A1")
            #expect(twice?.code == .invalidArgument && twice?.summary == ["DUPLICATE_ELEMENT A1"])
            for other in [key.root, ElementInstanceKey(adHoc.key.rawValue + 1_000)] {
                #expect(await refusal(other, "A1")?.code == .notFound)
            }
            #expect(try await world.tree(key) == before)

            try await world.client.suspendProcessInstance(key)
            #expect(await refusal(adHoc.key, "A1")?.summary == ["INSTANCE_SUSPENDED"])
            try await world.client.cancelProcessInstance(key)
            #expect(await refusal(adHoc.key, "A1")?.code == .notFound)
        }
    }

    @Test(
        "AHS-7, AHS-8, AHS-9: the completion condition decides after each inner instance", arguments: Harness.allCases)
    func completionCondition(harness: Harness) async throws {
        let all = "[&quot;A1&quot;,&quot;B&quot;]"
        try await harness.withWorld { world in
            // True: what is open ends, and what would follow never begins.
            var key = try await world.create(try await world.deployOne(model(active: all, until: "done")))
            try await world.work("B", "{\"done\": true}")
            #expect(try await world.active(key) == ["after"])
            #expect(try await world.trail(key, ["TERMINATED"]) == ["TERMINATED A1", "TERMINATED ah"])
            #expect(try await world.trail(key, ["ACTIVATING"], of: ["A2"]).isEmpty)
            try await world.work("after")

            // True, and the others may go on.
            key = try await world.create(
                try await world.deployOne(model(active: all, until: "done", cancelsRemaining: false)),
                "{\"done\": true}")
            try await world.work("B")
            for type in ["A1", "A2"] {
                #expect(try await world.tree(key).element("ah")?.state == .activated)
                try await world.work(type)
            }
            #expect(try await world.active(key) == ["after"])
            try await world.work("after")

            // False: it stays, with nothing inside.
            key = try await world.create(
                try await world.deployOne(model(active: all, until: "done")), "{\"done\": false}")
            for type in ["A1", "B", "A2"] { try await world.work(type) }
            #expect(try await world.tree(key).elements.map(\.elementID) == ["p", "ah"])
            #expect(try await world.tree(key).element("ah")?.state == .activated)
        }
    }

    @Test("AHS-11, AHS-14: mappings, then listeners, then the collection", arguments: Harness.allCases)
    func order(harness: Harness) async throws {
        let mapping = ActivityModel.mappings(Model.input("=append(wanted, \"B\")", "mine"))
        try await harness.withWorld { world in
            var key = try await world.create(
                try await world.deployOne(model(active: "mine", extensions: mapping)), "{\"wanted\": [\"C\"]}")
            #expect(try await world.tree(key).summary.activeElements == ["B", "C"])
            let adHoc = try #require(try await world.tree(key).element("ah"))
            #expect(try await world.tree(key).variable("mine", in: adHoc.key) == "[\"C\",\"B\"]")
            try await world.client.cancelProcessInstance(key)

            key = try await world.create(
                try await world.deployOne(
                    model(active: "told", extensions: ActivityModel.listeners(("start", "listen")))))
            #expect(try await world.tree(key).element("ah")?.state == .activating)
            try await world.work("listen", "{\"told\": [\"B\"]}")
            #expect(try await world.tree(key).summary.activeElements == ["B"])
        }
    }

    @Test(
        "A129, A132: expressions that give something else are incidents, mended by the variable",
        arguments: Harness.allCases)
    func failures(harness: Harness) async throws {
        try await harness.withWorld { world in
            for wrong in ["\"B\"", "[1]", "[\"nobody\"]", "[\"A2\"]", "null"] {
                let key = try await world.create(
                    try await world.deployOne(model(active: "wanted")), "{\"wanted\": \(wrong)}")
                #expect(try await world.incidents(key) == ["EXTRACT_VALUE_ERROR ah"], "\(wrong)")
                #expect(try await world.tree(key).element("ah")?.state == .activating)
                try await world.setVariables(key.root, "{\"wanted\": [\"B\"]}")
                try await world.resolveAll(key)
                #expect(try await world.tree(key).summary.activeElements == ["B"], "\(wrong)")
                try await world.client.cancelProcessInstance(key)
            }

            let key = try await world.create(
                try await world.deployOne(
                    model(active: "[&quot;B&quot;]", results: ("results", "r"), until: "enough")), "{\"enough\": 7}")
            try await world.work("B", "{\"r\": 1}")
            #expect(try await world.incidents(key) == ["EXTRACT_VALUE_ERROR ah"])
            try await world.setVariables(key.root, "{\"enough\": true}")
            try await world.resolveAll(key)
            #expect(try await world.active(key) == ["after"])
            #expect(try await world.tree(key).variable("results") == "[1]")
        }
    }

    @Test(
        "AHS-12, AHS-13, AHS-21: results are collected, seen by the condition, and handed out at the end",
        arguments: Harness.allCases)
    func results(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(
                try await world.deployOne(
                    model(
                        active: "[&quot;B&quot;,&quot;C&quot;]", results: ("results", "result"),
                        until: "count(results) = 2")))
            let adHoc = try #require(try await world.tree(key).element("ah")).key
            #expect(try await world.tree(key).variable("results", in: adHoc) == "[]")
            #expect(try await world.tree(key).variable("adHocSubProcessElements", in: adHoc) != nil)
            #expect(try await world.values(key, of: "result") == ["null", "null"])

            try await world.work("B", "{\"result\": \"a\"}")
            #expect(try await world.tree(key).variable("results", in: adHoc) == "[\"a\"]")
            #expect(try await world.tree(key).variable("results") == nil)
            try await world.work("C", "{\"result\": \"b\"}")

            #expect(try await world.active(key) == ["after"])
            #expect(try await world.tree(key).variable("results") == "[\"a\",\"b\"]")
            #expect(try await world.tree(key).variable("result") == nil)
        }
    }

    @Test("AHS-16: an interrupting boundary event ends it", arguments: Harness.allCases)
    func boundary(harness: Harness) async throws {
        let beside =
            Model.onBoundary("late", on: "ah", Model.after("PT1M")) + Model.service("helped")
            + Model.path("late", "helped")
        try await harness.withWorld { world in
            let key = try await world.create(
                try await world.deployOne(model(active: "[&quot;B&quot;]", beside: beside)))
            try await world.pass(milliseconds: 60_000)

            #expect(try await world.active(key) == ["helped"])
            #expect(
                try await world.trail(key, ["TERMINATED"]) == ["TERMINATED B", "TERMINATED ah", "TERMINATED ah"])
        }
    }

    @Test("AHS-17, AHS-18: cancelled, it ends from inside out", arguments: Harness.allCases)
    func cancelled(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(
                try await world.deployOne(
                    model(
                        active: "[&quot;u&quot;]",
                        ActivityModel.element("userTask", "u", extensions: "<zeebe:userTask/>"))))
            try await world.client.cancelProcessInstance(key)

            #expect(
                try await world.trail(key, ["TERMINATING", "TERMINATED"]) == [
                    "TERMINATING p", "TERMINATING ah", "TERMINATING ah", "TERMINATING u", "TERMINATED u",
                    "TERMINATED ah", "TERMINATED ah", "TERMINATED p",
                ])
        }
    }

    @Test("AHS-19: repeated one after the other, each chooses for itself", arguments: Harness.allCases)
    func repeated(harness: Harness) async throws {
        let inside = Self.abc + ActivityModel.loop(over: "=wanted", as: "item", isSequential: true)
        try await harness.withWorld { world in
            let key = try await world.create(
                try await world.deployOne(model(active: "[item]", inside)), "{\"wanted\": [\"B\", \"C\", \"B\"]}")
            for type in ["B", "C", "B"] {
                #expect(try await world.tree(key).elements.last?.elementID == type)
                try await world.work(type)
            }
            #expect(try await world.active(key) == ["after"])
        }
    }

    @Test(
        "AHS, R68: an error thrown inside is caught by the subprocess's own boundary event", arguments: Harness.allCases
    )
    func error(harness: Harness) async throws {
        let beside =
            ActivityModel.element(
                "boundaryEvent", "caught", "attachedToRef=\"ah\"", "<bpmn:errorEventDefinition errorRef=\"oops\"/>")
            + Model.service("helped") + Model.path("caught", "helped")
        try await harness.withWorld { world in
            let key = try await world.create(
                try await world.deployOne(model(active: "[&quot;B&quot;,&quot;C&quot;]", beside: beside)))
            let job = try #require(try await world.jobs("B").first)
            try await world.client.throwError(ThrowError(jobKey: job.key, errorCode: "oops"))

            #expect(try await world.active(key) == ["helped"])
        }
    }
}
