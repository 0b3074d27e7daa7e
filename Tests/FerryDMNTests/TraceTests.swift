import FerryDMN
import FerryFEEL
import FerryXML
import Testing

/// The record of an evaluation, which is what Camunda 8 writes as evaluated decisions (BRT-6, BRT-8, SDE, C152).
@Suite struct TraceTests {
    static let jedi = Models.file(
        Models.decision(
            Models.table(
                "", inputs: ["lightsaberColor"], outputs: [Models.output("side")],
                rules: ["\"blue\" | \"Jedi\"", "\"red\" | \"Sith\""]),
            id: "jedi_or_sith")
            + Models.decision(
                Models.table(
                    "", inputs: ["jedi_or_sith", "height"], outputs: [Models.output("name")],
                    rules: ["\"Jedi\" | > 1.7 | \"Obi-Wan Kenobi\"", "\"Sith\" | - | \"Darth Vader\""], ids: "f-"),
                id: "force_user", requiring: Models.requires(decision: "jedi_or_sith")))

    @Test func recordsRequiredDecisionsFirst() throws {
        let evaluation = try evaluate(Self.jedi, "force_user", "{\"lightsaberColor\":\"blue\",\"height\":1.82}")

        #expect(evaluation.result == "\"Obi-Wan Kenobi\"")
        #expect(
            evaluation.evaluatedDecisions == [
                EvaluatedDecision(
                    id: "jedi_or_sith", name: "Name of jedi_or_sith", kind: .table,
                    inputs: [EvaluatedInput(id: "i1", name: "lightsaberColor", value: .string("blue"))],
                    matchedRules: [
                        MatchedRule(
                            id: "r1", index: 1,
                            outputs: [EvaluatedOutput(id: "o-side", name: "side", value: .string("Jedi"))])
                    ], output: .string("Jedi")),
                EvaluatedDecision(
                    id: "force_user", name: "Name of force_user", kind: .table,
                    inputs: [
                        EvaluatedInput(id: "f-i1", name: "jedi_or_sith", value: .string("Jedi")),
                        EvaluatedInput(id: "f-i2", name: "height", value: .number(FEELNumber("1.82")!)),
                    ],
                    matchedRules: [
                        MatchedRule(
                            id: "f-r1", index: 1,
                            outputs: [EvaluatedOutput(id: "o-name", name: "name", value: .string("Obi-Wan Kenobi"))])
                    ], output: .string("Obi-Wan Kenobi")),
            ])
    }

    @Test func endsWithTheDecisionThatFailed() throws {
        let file = Self.jedi.replacing("<text>lightsaberColor", with: "<text>assert(lightsaberColor, false)")

        let evaluation = try evaluate(file, "force_user")

        let failure = try #require(evaluation.failure)
        #expect(failure.decisionID == "jedi_or_sith")
        #expect(failure.code == "ASSERT_FAILURE")
        #expect(failure.message.hasPrefix("decision 'jedi_or_sith': "))
        #expect(
            evaluation.evaluatedDecisions == [
                EvaluatedDecision(
                    id: "jedi_or_sith", name: "Name of jedi_or_sith", kind: .table, inputs: [], matchedRules: [],
                    output: .null)
            ])
    }

    @Test func keepsTheRulesThatBreakAHitPolicy() throws {
        let table = Models.table(
            "", inputs: ["x"], outputs: [Models.output("o")], rules: ["> 1 | 1", "< 0 | 2", "> 2 | 3"])

        let evaluation = try evaluate(Models.file(Models.decision(table)), "d", "{\"x\":3}")

        #expect(evaluation.result == "!HIT_POLICY_VIOLATED")
        #expect(evaluation.evaluatedDecisions.map { $0.matchedRules.map(\.index) } == [[1, 3]])
        #expect(evaluation.evaluatedDecisions.map(\.output) == [.null])
    }

    @Test func prefersLabels() throws {
        let table = Models.table("", inputs: ["x"], outputs: [Models.output("o")], rules: ["- | 1"])
            .replacing("<input id", with: "<input label=\"The X\" id")
            .replacing("<output id", with: "<output label=\"The O\" id")

        let decision = try evaluate(Models.file(Models.decision(table)), "d", "{\"x\":3}").evaluatedDecisions[0]

        #expect(decision.inputs.map(\.name) == ["The X"])
        #expect(decision.matchedRules[0].outputs.map(\.name) == ["The O"])
    }

    @Test func onlyTablesHaveInputsAndRules() throws {
        let inner = Models.table("", inputs: ["1"], outputs: [Models.output("o")], rules: ["- | 1"])

        let evaluation = try evaluate(Models.file(Models.decision("<list>\(inner)</list>")))

        #expect(
            evaluation.evaluatedDecisions == [
                EvaluatedDecision(
                    id: "d", name: "Name of d", kind: .list, inputs: [], matchedRules: [],
                    output: .list([.number(.one)]))
            ])
    }

    @Test func failsForADecisionThatIsNotThere() throws {
        let evaluation = try evaluate(Self.jedi, "gone")

        #expect(evaluation.failure?.code == "DECISION_NOT_FOUND")
        #expect(evaluation.failure?.decisionID == "gone")
        #expect(evaluation.evaluatedDecisions.isEmpty)
    }
}
