import ArgumentParser
import FerryClient
import Testing

@testable import ferry

@Suite struct UserTaskCommandTests {
    private static let view = UserTaskView(
        key: 7, processInstanceKey: 3, definitionKey: 2, processID: "order", version: 1, elementID: "approve",
        tenant: .default,
        task: UserTask(
            assignee: "alice", candidateGroups: ["sales"], dueDate: "2026-03-01T09:30:00Z",
            headers: [.init(key: "a", value: "b")], createdAt: Timestamp(milliseconds: 1_772_357_400_001)))

    /// What the command asks the broker.
    private func calls(_ command: some BrokerCommand, _ console: RecordingConsole = .init()) async throws -> [Call] {
        let transport = ScriptedTransport { call in
            switch call {
            case .getUserTask: .success(.getUserTask(Self.view))
            case .listUserTasks: .success(.listUserTasks(.init(userTasks: [Self.view], nextPageToken: [])))
            default: .success(.done)
            }
        }
        try await command.run(FerryClient(transport: transport), console.console)
        return transport.calls
    }

    @Test func assignsAndClaimsAndUnassigns() async throws {
        #expect(
            try await calls(UserTaskAssign.parse(["7", "bob"]))
                == [.assignUserTask(AssignUserTask(userTaskKey: 7, assignee: "bob"))])
        #expect(
            try await calls(UserTaskClaim.parse(["7", "bob"]))
                == [.assignUserTask(AssignUserTask(userTaskKey: 7, assignee: "bob", allowOverride: false))])
        #expect(
            try await calls(UserTaskUnassign.parse(["7", "8"])) == [
                .assignUserTask(AssignUserTask(userTaskKey: 7, assignee: "")),
                .assignUserTask(AssignUserTask(userTaskKey: 8, assignee: "")),
            ])
    }

    @Test func updatesOnlyWhatIsNamed() async throws {
        #expect(
            try await calls(
                UserTaskUpdate.parse(["7", "--candidate-groups", " a, b ,", "--due", "", "--priority", "9"]))
                == [
                    .updateUserTask(
                        UpdateUserTask(userTaskKey: 7, candidateGroups: ["a", "b"], dueDate: "", priority: 9))
                ])
    }

    @Test func completesWithVariables() async throws {
        #expect(
            try await calls(UserTaskComplete.parse(["7", "--variable", "ok=true"])) == [
                .completeUserTask(
                    CompleteUserTask(userTaskKey: 7, variables: try Variables(parsing: #"{"ok":true}"#)))
            ])
    }

    @Test func listsByItsFilters() async throws {
        let console = RecordingConsole(format: .json)

        let calls = try await calls(
            UserTaskList.parse([
                "--assignee", "alice", "--candidate-group", "g", "--state", "assigned", "--instance", "3", "--limit",
                "5",
            ]), console)

        #expect(
            calls == [
                .listUserTasks(
                    ListUserTasks(
                        assignee: "alice", candidateGroup: "g", state: .assigned, processInstanceKey: 3,
                        page: Page(size: 5)))
            ])
        #expect(
            console.results
                == #"{"key":"7","processInstanceKey":"3","definitionKey":"2","processId":"order","version":1,"#
                + #""elementId":"approve","tenant":"<default>","assignee":"alice","candidateGroups":["sales"],"#
                + #""candidateUsers":[],"dueDate":"2026-03-01T09:30:00Z","followUpDate":"","priority":50,"#
                + #""externalFormReference":"","formKey":null,"headers":{"a":"b"},"createdAt":"2026-03-01T09:30:00.001Z"}"#
                + "\n")
    }

    @Test func showsOneForPeople() async throws {
        let console = RecordingConsole()

        #expect(try await calls(UserTaskShow.parse(["7"]), console) == [.getUserTask(GetUserTask(userTaskKey: 7))])

        #expect(console.results.hasPrefix("user task  7\nelement    approve\n"))
        #expect(console.results.contains("\nassignee   alice\n") && console.results.contains("\na          b\n"))
    }

    @Test func aTreeNamesItsOpenTask() {
        let element = ElementInstanceView(
            key: 7, scope: 3, elementID: "approve", kind: "USER_TASK", state: .activated, userTask: Self.view.task)

        #expect(Self.view.task.line == "user task of alice, due 2026-03-01T09:30:00Z")
        #expect(element.json.text.contains(#""userTask":{"assignee":"alice""#))
    }
}
