import ArgumentParser
import FerryClient
import Testing

@testable import ferry

@Suite struct CommandStatusTests {
    @Test(arguments: StatusCode.allCases)
    func onlyAMissingAnswerIsUnanswered(code: StatusCode) {
        let expected: CommandStatus =
            switch code {
            case .ok: .done
            case .unavailable, .deadlineExceeded: .unanswered
            default: .refused
            }

        #expect(CommandStatus(code) == expected)
    }

    @Test func aRefusalIsReportedAndExitsWith1() async {
        let console = RecordingConsole()

        await #expect(throws: ExitCode(1)) {
            try await console.console.reporting { throw Rejection(.notFound, "no instance 7") }
        }

        #expect(console.diagnostics == "NOT_FOUND: no instance 7\n")
        #expect(console.results == "")
    }

    @Test func aBrokerOutOfReachExitsWith2() async {
        await #expect(throws: ExitCode(2)) {
            try await RecordingConsole().console.reporting { throw Rejection(.unavailable, "refused") }
        }
    }

    @Test func unusableInputExitsWith64() async {
        let console = RecordingConsole()

        await #expect(throws: ExitCode(64)) {
            try await console.console.reporting { throw InputError("a:1: x\na:2: y") }
        }

        #expect(console.diagnostics == "ferry: a:1: x\nferry: a:2: y\n")
    }

    @Test func oneRefusalDoesNotKeepTheOthersFromTheirTurn() async {
        let console = RecordingConsole(format: .json)

        await #expect(throws: CommandStatus.refused) {
            try await console.console.each([1, 2, 3]) { number in
                if number == 2 { throw Rejection(.notFound, "2 is gone") }
                console.console.print("\(number)")
            }
        }

        #expect(console.results == "1\n3\n")
        #expect(console.diagnostics == #"{"status":"NOT_FOUND","message":"2 is gone","reasons":[]}"# + "\n")
    }
}
