import Testing

@testable import FerryFEEL

@Suite("Evaluation")
struct EvaluationTests {
    static let order = """
        {"total": 150.50, "order": {"customer": {"name": "Ada"}, "lines": [{"sku": "a", "n": 2}, {"sku": "b", "n": 5}]},
         "nothing": null, "flag": true}
        """

    @Test(arguments: [
        ("total > 100", "true"),
        ("order.customer.name", "\"Ada\""),
        ("\"Hello \" + order.customer.name", "\"Hello Ada\""),
        ("total", "150.5"),
        ("total * 2", "301"),
        ("order.lines.sku", "[\"a\",\"b\"]"),
        ("order.lines[1].sku", "\"a\""),
        ("order.lines[-1].n", "5"),
        ("order.lines[n > 2].sku", "[\"b\"]"),
        ("order.lines[item.n = 2].sku", "[\"a\"]"),
        ("order.lines[3]", "null"),
        ("[10, 20, 30][count(order.lines)]", "20"),
        ("{a: 1, b: a + 1}", "{\"a\":1,\"b\":2}"),
        ("for x in 1..3 return x * x", "[1,4,9]"),
        ("for x in 3..1 return x", "[3,2,1]"),
        ("for x in [1,2], y in [10,20] return x + y", "[11,21,12,22]"),
        ("for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2]", "[1,1,2,3,5]"),
        ("some x in [1,2,3] satisfies x > 2", "true"),
        ("every x in [] satisfies x > 2", "true"),
        ("{f: function(a, b) a - b, r: f(b: 1, a: 3)}.r", "2"),
        ("sort([3,1,2], function(a, b) a < b)", "[1,2,3]"),
        ("5 in (1..5)", "false"),
        ("5 in (1..5]", "true"),
        ("5 in [1..5[", "false"),
        ("5 in (< 3, > 4)", "true"),
        ("5 in not(5)", "false"),
        ("\"b\" in [\"a\"..\"c\"]", "true"),
        ("5 instance of number", "true"),
        ("null instance of Any", "false"),
        ("get or else(nothing, 7)", "7"),
        ("is defined(missing)", "false"),
        ("string(1.50) + string([1, \"a\"])", "\"1.5[1, \\\"a\\\"]\""),
        ("number(\"1.000,5\", \".\", \",\")", "1000.5"),
        ("upper case(\"aé\")", "\"AÉ\""),
        ("contains(\"foobar\", \"oba\")", "true"),
        ("starts with(\"foobar\", \"foo\")", "true"),
        ("substring(\"foobar\", -3, 2)", "\"ba\""),
        ("string length(\"🐎\")", "1"),
        ("not(flag)", "false"),
    ])
    func yields(text: String, expected: String) throws {
        let evaluation = try evaluate(text, Self.order)

        #expect(String(decoding: evaluation.value.json, as: UTF8.self) == expected)
    }

    @Test(arguments: [
        ("true and true", "true"), ("true and false", "false"), ("true and null", "null"), ("false and null", "false"),
        ("null and false", "false"), ("null or true", "true"), ("null or false", "null"), ("null and null", "null"),
        ("false and 2", "false"), ("2 or true", "true"), ("not(null)", "null"), ("not(3)", "null"),
    ])
    func logicIsThreeValued(text: String, expected: String) throws {
        #expect(try json(text) == expected)
    }

    @Test(arguments: [
        ("missing", "null", ["NO_VARIABLE_FOUND"]),
        ("missing.a.b", "null", ["NO_VARIABLE_FOUND", "NO_CONTEXT_ENTRY_FOUND", "NO_CONTEXT_ENTRY_FOUND"]),
        ("missing = null", "true", ["NO_VARIABLE_FOUND"]),
        ("1 = null", "false", []),
        ("null = null", "true", []),
        ("1 != null", "true", []),
        ("1 = \"1\"", "null", ["NOT_COMPARABLE"]),
        ("1 != \"1\"", "null", ["NOT_COMPARABLE"]),
        ("1 < null", "null", ["NOT_COMPARABLE"]),
        ("null < 1", "null", ["NOT_COMPARABLE"]),
        ("1 + null", "null", ["INVALID_TYPE"]),
        ("\"a\" + 1", "null", ["INVALID_TYPE"]),
        ("-\"a\"", "null", ["INVALID_TYPE"]),
        ("1 / 0", "null", ["INVALID_TYPE"]),
        ("10 ** 7000", "null", ["INVALID_TYPE"]),
        ("if null then 1 else 2", "2", ["INVALID_TYPE"]),
        ("null between 1 and 2", "null", ["NOT_COMPARABLE", "NOT_COMPARABLE"]),
        ("[1] = [true]", "false", []),
        ("{a: 1, b: 2} = {b: 2, a: 1}", "true", []),
        ("{a: 1}.b", "null", ["NO_CONTEXT_ENTRY_FOUND"]),
        ("5.a", "null", ["NO_PROPERTY_FOUND"]),
        ("null[1]", "null", ["INVALID_TYPE"]),
        ("f(1)", "null", ["NO_FUNCTION_FOUND"]),
        ("count(1)", "null", ["FUNCTION_INVOCATION_FAILURE"]),
        ("for x in 5 return x", "null", ["INVALID_TYPE"]),
        ("[{a: 1}, {b: 2}].a", "[1,null]", ["NO_CONTEXT_ENTRY_FOUND"]),
        ("[{a: 1}][a = 1].a", "[1]", []),
    ])
    func whatCannotBeComputedIsNullWithAWarning(text: String, expected: String, codes: [String]) throws {
        let evaluation = try evaluate(text)

        #expect(String(decoding: evaluation.value.json, as: UTF8.self) == expected)
        #expect(evaluation.warnings.map(\.code) == codes)
    }

    @Test func aMissedAssertionFails() {
        let failure = #expect(throws: FEELFailure.self) { try evaluate("[assert(1, 1 > 2, \"too small\")][2]") }

        #expect(failure == FEELFailure(code: "ASSERT_FAILURE", message: "too small"))
    }

    @Test func aQuestionMarkNeedsAnInput() {
        let failure = #expect(throws: FEELFailure.self) { try evaluate("? < 10") }

        #expect(failure?.code == "NO_INPUT")
    }

    @Test func asksOnlyForVariablesThatAreUsed() throws {
        let scope = CountingScope()

        _ = try FEELExpression("if a = 1 then b else c").evaluate(in: scope)

        #expect(scope.asked == ["a", "b"])
    }

    @Test(arguments: [
        ("-", "5", "true"), ("5", "5", "true"), ("< 3, > 4", "5", "true"), ("not(5, 6)", "5", "false"),
        ("[1..5)", "5", "false"), ("? > 4", "5", "true"), ("\"a\"", "5", "null"), ("-5", "-5", "true"),
    ])
    func unaryTestsLookAtTheInput(tests: String, input: String, expected: String) throws {
        let value = try FEELValue(json: Array(input.utf8))

        let evaluation = try FEELUnaryTests(tests).evaluate(value, in: FEELContext())

        #expect(String(decoding: evaluation.value.json, as: UTF8.self) == expected)
    }
}
