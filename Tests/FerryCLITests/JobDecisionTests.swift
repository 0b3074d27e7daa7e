import ArgumentParser
import FerryClient
import Testing

@testable import ferry

/// What is decided about ad-hoc subprocesses and user tasks by hand.
@Suite struct JobDecisionTests {
    private func calls(_ command: some BrokerCommand) async throws -> [Call] {
        let transport = ScriptedTransport { _ in .success(.done) }
        try await command.run(FerryClient(transport: transport), RecordingConsole().console)
        return transport.calls
    }

    private func decision(_ arguments: String...) async throws -> JobDecision? {
        guard case .completeJob(let call)? = try await calls(JobComplete.parse(["7"] + arguments)).first else {
            return nil
        }
        return call.decision
    }

    @Test func saysNothingUnlessAsked() async throws {
        #expect(try await decision() == nil)
    }

    @Test func choosesActivitiesWithVariablesOfTheirOwn() async throws {
        #expect(
            try await decision("--activate", "A", "--activate", #"B={"x": 1}"#, "--cancel-remaining")
                == .adHoc(
                    AdHocResult(
                        activities: [
                            AdHocActivation(elementID: "A"),
                            AdHocActivation(elementID: "B", variables: try Variables(parsing: #"{"x":1}"#)),
                        ], cancelsRemaining: true)))
        #expect(try await decision("--fulfilled") == .adHoc(AdHocResult(isFulfilled: true)))
    }

    @Test func deniesAndCorrects() async throws {
        #expect(
            try await decision("--deny", "not now")
                == .taskListener(TaskListenerResult(isDenied: true, deniedReason: "not now")))
        #expect(
            try await decision("--assignee", "", "--candidate-users", "a, b", "--priority", "9")
                == .taskListener(
                    TaskListenerResult(
                        corrections: UserTaskCorrections(assignee: "", candidateUsers: ["a", "b"], priority: 9))))
    }

    @Test(arguments: [["--fulfilled", "--deny", "no"], ["--activate", "A={x}"], ["--activate", "A=[1]"]])
    func refusesWhatCannotBeMeant(_ arguments: [String]) async throws {
        await #expect(throws: InputError.self) {
            _ = try await calls(JobComplete.parse(["7"] + arguments))
        }
    }

    @Test func activatesElementsOfAnAdHocSubprocess() async throws {
        #expect(
            try await calls(InstanceActivate.parse(["8", "A", #"B={"x": 1}"#])) == [
                .activateAdHocActivities(
                    ActivateAdHocActivities(
                        adHocInstanceKey: 8,
                        activities: [
                            AdHocActivation(elementID: "A"),
                            AdHocActivation(elementID: "B", variables: try Variables(parsing: #"{"x":1}"#)),
                        ]))
            ])
    }
}
