import FerryDMN
import FerryFEEL
import Testing

/// What becomes of the rules that match, policy by policy.
@Suite struct HitPolicyTests {
    /// Rule 1 matches below 10, rule 2 below 20, rule 3 below 30.
    static func table(_ policy: String, _ results: [String], output: String = Models.output("out")) -> String {
        let bounds = ["< 10", "< 20", "< 30"]
        return Models.file(
            Models.decision(
                Models.table(
                    policy, inputs: ["x"], outputs: [output], rules: zip(bounds, results).map { "\($0) | \($1)" })))
    }

    @Test(arguments: [
        ("", 25, "3"), ("hitPolicy=\"UNIQUE\"", 25, "3"), ("hitPolicy=\"UNIQUE\"", 15, "!HIT_POLICY_VIOLATED"),
        ("hitPolicy=\"UNIQUE\"", 99, "null"),
        ("hitPolicy=\"FIRST\"", 5, "1"), ("hitPolicy=\"FIRST\"", 15, "2"), ("hitPolicy=\"FIRST\"", 99, "null"),
        ("hitPolicy=\"ANY\"", 25, "3"), ("hitPolicy=\"ANY\"", 15, "!HIT_POLICY_VIOLATED"),
        ("hitPolicy=\"ANY\"", 99, "null"),
        ("hitPolicy=\"RULE ORDER\"", 5, "[1,2,3]"), ("hitPolicy=\"RULE ORDER\"", 25, "[3]"),
        ("hitPolicy=\"RULE ORDER\"", 99, "null"),
        ("hitPolicy=\"COLLECT\"", 5, "[1,2,3]"), ("hitPolicy=\"COLLECT\"", 25, "[3]"),
        ("hitPolicy=\"COLLECT\"", 99, "null"),
        ("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", 5, "6"),
        ("hitPolicy=\"COLLECT\" aggregation=\"MIN\"", 5, "1"),
        ("hitPolicy=\"COLLECT\" aggregation=\"MAX\"", 5, "3"),
        ("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", 15, "2"),
        ("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", 99, "null"),
        ("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", 99, "null"),
    ])
    func makesOneValueOfTheMatches(_ policy: String, _ x: Int, _ expected: String) throws {
        let evaluation = try evaluate(Self.table(policy, ["1", "2", "3"]), "d", "{\"x\":\(x)}")

        #expect(evaluation.result == expected)
    }

    @Test(arguments: [
        ("UNIQUE", "42"), ("FIRST", "42"), ("ANY", "42"), ("PRIORITY", "42"), ("COLLECT", "42"), ("RULE ORDER", "42"),
        ("OUTPUT ORDER", "42"),
    ])
    func givesTheDefaultOutputWhenNothingMatches(_ policy: String, _ expected: String) throws {
        let output = Models.output("out", default: "40 + 2")

        let evaluation = try evaluate(
            Self.table("hitPolicy=\"\(policy)\"", ["1", "2", "3"], output: output), "d", "{\"x\":99}")

        #expect(evaluation.result == expected)
    }

    @Test func anyAcceptsEqualResults() throws {
        let evaluation = try evaluate(Self.table("hitPolicy=\"ANY\"", ["0", "3", "3.0"]), "d", "{\"x\":15}")

        #expect(evaluation.result == "3")
    }

    @Test(arguments: [
        ("PRIORITY", "\"high\", \"medium\", \"low\"", ["\"low\"", "\"high\"", "\"medium\""], "\"high\""),
        ("PRIORITY", "\"high\", \"medium\", \"low\"", ["\"low\"", "\"other\"", "\"medium\""], "\"medium\""),
        ("PRIORITY", "3, 10, 2", ["2", "10", "3"], "3"),
        ("PRIORITY", nil, ["2", "10", "3"], "2"),
        (
            "OUTPUT ORDER", "\"high\", \"medium\", \"low\"", ["\"low\"", "\"high\"", "\"medium\""],
            "[\"high\",\"medium\",\"low\"]"
        ),
        ("OUTPUT ORDER", "3, 10, 2", ["2", "10", "2"], "[10,2,2]"),
        ("OUTPUT ORDER", "1", ["9", "8", "1"], "[1,9,8]"),
        ("OUTPUT ORDER", nil, ["2", "10", "3"], "[2,10,3]"),
    ])
    func ordersByTheOutputValues(
        _ policy: String, _ values: String?, _ results: [String], _ expected: String
    ) throws {
        let output = Models.output("out", values: values)

        let evaluation = try evaluate(
            Self.table("hitPolicy=\"\(policy)\"", results, output: output), "d", "{\"x\":1}")

        #expect(evaluation.result == expected)
    }

    /// DMN 1.3, 8.2.10: compound outputs are ordered from left to right.
    @Test func ordersByTheSecondOutputWhereTheFirstIsEqual() throws {
        let table = Models.table(
            "hitPolicy=\"OUTPUT ORDER\"", inputs: [],
            outputs: [
                Models.output("routing", values: "\"decline\", \"refer\", \"accept\""),
                Models.output("level", values: "2, 1, 0"), Models.output("why"),
            ],
            rules: [
                "\"accept\" | 0 | 1", "\"refer\" | 1 | 2", "\"refer\" | 2 | 3", "\"decline\" | 0 | 4",
            ])

        let evaluation = try evaluate(Models.file(Models.decision(table)))

        let expected = [
            "{\"routing\":\"decline\",\"level\":0,\"why\":4}", "{\"routing\":\"refer\",\"level\":2,\"why\":3}",
            "{\"routing\":\"refer\",\"level\":1,\"why\":2}", "{\"routing\":\"accept\",\"level\":0,\"why\":1}",
        ]
        #expect(evaluation.result == "[\(expected.joined(separator: ","))]")
    }

    @Test(arguments: [
        ("UNIQUE", "{\"a\":1,\"b\":2}"), ("FIRST", "{\"a\":1,\"b\":2}"), ("COLLECT", "[{\"a\":1,\"b\":2}]"),
        ("RULE ORDER", "[{\"a\":1,\"b\":2}]"),
    ])
    func severalOutputsAreAContext(_ policy: String, _ expected: String) throws {
        let table = Models.table(
            "hitPolicy=\"\(policy)\"", inputs: [], outputs: [Models.output("a"), Models.output("b")],
            rules: ["1 | 2"])

        #expect(try evaluate(Models.file(Models.decision(table))).result == expected)
    }

    @Test(arguments: [
        (["1", "2"], "{\"a\":1,\"b\":2}"), (["1", nil], "1"), ([nil, "2"], "2"), ([nil, nil], "null"),
    ])
    func defaultsOfSeveralOutputsAreThoseThatAreGiven(_ defaults: [String?], _ expected: String) throws {
        let outputs = zip(["a", "b"], defaults).map { Models.output($0, default: $1) }
        let table = Models.table("", inputs: ["false"], outputs: outputs, rules: ["true | 3 | 4"])

        #expect(try evaluate(Models.file(Models.decision(table))).result == expected)
    }

    @Test(arguments: ["SUM", "MIN", "MAX"])
    func aggregatesOnlyNumbers(_ aggregation: String) throws {
        for other in ["\"2\"", "null", "[2]", ""] {
            let table = Self.table("hitPolicy=\"COLLECT\" aggregation=\"\(aggregation)\"", ["1", other, "3"])

            #expect(try evaluate(table, "d", "{\"x\":5}").result == "!NOT_A_NUMBER", "for \(other)")
        }
    }

    @Test func countsWhatIsNoNumber() throws {
        let table = Self.table("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", ["\"a\"", "\"a\"", "null"])

        #expect(try evaluate(table, "d", "{\"x\":5}").result == "3")
    }

    @Test func addsExactly() throws {
        let table = Self.table("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", ["0.1", "0.2", "-0.3"])

        #expect(try evaluate(table, "d", "{\"x\":5}").result == "0")
    }

    /// The later rule would fail.
    @Test func firstDoesNotLookAtLaterRules() throws {
        let table = Self.table("hitPolicy=\"FIRST\"", ["1", "assert(null, false)", "3"])

        #expect(try evaluate(table, "d", "{\"x\":5}").result == "1")
        #expect(try evaluate(table, "d", "{\"x\":15}").result == "!ASSERT_FAILURE")
    }
}
