import Testing

@testable import FerryFEEL

/// Input made to hurt: each gets an error or an answer soon, never a crash or a stall.
@Suite("Hostile input", .timeLimit(.minutes(1)))
struct HostileTests {
    @Test(arguments: [
        "(", "[", "{a:", "-(", "f(", "if ", "x[", "]", "function(x) ", "not(", "x in (", "1..", "for x in ",
    ])
    func deepNestingIsRefused(opening: String) {
        let text = String(repeating: opening, count: 100_000)

        #expect(throws: FEELSyntaxError.self) { try FEELExpression(text) }
    }

    @Test(arguments: [(" + 1", "50001"), (" - 0 * 2", "1"), (" ** 1", "1"), (" + 0 and true", "null")])
    func longChainsAreNotDeep(link: String, expected: String) throws {
        let text = "1" + String(repeating: link, count: 50_000)

        #expect(try json(text) == expected)
    }

    @Test func longChainsOfSuffixesSignsAndBranchesAreNotDeep() throws {
        #expect(try json("a" + String(repeating: ".a", count: 100_000)) == "null")
        #expect(try json(String(repeating: "-", count: 100_001) + "1") == "-1")
        #expect(try json(String(repeating: "if false then 1 else ", count: 40_000) + "2") == "2")
        #expect(try json("[" + String(repeating: "1,", count: 100_000) + "1][-1]") == "1")
    }

    @Test func tooLongAnExpressionIsRefused() {
        #expect(throws: FEELSyntaxError.self) { try FEELExpression(String(repeating: " ", count: 2_000_000)) }
    }

    @Test(arguments: [
        "for x in 1..1000000000000 return x",
        "for a in 1..1000, b in 1..1000, c in 1..1000 return 1",
        "for x in -9223372036854775808..9223372036854775807 return x",
        "count(for i in 1..60 return partial)",
        "{f: function(g) g(g), r: f(f)}.r",
        "{f: function(g, n) [g(g, n + 1), g(g, n + 1)], r: f(f, 0)}.r",
        "for i in 1..100000 return [partial]",
        "{f: function(n) f(n + 1), r: f(1)}.r",
        "{f: function() for a in [1], b in [1], c in [1], d in [1], e in [1], g in [1] return f(), r: f()}.r",
        "{f: function() some a in [1], b in [1], c in [1], d in [1] satisfies f(), r: f()}.r",
    ])
    func runawayEvaluationsFail(text: String) {
        #expect(throws: FEELFailure.self) { try evaluate(text) }
    }

    @Test func copiesArePaidForBeforeTheyAreMade() {
        let large =
            "{\"s\": \"\(String(repeating: "x", count: 200_000))\", \"l\": [\((0..<20_000).map(String.init).joined(separator: ","))]}"
        let lookups = (1...40_000).map { "a\($0): a0" }.joined(separator: ", ")

        #expect(throws: FEELFailure.self) { try evaluate("string join(for i in 1..100000 return s)", large) }
        #expect(throws: FEELFailure.self) { try evaluate("string join(for i in 1..100000 return \"\", s)", large) }
        #expect(throws: FEELFailure.self) { try evaluate("concatenate(for i in 1..10000 return l)", large) }
        #expect(throws: FEELFailure.self) { try evaluate("{a0: 1, \(lookups)}") }
    }

    @Test func valuesCannotGrowWithoutBound() {
        let doubling = (1...60).map { "a\($0): [a\($0 - 1), a\($0 - 1)]" }.joined(separator: ", ")
        let strings = (1...60).map { "a\($0): a\($0 - 1) + a\($0 - 1)" }.joined(separator: ", ")
        let nesting = (1...10_000).map { "a\($0): [a\($0 - 1)]" }.joined(separator: ", ")
        let closures = (1...5_000).map { "a\($0): function() a\($0 - 1)" }.joined(separator: ", ")

        #expect(throws: FEELFailure.self) { try evaluate("{a0: 1, \(doubling)}") }
        #expect(throws: FEELFailure.self) { try evaluate("{a0: \"0123456789abcdef\", \(strings)}") }
        #expect(throws: FEELFailure.self) { try evaluate("{a0: 1, \(nesting)}") }
        #expect(throws: FEELFailure.self) { try evaluate("{a0: 1, \(closures)}") }
    }

    @Test(arguments: [
        ("9 ** 9 ** 9 ** 9 ** 9", "null"), ("0.1 ** 999999999999", "0"), ("1 ** 1e6000", "1"),
        ("2 ** 0.5 > 1.41", "true"),
        ("1e6144 * 10", "null"), ("1e-6000 * 1e-6000", "0"), ("exp(1e6000)", "null"), ("log(1e6000) > 13815", "true"),
        ("modulo(1e6000, 3)", "1"), ("modulo(-1, 1e6000)", "1E+6000"), ("floor(1e6000) = 1e6000", "true"),
        ("decimal(1, 1e30)", "null"),
        ("substring(\"abc\", -1e30)", "null"), ("sublist([1], 1e30)", "[]"), ("[1][1e30]", "null"),
        ("1e6000 + 1e-6000 = 1e6000", "true"),
    ])
    func hugeNumbersAreBounded(text: String, expected: String) throws {
        #expect(try json(text) == expected)
    }

    @Test(arguments: [
        "matches(s, \"^(a+)+b$\")", "matches(s, \"(a|a)*b\")", "matches(s, \"(.*)(.*)(.*)(.*)(.*)x\")",
        "extract(s, \"(?=(a*))\")", "replace(s, \"a\", s)", "split(s, \"(?<=(a|aa)*)b\")",
        "for i in 1..100000 return matches(s, \"b\")",
    ])
    func patternsThatRunAwayFail(text: String) {
        var scope = FEELContext()
        scope["s"] = .string(String(repeating: "a", count: 20_000))
        var budget = FEELBudget(steps: 50_000)

        #expect(throws: FEELFailure.self) { try FEELExpression(text).evaluate(in: scope, spending: &budget) }
    }

    @Test(arguments: [
        String(repeating: "(", count: 10_000),
        String(repeating: "(?:", count: 1000) + String(repeating: ")", count: 1000),
        String(repeating: "[", count: 10_000), String(repeating: "(a)", count: 1000), "((((a{999}){999}){999}){999})",
        "a{99999999999999999999}", "[\\", "\\", "(?<", "(?", "\\p{", "\\k<a>", "\\x1", "(?i", "[a-", "[^", "a{1,",
        "a{,1}",
        "a{2,1}",
    ])
    func patternsThatAreNoneOrTooLargeAreNull(pattern: String) throws {
        var scope = FEELContext()
        scope["p"] = .string(pattern)

        #expect(try FEELExpression("matches(\"a\", p)").evaluate(in: scope).value == .null)
    }

    @Test(arguments: [
        ("@\"999999999-12-31\" + @\"P1D\"", "null"), ("@\"-999999999-01-01\" - @\"P1M\"", "null"),
        ("@\"999999999-12-31T23:59:59@Europe/Paris\" + @\"PT1S\"", "null"),
        ("@\"999999999-12-31\" - @\"-999999999-01-01\"", "\"PT17531639991192H\""),
        ("@\"P999999999Y\" + @\"P1M\"", "null"), ("@\"P106751991167300DT15H\" * 10", "null"),
        ("duration(\"P99999999999999999999D\")", "null"), ("@\"P1D\" * 1e6000", "null"), ("@\"P1D\" / 1e-6000", "null"),
        ("date(1e30, 1, 1)", "null"), ("time(1, 2, 59.9999999999)", "\"01:02:59.999999999\""),
        ("@\"2024-01-01\" + @\"P999999999Y\"", "null"),
        ("count(for d in @\"2024-01-01\"..@\"2024-12-31\" return d)", "366"),
    ])
    func timesAtTheEdgeAreBounded(text: String, expected: String) throws {
        #expect(try json(text) == expected)
    }

    @Test func manyLongNamesAreQuicklyTold() throws {
        let entries = (0..<2_000).map { "a b c d e f \($0): \($0)" }.joined(separator: ", ")
        let uses = (0..<2_000).map { "a b c d e f \($0)" }.joined(separator: " + ")

        #expect(try json("{\(entries), r: \(uses)}.r") == "1999000")
    }

    /// Whatever is thrown together: an error lies within the text, and a value is the same each time.
    @Test func tokensThrownTogetherNeverDoHarm() throws {
        let tokens = [
            "1", "0.5", "\"a\"", "\"(\"", "null", "true", "x", "first name", "item", "?", "-", "+", "*", "/", "**", "=",
            "!=", "<",
            ">=", "(", ")", "[", "]", "{", "}", ",", ":", ".", "..", "@\"P1D\"", "@\"2024-01-31\"",
            "@\"10:00:00@Europe/Paris\"",
            "if", "then", "else", "for", "in", "return", "some", "satisfies", "function(a)", "between", "and", "or",
            "not(",
            "instance of", "list<", "number", "a", "date(", "matches(", "string(", "sort(", "count(", ".year", "[1..5]",
            "(< 3)",
        ]
        var random = SystemIndependentGenerator(state: 42)
        for _ in 0..<4_000 {
            let count = Int.random(in: 1...14, using: &random)
            let words = (0..<count).map { _ in tokens[Int.random(in: 0..<tokens.count, using: &random)] }
            let text = words.joined(separator: " ")
            do {
                let expression = try FEELExpression(text, names: FEELNames(["first name"]))
                let scope = TestScope(FEELContext([FEELContext.Entry(name: "x", value: .list([.number(1), .null]))]))
                let first = try? expression.evaluate(in: scope)
                let second = try? expression.evaluate(in: scope)
                #expect(first?.value.literalText == second?.value.literalText, "\(text)")
                #expect(first?.warnings == second?.warnings, "\(text)")
            } catch {
                #expect(error.offset <= text.utf8.count, "\(text)")
            }
        }
    }

    private struct SystemIndependentGenerator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    @Test func aNumberBeyondTheRangeIsRefused() {
        #expect(throws: FEELSyntaxError.self) { try FEELExpression("1e99999999999999999999") }
    }

    @Test(arguments: [
        "\"\\", "\"\\u12", "\"\\uD83D\\u", "`", "@", "!", "#", "a.", "a..b", "1..2", "..", "\u{0}", "é!", "{a:1", "{:",
        "{,", "x in", "f(a:", "/", "*/",
    ])
    func brokenTextIsRefused(text: String) {
        #expect(throws: FEELSyntaxError.self) { try FEELExpression(text) }
    }

    @Test func warningsAreCapped() throws {
        let evaluation = try evaluate("for x in 1..1000 return missing")

        #expect(evaluation.warnings.count == 100)
    }
}
