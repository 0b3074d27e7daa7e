import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Joins that paths of different inner instances meet at (Camunda 8: A138), and what those who choose are told (A129).
/// Names begin with the case they answer.
@Suite(.timeLimit(.minutes(1)))
struct AdHocJoinCases {
    private static let joined =
        Model.service("task1") + Model.service("task2") + Model.parallel("join") + Model.service("task3")
        + Model.path("task1", "join", "task3") + Model.path("task2", "join")
    private static let both = "[&quot;task1&quot;,&quot;task2&quot;]"

    private func model(_ inside: String, until condition: String = "", beside: String = "") -> [UInt8] {
        ActivityModel.around(
            ActivityModel.adHoc(active: Self.both, until: condition, cancelsRemaining: false, inside), beside: beside)
    }

    @Test(
        "ASJ-1, ASJ-2: a waiting token keeps it open; behind the join goes a new inner instance",
        arguments: Harness.allCases)
    func join(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(model(Self.joined, until: "true"))
            var key = try await world.create(definition)
            try await world.work("task1")
            let adHoc = try #require(try await world.tree(key).element("ah")).key
            #expect(try await world.tree(key).tokens.map(\.scope) == [adHoc])
            #expect(try await world.tree(key).elements.filter { $0.scope == adHoc }.count == 1)
            try await world.client.cancelProcessInstance(key)

            key = try await world.create(definition)
            for type in ["task1", "task2"] { try await world.work(type) }
            let task = try #require(try await world.tree(key).element("task3"))
            let scope = try #require(try await world.tree(key).elements.first { $0.key == task.scope })
            #expect(scope.kind == "AD_HOC_SUB_PROCESS_INNER_INSTANCE")
            try await world.work("task3")
            #expect(try await world.active(key) == ["after"])
        }
    }

    @Test("A138: the end of all drops the tokens that wait", arguments: Harness.allCases)
    func dropped(harness: Harness) async throws {
        let file = ActivityModel.around(
            ActivityModel.adHoc(active: Self.both, until: "done", Self.joined))
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(file), "{\"done\": false}")
            try await world.work("task1")
            #expect(try await world.tree(key).tokens.count == 1)
            let adHoc = try #require(try await world.tree(key).element("ah")).key
            try await world.client.activateAdHocActivities(
                ActivateAdHocActivities(adHocInstanceKey: adHoc, activities: [.init(elementID: "task1")]))
            try await world.work("task1", "{\"done\": true}")
            #expect(try await world.active(key) == ["after"])
            #expect(try await world.tree(key).tokens.isEmpty)
        }
    }

    @Test("ASJ-3, ASJ-5, ASJ-6: through gateways, on to other joins, and by several flows", arguments: Harness.allCases)
    func shapes(harness: Harness) async throws {
        let viaGateway =
            Model.service("task1") + Model.service("task2") + Model.exclusive("choice") + Model.parallel("join")
            + Model.service("task3") + Model.path("task1", "choice", "join", "task3") + Model.path("task2", "join")
        let twoJoins =
            Model.service("task1") + Model.service("task2") + Model.parallel("join1") + Model.parallel("join2")
            + Model.service("task3") + Model.service("task4") + Model.path("task1", "join1", "join2", "task4")
            + Model.path("task2", "join1") + Model.path("task3", "join2")
        let fork =
            Model.service("task1") + Model.service("task2") + Model.parallel("join") + Model.service("a")
            + Model.service("b") + Model.path("task1", "join", "a") + Model.path("task2", "join", "b")
        try await harness.withWorld { world in
            for (inside, rest) in [(viaGateway, ["task3"]), (fork, ["a", "b"])] {
                let key = try await world.create(try await world.deployOne(model(inside)))
                for type in ["task1", "task2"] { try await world.work(type) }
                let tree = try await world.tree(key)
                #expect(Set(rest.compactMap { tree.element($0)?.scope }).count == rest.count)
                for type in rest { try await world.work(type) }
                #expect(try await world.active(key) == ["after"])
                try await world.work("after")
            }
            let key = try await world.create(try await world.deployOne(model(twoJoins)))
            let adHoc = try #require(try await world.tree(key).element("ah")).key
            try await world.client.activateAdHocActivities(
                ActivateAdHocActivities(adHocInstanceKey: adHoc, activities: [.init(elementID: "task3")]))
            for type in ["task1", "task2", "task3", "task4"] { try await world.work(type) }
            #expect(try await world.active(key) == ["after"])
        }
    }

    @Test("A138: an inclusive join waits for what other inner instances may still bring", arguments: Harness.allCases)
    func inclusive(harness: Harness) async throws {
        let inside = Self.joined.replacing("parallelGateway", with: "inclusiveGateway")
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model(inside)))
            try await world.work("task1")
            #expect(try await world.tree(key).tokens.count == 1)
            try await world.work("task2")
            try await world.work("task3")
            #expect(try await world.active(key) == ["after"])
        }
    }

    @Test("ASJ-8: what was done inside can be compensated after it", arguments: Harness.allCases)
    func compensated(harness: Harness) async throws {
        let inside =
            Model.service("task1") + Model.service("task2")
            + ActivityModel.element(
                "boundaryEvent", "undo", "attachedToRef=\"task1\"", "<bpmn:compensateEventDefinition/>")
            + ActivityModel.element(
                "serviceTask", "handler", "isForCompensation=\"true\"", extensions: ActivityModel.job("handler"))
            + "<bpmn:association id=\"ties\" sourceRef=\"undo\" targetRef=\"handler\"/>"
        let file = ActivityModel.file(
            "p", Model.start("s"), ActivityModel.adHoc(active: Self.both, inside),
            ActivityModel.element("intermediateThrowEvent", "throw", "", "<bpmn:compensateEventDefinition/>"),
            Model.end("e"), Model.path("s", "ah", "throw", "e"))
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(file))
            for type in ["task2", "task1", "handler"] { try await world.work(type) }
            try await world.ended(key)
        }
    }

    @Test("AHV-1 to AHV-9: what may begin is described", arguments: Harness.allCases)
    func described(harness: Harness) async throws {
        let inside =
            """
            <bpmn:userTask id="user" name="Look"><bpmn:documentation>Look at it.</bpmn:documentation>
            <bpmn:extensionElements><zeebe:properties><zeebe:property name="a" value="1"/>
            <zeebe:property name="empty" value=""/><zeebe:property name="blank" value=" "/><zeebe:property name="none"/>
            </zeebe:properties></bpmn:extensionElements></bpmn:userTask>
            """
            + ActivityModel.element(
                "serviceTask", "tool",
                extensions: ActivityModel.job("tool")
                    + ActivityModel.mappings(
                        Model.input("=fromAi(toolCall.a)", "a"),
                        Model.input(
                            "={x: [fromAi(value: b, description: \"what\", type: \"number\", schema: {min: 1}, options: {required: true})]}",
                            "b"), Model.input("=1", "c")))
            + Model.service("next") + Model.path("tool", "next") + "<bpmn:intermediateThrowEvent id=\"thrown\"/>"
            + ActivityModel.element(
                "subProcess", "esp", "triggeredByEvent=\"true\"",
                "<bpmn:startEvent id=\"i\"><bpmn:signalEventDefinition signalRef=\"alarm\"/></bpmn:startEvent>")
        let file = ActivityModel.around(ActivityModel.adHoc(active: "", inside))
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(file))
            let adHoc = try #require(try await world.tree(key).element("ah")).key

            #expect(
                try await world.tree(key).variable("adHocSubProcessElements", in: adHoc) == """
                    [{"elementId":"user","elementName":"Look","documentation":"Look at it.",\
                    "properties":{"a":"1","empty":null,"blank":" ","none":null},"parameters":null},\
                    {"elementId":"tool","elementName":null,"documentation":null,"properties":{},\
                    "parameters":[{"name":"a","description":null,"type":null,"schema":null,"options":null},\
                    {"name":"b","description":"what","type":"number","schema":{"min":1},"options":{"required":true}}]},\
                    {"elementId":"thrown","elementName":null,"documentation":null,"properties":{},"parameters":null}]
                    """)
        }
    }
}
