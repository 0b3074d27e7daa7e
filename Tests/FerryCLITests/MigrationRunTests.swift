import ArgumentParser
import FerryClient
import Synchronization
import Testing

@testable import ferry

@Suite struct MigrationRunTests {
    private static let unmapped = Reason(code: "ACTIVE_ELEMENT_UNMAPPED", elementID: "notify", hint: "map it")
    private static let wrongSource = Reason(code: "WRONG_SOURCE_DEFINITION")

    /// Refuses every tenth instance for one reason, every hundredth for two.
    private static func transport() -> ScriptedTransport {
        ScriptedTransport { call in
            guard case .migrateProcessInstance(let command) = call else { return .failure(Rejection(.internal, "?")) }
            let key = command.processInstanceKey
            if key.rawValue % 10 == 0 {
                let reasons = key.rawValue % 100 == 0 ? [unmapped, wrongSource] : [unmapped]
                return .failure(Rejection(.failedPrecondition, "cannot move", reasons: reasons))
            }
            return .success(
                .migrateProcessInstance(
                    MigrationReport(
                        processInstanceKey: key, source: 1, target: 2, isDryRun: command.dryRun, elements: [],
                        tokens: [], position: LogPosition(1))))
        }
    }

    @Test func everyInstanceIsMovedOnceAndRefusalsAreKept() async {
        let transport = Self.transport()
        let run = MigrationRun(
            client: FerryClient(transport: transport), plan: MigrationPlan(target: .key(2)), inFlight: 7)
        let keys = (1...1_000).map { ProcessInstanceKey(Int64($0)) }

        let outcome = await run.migrate(keys, progress: .silent(keys.count))

        #expect(outcome.migrated == 900)
        #expect(outcome.refused.map(\.key) == keys.filter { $0.rawValue % 10 == 0 })
        #expect(transport.calls.count == 1_000)
        #expect(outcome.status == .refused)
    }

    @Test func refusalsAreGroupedByReasonTheMostCommonFirst() async {
        let run = MigrationRun(client: FerryClient(transport: Self.transport()), plan: MigrationPlan(target: .key(2)))
        let keys = (1...100).map { ProcessInstanceKey(Int64($0)) }

        let outcome = await run.migrate(keys, progress: .silent(keys.count))

        #expect(
            outcome.refusalLines == [
                "",
                "REFUSED  REASON                   ELEMENT  FOR EXAMPLE  HINT",
                "     10  ACTIVE_ELEMENT_UNMAPPED  notify   10           map it",
                "      1  WRONG_SOURCE_DEFINITION           100",
            ])
    }

    @Test func warningsAreGroupedByElementTheMostCommonFirst() async {
        let stuck = MigrationWarning(code: "JOIN_CANNOT_COMPLETE", elementID: "join", message: "waits")
        let circle = MigrationWarning(code: "TOKEN_CANNOT_LEAVE", elementID: "a", message: "no way")
        let transport = ScriptedTransport { call in
            guard case .migrateProcessInstance(let command) = call else { return .failure(Rejection(.internal, "?")) }
            let key = command.processInstanceKey
            return .success(
                .migrateProcessInstance(
                    MigrationReport(
                        processInstanceKey: key, source: 1, target: 2, isDryRun: true, elements: [], tokens: [],
                        position: .none, warnings: key == 3 ? [stuck, stuck, circle] : key == 1 ? [] : [stuck])))
        }
        let run = MigrationRun(client: FerryClient(transport: transport), plan: MigrationPlan(target: .key(2)))

        let outcome = await run.migrate([4, 3, 2, 1], progress: .silent(4))

        #expect(
            outcome.lines(isDryRun: true).dropFirst() == [
                "",
                "WARNED  WARNING               ELEMENT  FOR EXAMPLE  MESSAGE",
                "     3  JOIN_CANNOT_COMPLETE  join     2            waits",
                "     1  TOKEN_CANNOT_LEAVE    a        3            no way",
            ])
        #expect(outcome.status == .done)
    }

    @Test func manyInstancesOnTheCommandLinePrintASummaryAndExitWith1() async throws {
        let console = RecordingConsole(format: .json)
        let command = try InstanceMigrate.parse(["9", "10", "11", "--to", "order:2"])

        await #expect(throws: CommandStatus.refused) {
            try await command.run(FerryClient(transport: Self.transport()), console.console)
        }

        #expect(console.results.contains(#""migrated":2,"refused":1"#))
        #expect(
            console.results.contains(
                #""refusals":[{"status":"FAILED_PRECONDITION","code":"ACTIVE_ELEMENT_UNMAPPED","elementId":"notify","#
                    + #""message":"cannot move","hint":"map it","instances":["10"]}]"#))
    }

    @Test func anAnswerThatDoesNotComeWeighsMoreThanARefusal() async {
        let transport = ScriptedTransport { _ in .failure(Rejection(.unavailable, "gone")) }
        let run = MigrationRun(client: FerryClient(transport: transport), plan: MigrationPlan(target: .key(2)))

        let outcome = await run.migrate([1, 2], progress: .silent(2))

        #expect(outcome.status == .unanswered)
    }

    @Test func aClientThatAnswersAtOnceDoesNotExhaustTheStack() async {
        let client = FerryClient(transport: ScriptedTransport { _ in .success(.done) })
        let left = Atomic(200_000)
        let done = Atomic(0)
        let pump = CallPump(client, lanes: 3) { _ -> (Int, Call)? in
            left.subtract(1, ordering: .relaxed).oldValue > 0 ? (0, .topology) : nil
        } completed: { _, _, _ in
            done.add(1, ordering: .relaxed)
        }

        await pump.run()

        #expect(done.load(ordering: .relaxed) == 200_000)
    }
}

extension ProgressBar {
    fileprivate static func silent(_ total: Int) -> ProgressBar {
        ProgressBar("", total: total, console: RecordingConsole().console)
    }
}
