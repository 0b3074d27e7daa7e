import FerryDMN
import FerryFEEL
import Testing

/// Boxed expressions other than tables.
@Suite struct BoxTests {
    static func entry(_ name: String?, _ box: String) -> String {
        let variable = name.map { "<variable name=\"\($0)\"/>" } ?? ""
        return "<contextEntry>\(variable)\(box)</contextEntry>"
    }

    static func binding(_ name: String, _ text: String) -> String {
        "<binding><parameter name=\"\(name)\"/>\(Models.literal(text))</binding>"
    }

    static func function(_ parameters: [String], _ box: String) -> String {
        "<functionDefinition>\(parameters.map { "<formalParameter name=\"\($0)\"/>" }.joined())\(box)</functionDefinition>"
    }

    static func part(_ name: String, _ text: String) -> String { "<\(name)>\(Models.literal(text))</\(name)>" }

    @Test(arguments: [
        ("literal", Models.literal("x * 2"), "6"),
        ("literal of a context", Models.literal("{a: x}"), "{\"a\":3}"),
        ("list", "<list>\(Models.literal("x"))<list>\(Models.literal("\"b\""))</list></list>", "[3,[\"b\"]]"),
        ("empty list", "<list/>", "[]"),
        (
            "context", "<context>\(entry("a", Models.literal("x")))\(entry("b", Models.literal("a + 1")))</context>",
            "{\"a\":3,\"b\":4}"
        ),
        (
            "context with a result",
            "<context>\(entry("a", Models.literal("x")))\(entry(nil, Models.literal("a * 10")))</context>", "30"
        ),
        (
            "context hiding a variable",
            "<context>\(entry("x", Models.literal("x + 1")))\(entry(nil, Models.literal("x")))</context>", "4"
        ),
        (
            "relation",
            "<relation><column name=\"a\"/><column name=\"b\"/>"
                + "<row>\(Models.literal("1"))\(Models.literal("x"))</row>"
                + "<row>\(Models.literal("2"))<list/></row></relation>",
            "[{\"a\":1,\"b\":3},{\"a\":2,\"b\":[]}]"
        ),
        (
            "function of a context",
            "<context>\(entry("twice", function(["n"], Models.literal("n * 2"))))"
                + "\(entry(nil, Models.literal("twice(x) + twice(n: 1)")))</context>", "8"
        ),
        (
            "function that sees where it was defined",
            "<context>\(entry("k", Models.literal("10")))\(entry("f", function(["n"], Models.literal("n * k"))))"
                + "\(entry(nil, Models.literal("for k in [1, 2] return f(k)")))</context>", "[10,20]"
        ),
        (
            "invocation of a function of a context",
            "<context>\(entry("f", function(["a", "b"], Models.literal("a - b"))))"
                + "\(entry(nil, "<invocation>\(Models.literal("f"))\(binding("b", "1"))\(binding("a", "x"))</invocation>"))"
                + "</context>", "2"
        ),
        (
            "invocation of a FEEL function",
            "<invocation>\(Models.literal("function(a, b) a - b"))\(binding("b", "1"))\(binding("a", "x"))</invocation>",
            "2"
        ),
        ("invocation of nothing", "<invocation>\(Models.literal("gone"))</invocation>", "!NO_FUNCTION_FOUND"),
        (
            "invocation with an unknown parameter",
            "<invocation>\(Models.literal("function(a) a"))\(binding("b", "1"))</invocation>", "!NO_FUNCTION_FOUND"
        ),
        ("a function is no JSON", function([], Models.literal("1")), "null"),
        (
            "conditional",
            "<conditional>\(part("if", "x > 2"))\(part("then", "\"more\""))\(part("else", "\"less\""))</conditional>",
            "\"more\""
        ),
        (
            "conditional on null",
            "<conditional>\(part("if", "null"))\(part("then", "1"))\(part("else", "2"))</conditional>", "2"
        ),
        ("for", "<for iteratorVariable=\"i\">\(part("in", "[1, 2]"))\(part("return", "i * x"))</for>", "[3,6]"),
        (
            "for with partial",
            "<for iteratorVariable=\"i\">\(part("in", "[1, 2, 3]"))\(part("return", "count(partial)"))</for>", "[0,1,2]"
        ),
        ("for over no list", "<for iteratorVariable=\"i\">\(part("in", "x"))\(part("return", "i"))</for>", "null"),
        ("some", "<some iteratorVariable=\"i\">\(part("in", "[1, 4]"))\(part("satisfies", "i > x"))</some>", "true"),
        (
            "some of none", "<some iteratorVariable=\"i\">\(part("in", "[]"))\(part("satisfies", "true"))</some>",
            "false"
        ),
        (
            "some unknown", "<some iteratorVariable=\"i\">\(part("in", "[1]"))\(part("satisfies", "null"))</some>",
            "null"
        ),
        (
            "every", "<every iteratorVariable=\"i\">\(part("in", "[1, 4]"))\(part("satisfies", "i > x"))</every>",
            "false"
        ),
        ("every of none", "<every iteratorVariable=\"i\">\(part("in", "[]"))\(part("satisfies", "1"))</every>", "true"),
        ("filter", "<filter>\(part("in", "[1, 4, 5]"))\(part("match", "item > x"))</filter>", "[4,5]"),
        (
            "filter by an entry", "<filter>\(part("in", "[{a: 1}, {a: 4}]"))\(part("match", "a > x"))</filter>",
            "[{\"a\":4}]"
        ),
    ])
    func evaluates(_ name: String, _ box: String, _ expected: String) throws {
        let evaluation = try evaluate(Models.file(Models.decision(box)), "d", "{\"x\":3}")

        #expect(evaluation.result == expected, "\(name): \(evaluation.warnings)")
    }

    @Test(arguments: [
        ("string", "\"a\"", "\"a\""), ("number", "1", "1"), ("boolean", "true", "true"), ("number", "null", "null"),
        ("number", "\"1\"", "!WRONG_TYPE"), ("string", "1", "!WRONG_TYPE"), ("boolean", "0", "!WRONG_TYPE"),
        ("feel:number", "\"1\"", "!WRONG_TYPE"), ("date", "\"2024-01-01\"", "!WRONG_TYPE"),
        ("date", "date(\"2024-01-01\")", "\"2024-01-01\""), ("dateTime", "1", "!WRONG_TYPE"),
        ("Any", "1", "1"), ("tOfTheFile", "1", "1"), ("integer", "1.5", "1.5"), ("double", "\"a\"", "\"a\""),
    ])
    func holdsTheResultAgainstTheTypeOfTheVariable(_ type: String, _ text: String, _ expected: String) throws {
        let file = Models.file(Models.decision(Models.literal(text), variable: "v", type: type))

        #expect(try evaluate(file).result == expected)
    }

    @Test func callsThingsByNamesWithBlanks() throws {
        let file = Models.file(
            """
            <inputData id="in" name="Full Name"><variable name="Full Name"/></inputData>
            \(Models.decision(Models.literal("\"Hello \" + Full Name"), id: "greeting", variable: "Greeting-Message"))
            \(Models.decision(
                Models.literal("Greeting-Message + \"!\""), requiring: Models.requires(decision: "greeting")))
            """)

        #expect(try evaluate(file, "d", "{\"Full Name\":\"Ada\"}").result == "\"Hello Ada!\"")
    }
}
