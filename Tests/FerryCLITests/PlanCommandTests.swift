import ArgumentParser
import FerryClient
import FerryRehearsal
import Foundation
import Testing

@testable import ferry

/// `ferry plan generate`, `check` and `show`, against a broker that answers from a script.
@Suite struct PlanCommandTests {
    private static let v1 = definition(1, version: 1, hash: "1234567890123456ff")
    private static let v2 = definition(2, version: 2, hash: "abcdef0123456789ff")

    private static func definition(_ key: Int64, version: Int32, hash: String) -> ProcessDefinition {
        ProcessDefinition(
            key: ProcessDefinitionKey(key), processID: "order", version: version, resourceName: "order.bpmn",
            contentHash: hash, deployedAt: Timestamp(milliseconds: 0))
    }

    private static let validation = ValidateMigrationPlan.Answer(
        source: v1, target: v2, reasons: [],
        mapping: [
            ElementMapping(from: "order", kind: "PROCESS", to: "order", origin: .generated),
            ElementMapping(
                from: "ship", kind: "SERVICE_TASK", to: "send", origin: .explicit,
                events: [
                    EventMapping(from: "late", to: "late", kind: "TIMER", fate: .updated),
                    EventMapping(from: "stop", to: "", kind: "SIGNAL", fate: .closed),
                    EventMapping(from: "", to: "paid", kind: "MESSAGE", fate: .opened),
                ]),
            ElementMapping(from: "ask", kind: "USER_TASK", to: "", origin: .unmapped),
        ],
        warnings: [
            MigrationWarning(
                code: "JOIN_CANNOT_COMPLETE", from: "ship", elementID: "join", message: "'join' waits in vain",
                path: ["send", "join"])
        ])

    /// Two pages: 3 instances, then 2.
    private static func transport(
        _ validation: ValidateMigrationPlan.Answer = validation
    ) -> ScriptedTransport {
        ScriptedTransport { call in
            switch call {
            case .validateMigrationPlan: return .success(.validateMigrationPlan(validation))
            case .generateMigrationPlan(let call) where call.page.token.isEmpty:
                return .success(
                    .generateMigrationPlan(
                        GenerateMigrationPlan.Answer(
                            source: v1, target: v2,
                            instructions: [
                                MigrationInstruction(from: "start", to: "start"),
                                MigrationInstruction(from: "no", to: "no"),
                            ],
                            proposals: [
                                ProposedInstruction(
                                    from: "ship", to: "send", score: 65, reasons: ["same type", "same name 'Go'"])
                            ],
                            unmapped: [UnmappedElement(elementID: "ask", kind: "USER_TASK", note: "gone")],
                            added: ["audit"],
                            counts: [ElementCount(elementID: "ship", active: 2, withIncidents: 1)],
                            instancesCounted: 3, nextPageToken: [1])))
            case .generateMigrationPlan:
                return .success(
                    .generateMigrationPlan(
                        GenerateMigrationPlan.Answer(
                            source: v1, target: v2,
                            counts: [
                                ElementCount(elementID: "ship", active: 1, withIncidents: 0),
                                ElementCount(elementID: "ask", active: 1, withIncidents: 0),
                            ], instancesCounted: 2)))
            default: return .failure(Rejection(.internal, "?"))
            }
        }
    }

    private func run(_ command: some BrokerCommand, _ console: RecordingConsole) async throws {
        try await command.run(FerryClient(transport: Self.transport()), console.console)
    }

    @Test func writesWhatIsCertainAndCommentsWhatIsNot() async throws {
        let console = RecordingConsole()

        try await run(try PlanGenerate.parse(["--from", "order:1", "--to", "order:2"]), console)

        #expect(
            console.results == """
                # order:1 -> order:2: 2 elements are equal, 1 look alike, 1 have nothing to go to.
                # 5 instances were running.
                source: {process: order, hash: "1234567890123456"}  # order:1
                target: {process: order, hash: "abcdef0123456789"}  # order:2
                mode: strict
                auto-map: none
                instructions:
                  - {from: start, to: start}
                  - {from: "no", to: "no"}
                  # These look alike. Take the # away from those that are right.
                  #- {from: ship, to: send}  # score 65: same type, same name 'Go'; 3 active, 1 at an incident
                # Nothing to go to:
                #   ask, USER_TASK  # gone; 1 active
                # New in the target: audit

                """)
        let plan = try PlanFile(reading: Array(console.results.utf8), name: "plan.yaml")
        #expect(plan.source == .contentHash(processID: "order", hash: "1234567890123456"))
        #expect(plan.instructions.map(\.from) == ["start", "no"])
        let chosen = console.results.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.hasPrefix("  #-") ? "  " + $0.dropFirst(3) : String($0)
        }
        let edited = try PlanFile(reading: Array(chosen.joined(separator: "\n").utf8), name: "plan.yaml")
        #expect(edited.instructions.last == MigrationInstruction(from: "ship", to: "send"))
    }

    @Test(arguments: [
        ("hash", DefinitionReference.contentHash(processID: "order", hash: "abcdef0123456789")),
        ("version", .version(processID: "order", version: 2)), ("key", .key(2)),
    ])
    func bothFormatsNameDefinitionsAsAsked(pin: String, target: DefinitionReference) async throws {
        for format in ["yaml", "json"] {
            let console = RecordingConsole()

            try await run(
                try PlanGenerate.parse(["--from", "order:1", "--to", "order:2", "--pin", pin, "--format", format]),
                console)

            #expect(try PlanFile(reading: Array(console.results.utf8), name: "plan").target == target)
            #expect(console.diagnostics.contains("looks alike: ship -> send (score 65") == (format == "json"))
        }
    }

    @Test func stopsCountingWhereAskedAndSaysSo() async throws {
        let console = RecordingConsole()

        try await run(
            try PlanGenerate.parse(["--from", "order:1", "--to", "order:2", "--count-max", "3"]), console)

        #expect(console.results.contains("# At least 3 instances were running."))
        #expect(console.results.contains("at least 2 active, 1 at an incident"))
    }

    @Test func writesAFileOnceUnlessForced() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("ferry-plan-\(UUID()).yaml").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        let arguments = ["--from", "order:1", "--to", "order:2", "-o", file]

        try await run(try PlanGenerate.parse(arguments), RecordingConsole())
        await #expect(throws: InputError.self) { try await run(try PlanGenerate.parse(arguments), RecordingConsole()) }
        try await run(try PlanGenerate.parse(arguments + ["--force"]), RecordingConsole())

        let answer = try PlanFile(reading: Array(try Data(contentsOf: URL(fileURLWithPath: file))), name: "plan")
        #expect(answer.instructions.count == 2)
    }

    @Test func showsBothSidesEventsCountsAndWarnings() async throws {
        try await withPlan { file in
            let console = RecordingConsole()

            try await run(try PlanShow.parse([file]), console)

            #expect(
                console.results == """
                    order:1 -> order:2  5 instances running

                    SOURCE  TYPE          TARGET  HOW          ACTIVE  INCIDENTS
                    order   PROCESS       order   auto-map
                    ship    SERVICE_TASK  send    instruction       3          1
                      late  TIMER           late  updated
                      stop  SIGNAL                closed
                            MESSAGE         paid  opened
                    ask     USER_TASK     -       unmapped          1

                    warning: JOIN_CANNOT_COMPLETE  wherever an instance stands at 'ship': 'join' waits in vain
                             path: send -> join

                    """)
        }
    }

    @Test func checkEndsWellForAGoodPlanAndWithEveryFaultForABadOne() async throws {
        try await withPlan { file in
            let console = RecordingConsole()
            try await run(try PlanCheck.parse([file]), console)
            #expect(console.results.hasPrefix("good  order:1 -> order:2: 2 of 3 elements go somewhere\nwarning: "))

            var faulty = Self.validation
            faulty.reasons = [Reason(code: "UNKNOWN_TARGET_ELEMENT", elementID: "ghost", hint: "look again")]
            let client = FerryClient(transport: Self.transport(faulty))
            for format in [OutputFormat.table, .json] {
                let console = RecordingConsole(format: format)
                await #expect(throws: CommandStatus.refused) {
                    try await PlanCheck.parse([file]).run(client, console.console)
                }
                let text = format == .table ? console.diagnostics : console.results
                #expect(text.contains("UNKNOWN_TARGET_ELEMENT") && text.contains("look again"))
            }
        }
    }

    @Test func aPlanWithoutASourceAsksForOne() throws {
        let files = FileReader.holding(["p.yaml": "target: order:2"])

        #expect(throws: InputError("p.yaml: no source; give --from")) {
            try PlanFileArgument.parse(["p.yaml"]).validation(files)
        }
        let call = try PlanFileArgument.parse(["p.yaml", "--from", "order:1"]).validation(files)
        #expect(call.source == .version(processID: "order", version: 1))
        #expect(call.plan.target == .version(processID: "order", version: 2))
    }

    private func withPlan(_ body: (String) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("ferry-plan-\(UUID()).yaml").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        try Data("source: order:1\ntarget: order:2\n".utf8).write(to: URL(fileURLWithPath: file))
        try await body(file)
    }
}
