import FerryRehearsal
import Testing

/// What a scenario expects is held against what happened.
@Suite struct RehearsalTests {
    /// Two versions of a process with one task, and the steps.
    private func play(_ steps: String, filter: String = "") async throws -> [ScenarioOutcome] {
        let text = """
            models:
              one: [{user: a, boundary: [{id: late, on: {timer: PT10M}, flow: [service b]}]}]
              two: [{user: a2}]
            scenarios:
              - name: it
                steps:
            \(steps.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n"))
            """
        var problems: [String] = []
        let file = ScenarioFile.read(Array(text.utf8), named: "f.yaml", problems: &problems) { _ in [] }
        #expect(problems == [])
        return await Rehearsal(filter: filter).play(try #require(file))
    }

    @Test func whatIsAsExpectedPasses() async throws {
        let outcomes = try await play(
            """
            - create: one
            - expect: {active: [a], timers: [{event: late, in: PT10M}], user-tasks: [a], jobs: [], definition: one}
            - crash
            - advance: 4m
            - expect: {timers: [{event: late, in: PT6M, due: "2030-01-01T00:10:00Z"}]}
            - trigger: late
            - expect: {active: [b], jobs: [{element: b, type: b, retries: 3}], events: [EVENT_TRIGGERED late]}
            - {complete: b, variables: {x: 1}}
            - expect: {ended: completed}
            """)

        #expect(outcomes.map(\.ending) == [.passed])
        #expect(outcomes.flatMap(\.details) == [])
    }

    struct Miss: Sendable, CustomTestStringConvertible {
        let steps: String
        let details: [String]

        var testDescription: String { steps }
    }

    private static let misses: [Miss] = [
        Miss(
            steps: "- create: one\n- expect: {active: [c]}",
            details: ["    f.yaml:8: active elements", "      expected  c", "      found     a"]),
        Miss(
            steps: "- create: one\n- expect: {timers: [{event: late, in: PT5M}]}",
            details: [
                "    f.yaml:8: timers", "      expected  event late, in PT5M", "      found     event late, in PT10M",
            ]),
        Miss(
            steps: "- {create: one, variables: {x: {b: 1, a: [2]}}}\n- expect: {variables: {x: {a: [2], b: 2}, y: 1}}",
            details: [
                "    f.yaml:8: variables", "      expected  x = {\"a\":[2],\"b\":2}", "                y = 1",
                "      found     x = {\"b\":1,\"a\":[2]}", "                y = nothing",
            ]),
        Miss(
            steps: "- create: one\n- complete: b",
            details: ["    f.yaml:8: 'b' has no job and no user task", "      found     a"]),
        Miss(
            steps: "- create: one\n- {complete: a, refused: [SOME_REASON a]}",
            details: ["    f.yaml:8: was done and should have been refused", "      expected  SOME_REASON a"]),
        Miss(
            steps: "- create: one\n- {migrate: two, refused: {status: NOT_FOUND, reasons: [SOME_REASON]}}",
            details: [
                "    f.yaml:8: refused with another status", "      expected  NOT_FOUND",
            ]),
        Miss(
            steps: "- create: one\n- expect: {ended: true, running: {process: 2}}",
            details: [
                "    f.yaml:8: the instance has not ended", "      found     a",
                "    f.yaml:8: running instances of 'process'", "      expected  2", "      found     1",
            ]),
        Miss(
            steps: "- expect: {active: [a]}", details: ["    f.yaml:7: no instance 'it'", "      found     none yet"]),
    ]

    @Test(arguments: misses)
    func whatIsNotAsExpectedIsToldWithItsLine(_ miss: Miss) async throws {
        let outcomes = try await play(miss.steps)

        #expect(outcomes.map(\.ending) == [.failed])
        #expect(Array(outcomes.flatMap(\.details).prefix(miss.details.count)) == miss.details)
    }

    @Test func scenariosAreChosenByName() async throws {
        let outcomes = try await play("- create: one", filter: "other")

        #expect(outcomes.isEmpty)
    }

    @Test func buildServersAreToldInXML() async throws {
        let outcomes = try await play("- create: one\n- expect: {active: [\"<c>\"]}")

        let xml = JUnitReport.xml(outcomes)

        #expect(xml.contains("<testsuite name=\"f.yaml\" tests=\"1\" failures=\"1\" skipped=\"0\""))
        #expect(xml.contains("<failure message=\"active elements\">    f.yaml:8: active elements"))
        #expect(xml.contains("expected  &lt;c&gt;"))
    }
}
