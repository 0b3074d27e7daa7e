import FerryRehearsal
import Testing

/// What is wrong with a scenario file is said with its line.
@Suite struct ScenarioFileTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        let text: String
        let problems: [String]

        var testDescription: String { problems.first ?? "" }
    }

    private static let faults: [Fault] = [
        Fault(text: "", problems: ["f.yaml: the file is empty"]),
        Fault(
            text: "- a\n",
            problems: [
                "f.yaml:1: a scenario file is an object with the fields title, use, models, scenarios, partitions"
            ]),
        Fault(
            text: "scenarios: []\n", problems: ["f.yaml:1: a scenario file has 'scenarios', at least one"]),
        Fault(
            text: "scenarios:\n  - name: a\n    stepps: []\n",
            problems: [
                "f.yaml:2: a scenario has 'steps', at least one",
                "f.yaml:3: unknown field 'stepps' of a scenario; known are name, answers, differs, pending, where, "
                    + "models, partitions, steps",
            ]),
        Fault(
            text: "scenarios:\n  - name: a\n    steps:\n      - create: none\n      - dance\n",
            problems: [
                "f.yaml:5: a step has one of deploy, delete, create, find, complete, fail, throw, retries, timeout, "
                    + "update-job, take-jobs, assign, claim, update, activate, publish, correlate, broadcast, "
                    + "evaluate-conditions, evaluate, set, resolve, suspend, resume, cancel, modify, migrate, "
                    + "generate-plan, check-plan, advance, advance-to, trigger, crash, finish, expect"
            ]),
        Fault(
            text: "scenarios:\n  - name: a\n    steps:\n      - advance: soon\n      - migrate: nowhere\n",
            problems: [
                "f.yaml:4: 'advance' is a length of time, such as PT1H30M or 90s",
                "f.yaml:5: 'migrate' is a model (there are none), ID:VERSION or a key",
            ]),
        Fault(
            text: "models:\n  m: [usr task]\nscenarios:\n  - name: a\n    steps: [create: m]\n",
            problems: [
                "f.yaml:2: an element is KIND ID, or an object with one of user, user-job, service, send, "
                    + "script, rule, receive, manual, task, call, sub, transaction, ad-hoc, "
                    + "start, end, catch, throw, parallel, inclusive, exclusive, event-gateway, "
                    + "goto, stop"
            ]),
        Fault(
            text: "models:\n  a: {like: b}\n  b: {like: a}\nscenarios:\n  - name: a\n    steps: [create: a]\n",
            problems: ["f.yaml:2: models are like each other in a circle, or in a very long chain"]),
        Fault(
            text: "models: {m: missing.bpmn}\nscenarios:\n  - name: a\n    steps: [create: m]\n",
            problems: ["f.yaml:1: missing.bpmn: no such file"]),
        Fault(
            text: "scenarios:\n  - name: $(who)\n    where: [{what: 1}]\n    steps: [finish]\n",
            problems: ["f.yaml:2: no value for $(who); there are what"]),
        Fault(
            text: "scenarios:\n  - {name: a, steps: [finish]}\n  - {name: a, steps: [finish]}\n",
            problems: ["f.yaml:3: 'a' is the name of a scenario in line 2"]),
        Fault(
            text: "scenarios:\n  - name: a\n    steps:\n      - {cancel: true, refused: {status: NO}}\n",
            problems: [
                "f.yaml:4: 'status' is one of OK, CANCELLED, UNKNOWN, INVALID_ARGUMENT, DEADLINE_EXCEEDED, "
                    + "NOT_FOUND, ALREADY_EXISTS, PERMISSION_DENIED, RESOURCE_EXHAUSTED, FAILED_PRECONDITION, ABORTED, "
                    + "OUT_OF_RANGE, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS, UNAUTHENTICATED"
            ]),
        Fault(
            text: String(repeating: "[", count: 100_000), problems: ["f.yaml:1: nested too deep; 64 levels are read"]),
        Fault(
            text: String(repeating: "- ", count: 10_000) + "a",
            problems: ["f.yaml:1: nested too deep; 64 levels are read"]),
        Fault(
            text: "a: &a [x, x]\n? *a\n: x\n",
            problems: [
                "f.yaml:2: anchors and aliases are not read: write it out, or name it where the format has names"
            ]),
        // An alias as the name of a field: fifty lines like the second would be hashed for ever.
        Fault(
            text: "a: &a {x: 1}\nb: &b {*a: {*a: 1}}\n",
            problems: [
                "f.yaml:2: anchors and aliases are not read: write it out, or name it where the format has names"
            ]),
        Fault(
            text: "\"\(String(repeating: "&", count: 200_000))\"\n",
            problems: [
                "f.yaml:1: a scenario file is an object with the fields title, use, models, scenarios, partitions"
            ]),
        Fault(text: "a: [\u{1}]", problems: ["f.yaml: control characters are not allowed"]),
        Fault(
            text: "scenarios:\n  - name: a\n    where: []\n    steps: [finish]\n",
            problems: ["f.yaml:3: 'where' has at least one row"]),
    ]

    @Test(arguments: faults)
    func faultsAreToldWithTheirLines(_ fault: Fault) {
        var problems: [String] = []

        let file = ScenarioFile.read(Array(fault.text.utf8), named: "f.yaml", problems: &problems) { _ in
            throw Unreadable(description: "no such file")
        }

        #expect(file == nil)
        #expect(problems == fault.problems)
    }

    private static let event = "an event is KIND, KIND ID, or {KIND: ID} with details"
    private static let creation = "'create' is a model, MODEL/PROCESS, or the id of a process"
    private static let kept = "an id that stays, {from: to}, or a list of these"
    private static let refused = "a step that is refused is tried once and answers nothing: without"

    /// Steps that could not fail, or would end the command.
    private static let faultySteps: [Fault] = [
        Fault(text: "expect: {events: ''}", problems: [event]),
        Fault(text: "expect: {no-events: [' ']}", problems: [event]),
        Fault(text: "expect: {no-events: {ELEMENT_ACTIVATED: [a, b]}}", problems: [event]),
        Fault(
            text: "expect: {no-events: ELEMNT_ACTIVATED}",
            problems: ["there is no event ELEMNT_ACTIVATED; the nearest is ELEMENT_ACTIVATED"]),
        Fault(
            text: "expect: {events: [job_created a, {JOB_CANCELED: a}]}",
            problems: [
                "there is no event job_created; the nearest is JOB_CREATED",
                "there is no event JOB_CANCELED; the nearest is JOB_CANCELLED",
            ]),
        Fault(
            text: "expect: {all-events: \(String(repeating: "E", count: 100))}",
            problems: ["there is no event \(String(repeating: "E", count: 100))"]),
        Fault(text: "expect: {kept: ~}", problems: ["'kept' is \(kept)"]),
        Fault(text: "expect: {renewed-jobs: [~]}", problems: ["'renewed-jobs' is \(kept)"]),
        Fault(
            text: "{expect: {active: [a]}, refused: [NO_SUCH_REASON]}",
            problems: ["unknown field 'refused' of 'expect'; known are expect, tenant, of"]),
        Fault(
            text: "{expect: {active: [a]}, times: 3}",
            problems: ["unknown field 'times' of 'expect'; known are expect, tenant, of"]),
        Fault(text: "{evaluate: d, gives: {output: 1}, refused: true}", problems: ["\(refused) 'gives'"]),
        Fault(text: "{cancel: true, refused: true, times: 2}", problems: ["\(refused) 'times'"]),
        Fault(text: "create: /", problems: [creation]),
        Fault(text: "create: /m", problems: [creation]),
        Fault(text: "create: m/", problems: [creation]),
        Fault(
            text: "advance: -9223372036854775808ms",
            problems: ["'advance' is a length of time, such as PT1H30M or 90s"]),
    ]

    @Test(arguments: faultySteps)
    func faultsOfAStepAreToldWithItsLine(_ fault: Fault) {
        let text = "models: {m: [user a]}\nscenarios:\n  - name: a\n    steps:\n      - \(fault.text)\n"
        var problems: [String] = []

        let file = ScenarioFile.read(Array(text.utf8), named: "f.yaml", problems: &problems) { _ in [] }

        #expect(file == nil)
        #expect(problems == fault.problems.map { "f.yaml:5: \($0)" })
    }

    /// Each word is held against every kind; of all of these it would take minutes.
    @Test func onlyWhatIsToldIsLookedInto() {
        let kinds = Array(repeating: "ELEMNT_ACTIVATED", count: 1_000).joined(separator: ", ")
        let uses = Array(repeating: "{expect: {no-events: $(kinds)}}", count: 300).joined(separator: ", ")
        let text = "scenarios:\n  - {name: a, where: [{kinds: [\(kinds)]}], steps: [\(uses)]}\n"
        var problems: [String] = []

        let file = ScenarioFile.read(Array(text.utf8), named: "f.yaml", problems: &problems) { _ in [] }

        #expect(file == nil)
        #expect(problems == ["f.yaml:2: there is no event ELEMNT_ACTIVATED; the nearest is ELEMENT_ACTIVATED"])
    }

    /// Each `$(v)` stands for a thousand values, or for a long text.
    @Test(arguments: [
        "[\(Array(repeating: "x", count: 1_000).joined(separator: ", "))]", String(repeating: "x", count: 20_000),
    ])
    func aFileThatStandsForTooMuchIsNotRead(value: String) {
        let uses = Array(repeating: value.hasPrefix("[") ? "$(v)" : "a$(v)", count: 6_000).joined(separator: ", ")
        let text =
            "scenarios:\n  - {name: a, where: [{v: \(value)}], steps: [{create: p, variables: {x: [\(uses)]}}]}\n"
        var problems: [String] = []

        let file = ScenarioFile.read(Array(text.utf8), named: "f.yaml", problems: &problems) { _ in [] }

        #expect(file == nil)
        #expect(problems == ["f.yaml:2: the values of $(...) make the file too large"])
    }

    @Test func aFileThatIsTooLargeIsNotRead() {
        var problems: [String] = []

        let file = ScenarioFile.read(
            [UInt8](repeating: UInt8(ascii: " "), count: 5 << 20), named: "f.yaml", problems: &problems
        ) { _ in [] }

        #expect(file == nil)
        #expect(problems == ["f.yaml: the file has 5242880 bytes; at most 4194304 are read"])
    }

    @Test func aScenarioIsPlayedForEachRow() throws {
        let text = """
            models:
              m: {with: {task: a}, flow: [user $(task)]}
            scenarios:
              - name: moves $(from) to $(to)
                where: [{from: a, to: b}, {from: c, to: d}]
                answers: [Case.$(from), "$(to)"]
                models:
                  s: {like: m, with: {task: $(from)}}
                  t: {like: m, with: {task: $(to)}}
                steps:
                  - create: s
                  - {migrate: t, map: {$(from): $(to)}}
            """
        var problems: [String] = []

        let file = ScenarioFile.read(Array(text.utf8), named: "f.yaml", problems: &problems) { _ in [] }

        #expect(problems == [])
        #expect(file?.scenarios.map(\.name) == ["moves a to b", "moves c to d"])
        #expect(file?.scenarios.map(\.answers) == [["Case.a", "b"], ["Case.c", "d"]])
    }
}
