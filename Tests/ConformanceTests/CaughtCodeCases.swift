import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Camunda 7's variables of a caught error or escalation.
@Suite(.timeLimit(.minutes(1)))
struct CaughtCodeCases {
    private static let camunda = "xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\""
    private static let declared = """
        <bpmn:error id="oops" errorCode="oops"/><bpmn:escalation id="late" escalationCode="late"/>
        """
    private static let error =
        "<bpmn:errorEventDefinition \(camunda) camunda:errorCodeVariable=\"code\" camunda:errorMessageVariable=\"said\"/>"
    private static let escalation =
        "<bpmn:escalationEventDefinition \(camunda) escalationRef=\"late\" camunda:escalationCodeVariable=\"code\"/>"

    private func file(_ parts: String...) -> [UInt8] {
        ActivityModel.file("p", declaring: Self.declared, parts.joined())
    }

    private static func helped(_ attached: String, _ definition: String) -> String {
        ActivityModel.element("boundaryEvent", "caught", "attachedToRef=\"\(attached)\"", definition)
            + Model.service("helped") + Model.path("caught", "helped")
    }

    @Test("a boundary event sets what a job has thrown in the scope around it", arguments: Harness.allCases)
    func job(harness: Harness) async throws {
        let model = file(
            Model.start("s"),
            ActivityModel.element(
                "subProcess", "sub", "", Model.start("i"), Model.service("work"), Model.path("i", "work"),
                Self.helped("work", Self.error)), Model.path("s", "sub"))
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model))
            let job = try #require(try await world.jobs("work").first)
            try await world.client.throwError(
                ThrowError(jobKey: job.key, errorCode: "oops", errorMessage: "it \"broke\""))

            let tree = try await world.tree(key)
            #expect(tree.active == ["helped"])
            let sub = try #require(tree.element("sub")).key
            #expect(tree.variable("code", in: sub) == "\"oops\"")
            #expect(tree.variable("said", in: sub) == "\"it \\\"broke\\\"\"")
            #expect(tree.variable("code") == nil)
        }
    }

    @Test("an event subprocess and a call activity's boundary event, too", arguments: Harness.allCases)
    func elsewhere(harness: Harness) async throws {
        let inside = file(
            Model.start("s"),
            ActivityModel.element("endEvent", "thrown", "", "<bpmn:errorEventDefinition errorRef=\"oops\"/>"),
            ActivityModel.element(
                "subProcess", "esp", "triggeredByEvent=\"true\"",
                "<bpmn:startEvent id=\"i\">\(Self.error)</bpmn:startEvent>",
                Model.service("helped"), Model.path("i", "helped")), Model.path("s", "thrown"))
        let child = ActivityModel.file(
            [
                ActivityModel.process(
                    "child", Model.start("s"),
                    ActivityModel.element(
                        "endEvent", "thrown", "", "<bpmn:escalationEventDefinition escalationRef=\"late\"/>"),
                    Model.path("s", "thrown"))
            ], declaring: Self.declared)
        let caller = file(
            Model.start("s"),
            ActivityModel.element("callActivity", "call", extensions: ActivityModel.called("child")),
            Self.helped("call", Self.escalation), Model.path("s", "call"))
        try await harness.withWorld { world in
            try await world.deploy(child)
            for (model, code) in [(inside, "\"oops\""), (caller, "\"late\"")] {
                let key = try await world.create(try await world.deployOne(model))
                #expect(try await world.tree(key).element("helped") != nil)
                #expect(try await world.tree(key).variable("code") == code)
            }
        }
    }
}
