import FerryModel
import FerryTestSupport
import Testing

/// Conditional start events (Camunda 8: R147, cases CST and CEV).
@Suite struct ConditionalStartTests {
    @Test(
        "CEV-3, CEV-4, CEV-5, CEV-7, CEV-8, CEV-9, CEV-14: what starts, and what does not",
        arguments: [
            ("=x &gt; y", "", #"{"x":2,"y":1}"#, 1), ("=x &gt; y", "", #"{"x":1,"y":2}"#, 0),
            ("=x &gt; y", "", #"{"x":1}"#, 0), ("=x &gt; y", "z", #"{"x":2,"y":1}"#, 0),
            ("=x &gt; y", "x, y, z", #"{"x":2,"y":1}"#, 1), ("=amount &gt; 500", "", #"{"amount":100}"#, 0),
            ("=status = &quot;VIP&quot; and amount &gt; 500", "", #"{"status":"VIP","amount":501}"#, 1),
            ("=order.total &gt; 50", "", #"{"order":{"total":51}}"#, 1), ("=x", "", #"{"x":"yes"}"#, 0),
            ("=x &gt; y", "", "{}", 0),
        ])
    func startsWhatHolds(condition: String, names: String, variables: String, count: Int) throws {
        let world = try EngineWorld()
        try world.deploy(Self.process("p", condition, names: names))

        let started = try world.evaluate(variables)

        #expect(started.count == count)
        #expect(try world.running() == started)
        try world.checkReplay()
    }

    @Test("CEV-2: one instance for every start event that holds, with the variables given")
    func startsEveryProcessThatHolds() throws {
        let world = try EngineWorld()
        try world.deploy(Self.process("b", "=x &gt; 1"))
        try world.deploy(Self.process("a", "=x &gt; 1"))

        let started = try world.evaluate(#"{"x":2}"#)

        #expect(try started.map { try world.tree($0).summary.processID } == ["a", "b"])
        #expect(try started.map { try world.tree($0).variable("x") } == ["2", "2"])
    }

    @Test("CEV-10: with a definition only that one")
    func looksAtOneDefinitionOnly() throws {
        let world = try EngineWorld()
        try world.deploy(Self.process("a", "=true"))
        let b = try world.deploy(Self.process("b", "=true"))

        let started = try world.evaluate("{}", definition: b.key)

        #expect(try started.map { try world.tree($0).summary.processID } == ["b"])
    }

    @Test("CEV-12: an unknown definition is refused")
    func refusesAnUnknownDefinition() throws {
        let world = try EngineWorld()

        let refusal = try world.refusal(.evaluateConditions(EvaluateConditions(definitionKey: 99)))

        #expect(refusal.code == .notFound)
    }

    @Test("CST-3, CST-4: only the latest version counts")
    func onlyTheLatestVersionCounts() throws {
        let world = try EngineWorld()
        let first = try world.deploy(Self.process("p", "=x = 1"))
        try world.deploy(Self.process("p", "=x = 2"))

        #expect(try world.evaluate(#"{"x":1}"#).isEmpty)
        #expect(try world.evaluate(#"{"x":1}"#, definition: first.key).isEmpty)
        let started = try #require(try world.evaluate(#"{"x":2}"#).first)
        #expect(try world.tree(started).summary.version == 2)
        try world.deploy(Model.oneTask("p"))
        #expect(try world.evaluate(#"{"x":2}"#).isEmpty)
    }

    @Test func aRepeatedCallStartsNothingMore() throws {
        let world = try EngineWorld()
        try world.deploy(Self.process("p", "=true"))
        let call = Call.evaluateConditions(EvaluateConditions())

        let answers = try [world.call(call, idempotencyKey: "k"), world.call(call, idempotencyKey: "k")]

        #expect(answers[0] == answers[1])
        #expect(try world.running().count == 1)
    }

    @Test func neverBeginsByItself() throws {
        let world = try EngineWorld()
        try world.deploy(Self.process("p", "=true"))

        try world.pass(milliseconds: 1_000_000)

        #expect(try world.running().isEmpty)
    }

    private static func process(_ id: String, _ condition: String, names: String = "") -> [UInt8] {
        let filter = """
            <bpmn:extensionElements><zeebe:conditionalFilter variableNames="\(names)"/></bpmn:extensionElements>
            """
        return Model.file(
            id,
            """
            <bpmn:startEvent id="start"><bpmn:conditionalEventDefinition>\(names.isEmpty ? "" : filter)\
            <bpmn:condition>\(condition)</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:startEvent>
            """, Model.service("task"), Model.path("start", "task"))
    }
}

extension EngineWorld {
    func evaluate(_ variables: String, definition: ProcessDefinitionKey? = nil) throws -> [ProcessInstanceKey] {
        let answer = try call(
            .evaluateConditions(
                EvaluateConditions(variables: try Variables(parsing: variables), definitionKey: definition)))
        guard case .evaluateConditions(let evaluated) = answer else { throw Unexpected() }
        return evaluated.started
    }
}
