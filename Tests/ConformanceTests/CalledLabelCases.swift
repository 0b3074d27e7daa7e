import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Business ids and tags of called instances (Camunda 8: A107).
@Suite(.timeLimit(.minutes(1)))
struct CalledLabelCases {
    private func caller(_ attributes: String, mapping: String = "") -> [UInt8] {
        ActivityModel.file(
            "p", Model.start("s"),
            ActivityModel.element(
                "callActivity", "call", extensions: ActivityModel.called("child", attributes) + mapping),
            Model.path("s", "call"))
    }

    @Test(
        "A107: inherited, none, or by an expression that sees the mappings; tags go along", arguments: Harness.allCases)
    func labels(harness: Harness) async throws {
        let mapping = ActivityModel.mappings(Model.input("=\"c-\" + string(n)", "mine"))
        let cases = [
            ("", "", "order-7"), ("businessId=\"\"", "", ""), ("businessId=\"fixed\"", "", "fixed"),
            ("businessId=\"=mine\"", mapping, "c-4"),
        ]
        try await harness.withWorld { world in
            try await world.deploy(
                ActivityModel.file("child", Model.start("s"), Model.service("t"), Model.path("s", "t")))
            for (attributes, mapping, expected) in cases {
                let definition = try await world.deployOne(caller(attributes, mapping: mapping))
                let key = try await world.client.createProcessInstance(
                    CreateProcessInstance(
                        definition: .key(definition.key), variables: Variables(parsing: "{\"n\": 4}"),
                        tags: ["red", "b:2"], businessID: "order-7")
                ).processInstanceKey
                let called = try await world.tree(try await world.called(by: key, "call")).summary
                #expect(called.businessID == expected, "\(attributes)")
                #expect(called.tags == ["red", "b:2"])
            }
        }
    }

    @Test("A107: what is no text, or too long, is an incident", arguments: Harness.allCases)
    func failures(harness: Harness) async throws {
        try await harness.withWorld { world in
            try await world.deploy(
                ActivityModel.file("child", Model.start("s"), Model.service("t"), Model.path("s", "t")))
            let definition = try await world.deployOne(caller("businessId=\"=mine\""))
            for wrong in ["7", "null", "\"\(String(repeating: "x", count: 257))\""] {
                let key = try await world.create(definition, "{\"mine\": \(wrong)}")
                #expect(try await world.incidents(key) == ["EXTRACT_VALUE_ERROR call"])
                try await world.setVariables(key.root, "{\"mine\": \"ok\"}")
                try await world.resolveAll(key)
                let called = try await world.called(by: key, "call")
                #expect(try await world.tree(called).summary.businessID == "ok")
            }
        }
    }
}
