import FerryDMN
import FerryFEEL
import FerryXML
import Testing

/// Decisions that require decisions, functions and services.
@Suite struct RequirementTests {
    @Test(arguments: [
        ("by its id", nil, "a + 1", "2"), ("by its variable", "theA", "theA + 1", "2"),
        ("not by its id if it has a variable", "theA", "a + 1", "null"),
    ])
    func callsARequiredDecision(_ name: String, _ variable: String?, _ text: String, _ expected: String) throws {
        let file = Models.file(
            Models.decision(Models.literal("1"), id: "a", variable: variable)
                + Models.decision(Models.literal(text), requiring: Models.requires(decision: "a")))

        #expect(try evaluate(file).result == expected)
    }

    @Test func aResultHidesAVariable() throws {
        let file = Models.file(
            Models.decision(Models.literal("1"), id: "a")
                + Models.decision(Models.literal("a"), requiring: Models.requires(decision: "a")))

        #expect(try evaluate(file, "d", "{\"a\":7}").result == "1")
    }

    @Test func aDecisionThatIsNotRequiredIsNotSeen() throws {
        let file = Models.file(
            Models.decision(Models.literal("1"), id: "a")
                + Models.decision(Models.literal("a"), id: "b", requiring: Models.requires(decision: "a"))
                + Models.decision(Models.literal("[a, b]"), requiring: Models.requires(decision: "b")))

        #expect(try evaluate(file).result == "[null,1]")
    }

    @Test func evaluatesEachDecisionOnce() throws {
        let requires = { (ids: [String]) in ids.map(Models.requires(decision:)).joined() }
        let file = Models.file(
            Models.decision(Models.literal("left + right"), requiring: requires(["left", "right"]))
                + Models.decision(Models.literal("base * 2"), id: "left", requiring: requires(["base"]))
                + Models.decision(Models.literal("base * 3"), id: "right", requiring: requires(["base", "left"]))
                + Models.decision(Models.literal("1"), id: "base"))

        let evaluation = try evaluate(file)

        #expect(evaluation.result == "5")
        #expect(evaluation.evaluatedDecisions.map(\.id) == ["base", "left", "right", "d"])
    }

    /// Each layer requires both decisions of the one below: 2 to the 50th paths.
    @Test func manyPathsAreNotManyEvaluations() throws {
        var body = Models.decision(Models.literal("1"), id: "a0") + Models.decision(Models.literal("1"), id: "b0")
        for layer in 1...50 {
            let below = Models.requires(decision: "a\(layer - 1)") + Models.requires(decision: "b\(layer - 1)")
            for name in ["a", "b"] {
                body += Models.decision(Models.literal("a\(layer - 1)"), id: "\(name)\(layer)", requiring: below)
            }
        }

        let evaluation = try evaluate(Models.file(body), "a50")

        #expect(evaluation.result == "1")
        #expect(evaluation.evaluatedDecisions.count == 101)
    }

    @Test func longChainsNeedNoStack() throws {
        let chain = (1..<2_000).map {
            Models.decision(
                Models.literal("n\($0 - 1) + 1"), id: "n\($0)", requiring: Models.requires(decision: "n\($0 - 1)"))
        }

        let evaluation = try evaluate(
            Models.file(chain.joined() + Models.decision(Models.literal("0"), id: "n0")), "n1999")

        #expect(evaluation.result == "1999")
    }

    @Test func aFailureNamesTheDecisionThatFailed() throws {
        let file = Models.file(
            Models.decision(Models.literal("assert(x, x != null)"), id: "a")
                + Models.decision(Models.literal("1"), requiring: Models.requires(decision: "a")))

        let failure = try #require(try evaluate(file).failure)

        #expect(failure.decisionID == "a")
        #expect(failure.position?.line == 3)
    }

    // Business knowledge models.

    static func calling(_ text: String, _ knowledge: String, requiring name: String = "f") -> String {
        Models.file(Models.decision(Models.literal(text), requiring: Models.requires(knowledge: name)) + knowledge)
    }

    @Test(arguments: [
        ("f(4, 1)", "3"), ("f(b: 1, a: 4)", "3"), ("for i in 1..3 return f(i, 1)", "[0,1,2]"),
        ("sort([3, 1, 2], function(a, b) f(a, b) < 0)", "[1,2,3]"), ("f(1)", "null"), ("f(\"a\", 1)", "null"),
        ("f(f(9, 2), 3)", "4"),
    ])
    func callsBusinessKnowledge(_ text: String, _ expected: String) throws {
        let file = Self.calling(text, Models.knowledge("f", ["a", "b"], Models.literal("a - b")))

        #expect(try evaluate(file).result == expected)
    }

    @Test func callsATableAsAFunction() throws {
        let table = Models.table(
            "", inputs: ["age"], outputs: [Models.output("r")], rules: ["< 18 | \"minor\"", ">= 18 | \"adult\""])
        let file = Self.calling("for a in [17, 18] return f(a)", Models.knowledge("f", ["age"], table))

        #expect(try evaluate(file).result == "[\"minor\",\"adult\"]")
    }

    @Test func businessKnowledgeMayRequireOther() throws {
        let file = Self.calling(
            "f(1)",
            Models.knowledge("f", ["n"], Models.literal("g(n) + 1"), requiring: Models.requires(knowledge: "g"))
                + Models.knowledge("g", ["n"], Models.literal("n * 10")))

        #expect(try evaluate(file).result == "11")
    }

    @Test func businessKnowledgeThatIsNotRequiredIsUnknown() throws {
        let file = Self.calling(
            "g(1)", Models.knowledge("f", [], Models.literal("1")) + Models.knowledge("g", ["n"], Models.literal("n")))

        let evaluation = try evaluate(file)

        #expect(evaluation.result == "null")
        #expect(evaluation.warnings.map(\.code) == ["NO_FUNCTION_FOUND"])
    }

    /// Camunda hands the variables of the evaluation to everything, but not the locals of whoever calls.
    @Test func aFunctionSeesVariablesButNotItsCaller() throws {
        let file = Self.calling(
            "{local: 2, result: f()}.result", Models.knowledge("f", [], Models.literal("[x, local]")))

        #expect(try evaluate(file, "d", "{\"x\":1}").result == "[1,null]")
    }

    @Test func aFunctionThatFailsIsNullToAnExpressionAndAFailureToAnInvocation() throws {
        let table = Models.table("", inputs: [], outputs: [Models.output("r")], rules: ["1", "2"])
        let knowledge = Models.knowledge("f", [], table)
        let invocation = "<invocation>\(Models.literal("f"))</invocation>"

        let called = try evaluate(Self.calling("[f()]", knowledge))
        let invoked = try evaluate(
            Models.file(Models.decision(invocation, requiring: Models.requires(knowledge: "f")) + knowledge))

        #expect(called.result == "[null]")
        #expect(called.warnings.map(\.code) == ["FUNCTION_INVOCATION_FAILURE"])
        #expect(invoked.result == "!FUNCTION_INVOCATION_FAILURE")
        #expect(invoked.failure?.message.contains("hit policy UNIQUE: 2 rules match") == true)
    }

    @Test func aMissedAssertInAFunctionEndsTheEvaluation() throws {
        let file = Self.calling("[f()]", Models.knowledge("f", [], Models.literal("assert(1, false)")))

        #expect(try evaluate(file).result == "!ASSERT_FAILURE")
    }

    @Test func parametersHaveTypes() throws {
        let knowledge = Models.knowledge("f", ["n"], Models.literal("n"))
            .replacing("<formalParameter name", with: "<formalParameter typeRef=\"number\" name")

        let evaluation = try evaluate(Self.calling("[f(1), f(null), f(\"a\")]", knowledge))

        #expect(evaluation.result == "[1,null,null]")
        #expect(evaluation.warnings.map(\.code) == ["FUNCTION_INVOCATION_FAILURE"])
    }

    // Decision services.

    static let service = Models.file(
        """
        <inputData id="in" name="x"><variable name="x"/></inputData>
        \(Models.decision(Models.literal("x * 10"), id: "inner"))
        \(Models.decision(Models.literal("inner + offset"), id: "outer",
            requiring: Models.requires(decision: "inner") + Models.requires(decision: "offset")))
        \(Models.decision(Models.literal("1000"), id: "offset"))
        <decisionService id="s" name="serve"><variable name="serve"/>
        <outputDecision href="#outer"/><encapsulatedDecision href="#inner"/><inputDecision href="#offset"/>
        <inputData href="#in"/></decisionService>
        \(Models.decision(Models.literal("serve(2, 5)"), requiring: Models.requires(knowledge: "s")))
        """)

    @Test(arguments: [
        ("outer", "{\"x\":2}", "1020"), ("s", "{\"x\":2,\"offset\":5}", "25"), ("s", "{\"x\":2}", "null"),
        ("d", "{}", "25"),
    ])
    func aServiceIsHandedItsInputDecisions(_ id: String, _ variables: String, _ expected: String) throws {
        #expect(try evaluate(Self.service, id, variables).result == expected)
    }

    @Test func aServiceOfSeveralOutputsGivesAContext() throws {
        let file = Self.service.replacing("<outputDecision", with: "<outputDecision href=\"#inner\"/><outputDecision")

        #expect(try evaluate(file, "s", "{\"x\":1,\"offset\":1}").result == "{\"inner\":10,\"outer\":11}")
    }
}
