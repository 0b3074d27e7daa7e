import FerryModel
import FerryTestSupport
import Testing

/// What a plan does to variables.
@Suite struct MigrationVariableTests {
    private static let model = Model.file(
        "p", Model.start("s"), Model.sub("sub", around: "t"), Model.end("e"), Model.path("s", "sub", "e"))

    private func json(_ text: String) throws -> JSONValue { try JSONValue(parsing: text) }

    @Test func setsRemovesRenamesAndWorksOut() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(Self.model)
        let key = try world.create(definition, #"{"a":1,"b":2,"c":3}"#)
        let sub = try #require(try world.tree(key).element("sub")).key

        let report = try world.migrate(
            key,
            by: .strict(
                definition, autoMap: .equal,
                variables: [
                    VariableChange(.set("a", try json("10"))), VariableChange(.remove("b")),
                    VariableChange(.rename("c", to: "d")), VariableChange(.evaluate("sum", "a + d")),
                    VariableChange(.remove("nobody")), VariableChange(scopeID: "sub", .evaluate("local", "sum * 2")),
                ]))

        let tree = try world.tree(key)
        #expect(["a", "b", "c", "d", "sum"].map { tree.variable($0) } == ["10", nil, nil, "3", "13"])
        #expect(tree.variable("local", in: sub) == "26")
        #expect(report.structure.variables.map(\.name) == ["a", "b", "c", "d", "sum", "local"])
        #expect(report.structure.variables.first?.before?.text == "1")
        #expect(try world.events().last?.kind == "PROCESS_INSTANCE_MIGRATED")
        try world.checkReplay()
    }

    @Test func whatStaysAsItWasIsNoChange() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(Self.model)
        let key = try world.create(definition, #"{"a":1}"#)

        let report = try world.migrate(
            key,
            by: .strict(
                definition, autoMap: .equal,
                variables: [VariableChange(.set("a", try json("2"))), VariableChange(.set("a", try json("1")))]))

        #expect(report.structure.isEmpty)
    }

    @Test func aDryRunSaysItAndDoesNothing() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(Self.model)
        let key = try world.create(definition, #"{"a":1}"#)
        let before = try world.dump()
        let plan = MigrationPlan.strict(
            definition, autoMap: .equal, variables: [VariableChange(.set("a", try json("2")))])

        let dry = try world.migrate(key, by: plan, dryRun: true)

        #expect(try world.dump() == before)
        #expect(try world.migrate(key, by: plan).structure == dry.structure)
    }

    @Test func theTargetsExpressionsSeeTheChanges() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Model.oneTask("p", task: "t"))
        let target = try world.deploy(Model.oneTask("p", task: "t", type: "=kind"))
        let key = try world.create(source, #"{"old":"k"}"#)

        _ = try world.migrate(
            key,
            by: .strict(
                target, [("t", "t")], variables: [VariableChange(.rename("old", to: "kind"))], recreating: ["t"]))

        #expect(try world.tree(key).element("t")?.job?.type == "k")
    }

    @Test func whatThePlanSetsGoesBeforeMappings() throws {
        let world = try EngineWorld()
        let source = try world.deploy(
            Model.file(
                "p", Model.start("s"),
                Model.sub(
                    "sub", output: Model.output("=1", "x"), Model.start("i"), Model.service("t"), Model.path("i", "t")),
                Model.path("s", "sub")))
        let target = try world.deploy(Model.oneTask("p", task: "t"))
        let key = try world.create(source)

        _ = try world.migrate(
            key, by: .adaptive(target, [("t", "t")], variables: [VariableChange(.set("x", try json("2")))]))

        #expect(try world.tree(key).variable("x") == "2")
    }

    @Test func refusesWhatCannotBe() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(Self.model)
        let key = try world.create(definition, #"{"a":1,"b":2}"#)
        let cases: [(VariableChange, String)] = [
            (VariableChange(.evaluate("x", "1 +")), "EXPRESSION_FAILED p"),
            (VariableChange(.evaluate("x", "nothing + 1")), "EXPRESSION_FAILED p"),
            (VariableChange(.evaluate("x", "function(a) a")), "EXPRESSION_FAILED p"),
            (VariableChange(scopeID: "sub", .evaluate("x", "assert(a, a = 2)")), "EXPRESSION_FAILED sub"),
            (VariableChange(scopeID: "nowhere", .remove("a")), "UNKNOWN_SOURCE_ELEMENT nowhere"),
            (VariableChange(.rename("a", to: "b")), "VARIABLE_CONFLICT p"),
        ]
        for (change, reason) in cases {
            #expect(
                try world.refusals(key, .strict(definition, autoMap: .equal, variables: [change])) == [reason],
                "\(change)")
        }
    }
}
