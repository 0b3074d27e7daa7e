import FerryDMN
import FerryFEEL
import FerryXML
import Testing

/// Files that are no DMN, no XML, or meant to hurt.
@Suite struct HostileTests {
    static let whole = Models.file(
        Models.decision(
            Models.table("", inputs: ["x"], outputs: [Models.output("o", default: "1")], rules: ["> 1 | x"])))

    @Test func refusesEveryTruncation() {
        let bytes = Array(Self.whole.utf8)

        for count in bytes.indices {
            #expect(problems(in: bytes.prefix(count)).map(\.code) == [.xmlMalformed], "after \(count) bytes")
        }
    }

    @Test func neverTrapsOnFlippedBytes() {
        let bytes = Array(Self.whole.utf8)

        for index in bytes.indices {
            for value in [0, UInt8(ascii: "<"), UInt8(ascii: "\""), UInt8(ascii: "&"), 0xFF, bytes[index] ^ 0x20] {
                var damaged = bytes
                damaged[index] = value
                if let model = try? DMNDocument.parse(damaged) { _ = model.evaluate("d", in: FEELContext()) }
            }
        }
    }

    @Test func refusesADocumentType() {
        #expect(problems(in: "<!DOCTYPE x [<!ENTITY a \"ha\">]>" + Self.whole).map(\.code) == [.xmlDoctype])
    }

    @Test func refusesWhatExceedsItsLimits() {
        let deep = String(repeating: "<list>", count: 51) + String(repeating: "</list>", count: 51)
        let decisions = (0..<2_001).map { Models.decision("<list/>", id: "d\($0)") }.joined()
        let names = (0..<501).map { "<inputData id=\"i\($0)\" name=\"a \($0)\"/>" }.joined()

        #expect(problems(in: Models.file(Models.decision(deep))).map(\.code) == [.nestedTooDeeply])
        #expect(problems(in: Models.file(decisions)).map(\.code) == [.tooManyDecisions])
        #expect(problems(in: Models.file(names + Models.decision("<list/>"))).map(\.code) == [.tooManyNames])
        #expect(
            problems(in: Self.whole, limits: DMNLimits(xml: XMLLimits(elementsMax: 5))).map(\.code) == [.xmlTooLarge])
    }

    @Test func evaluatesBoxesAsDeepAsTheLimitAllows() throws {
        let deep = String(repeating: "<list>", count: 50) + String(repeating: "</list>", count: 50)

        let evaluation = try evaluate(Models.file(Models.decision(deep)))

        #expect(evaluation.result == String(repeating: "[", count: 50) + String(repeating: "]", count: 50))
    }

    @Test func tellsTheFirstProblemsAndCountsTheRest() {
        let decisions = (0..<150).map { Models.decision("", id: "d\($0)") }.joined()

        let found = problems(in: Models.file(decisions))

        #expect(found.count == 101)
        #expect(found.last?.code == .tooManyProblems)
        #expect(found.last?.found == "50 more problems from here on")
    }

    /// A function handed to itself, through a table and through an expression.
    @Test(arguments: [
        "f(f, 100000)", "for i in 1..3 return f(f, 100000)", "f(function(g, n) g(g, n), 5)",
    ])
    func runawayRecursionEnds(_ call: String) throws {
        let table = Models.table(
            "", inputs: ["n"], outputs: [Models.output("o")], rules: ["> 0 | g(g, n - 1)", "0 | 0"])
        let file = Models.file(
            Models.decision(Models.literal(call), requiring: Models.requires(knowledge: "f"))
                + Models.knowledge("f", ["g", "n"], table))

        #expect(try evaluate(file).result == "!DEPTH_LIMIT")
    }

    @Test func allExpressionsOfADecisionShareOneBudget() throws {
        let costly = "count(for i in 1..1000 return i)"
        let chain = (1...20).map {
            Models.decision(
                Models.literal(costly), id: "n\($0)", requiring: $0 == 1 ? "" : Models.requires(decision: "n\($0 - 1)"))
        }.joined()

        #expect(try evaluate(Models.file(chain), "n1", steps: 20_000).result == "1000")
        let evaluation = try evaluate(Models.file(chain), "n20", steps: 20_000)

        #expect(evaluation.result == "!STEP_LIMIT")
        #expect(evaluation.evaluatedDecisions.count < 20)
    }

    @Test func functionsSpendTheBudgetOfTheirCaller() throws {
        let file = Models.file(
            Models.decision(
                Models.literal("count(for i in 1..1000 return f())"), requiring: Models.requires(knowledge: "f"))
                + Models.knowledge("f", [], Models.literal("count(for i in 1..1000 return i)")))

        #expect(try evaluate(file, steps: 100_000).result == "!STEP_LIMIT")
    }

    @Test func resultsCannotDoubleWithoutEnd() throws {
        let chain = (1...60).map {
            Models.decision(
                "<list>\(Models.literal("n\($0 - 1)"))\(Models.literal("n\($0 - 1)"))</list>", id: "n\($0)",
                requiring: Models.requires(decision: "n\($0 - 1)"))
        }.joined()

        let file = Models.file(chain + Models.decision(Models.literal("\"a\""), id: "n0"))

        #expect(try evaluate(file, "n2").result == "[[\"a\",\"a\"],[\"a\",\"a\"]]")
        #expect(try evaluate(file, "n60").result == "!STEP_LIMIT")
    }
}
