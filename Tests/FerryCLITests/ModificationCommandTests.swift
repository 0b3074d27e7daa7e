import ArgumentParser
import FerryClient
import Testing

@testable import ferry

@Suite struct ModificationCommandTests {
    private static let report = ModificationReport(
        processInstanceKey: 3, isDryRun: false, activated: [.init(key: 8, elementID: "ship")],
        terminated: [.init(key: 7, elementID: "charge")], hasEnded: false)

    private func calls(_ command: some BrokerCommand, _ console: RecordingConsole = .init()) async throws -> [Call] {
        let transport = ScriptedTransport { call in
            if case .modifyProcessInstance = call { return .success(.modifyProcessInstance(Self.report)) }
            return .success(.done)
        }
        try await command.run(FerryClient(transport: transport), console.console)
        return transport.calls
    }

    @Test func flagsSayWhatToChange() async throws {
        let command = try InstanceModify.parse([
            "3", "--activate", "ship", "--activate", "pack@12", "--terminate", "7", "--terminate", "charge", "--move",
            "a=b", "--move", "9=c", "--variable", "x=1", "--dry-run",
        ])

        #expect(
            try await calls(command) == [
                .modifyProcessInstance(
                    ModifyProcessInstance(
                        processInstanceKey: 3,
                        activate: [
                            .init(
                                elementID: "ship",
                                variables: [.init(variables: try Variables(parsing: #"{"x":1}"#))]),
                            .init(elementID: "pack", ancestor: 12),
                        ], terminate: [.instance(7), .element("charge")],
                        move: [
                            .init(source: .element("a"), target: "b"), .init(source: .instance(9), target: "c"),
                        ], dryRun: true))
            ])
    }

    @Test(arguments: [
        ["3"], ["3", "--move", "a"], ["3", "--activate", "a@b"], ["3", "--terminate", "a", "--variable", "x=1"],
    ])
    func refusesWhatIsNoModification(arguments: [String]) async throws {
        let command = try InstanceModify.parse(arguments)

        await #expect(throws: InputError.self) { try await calls(command) }
    }

    @Test func readsAFile() throws {
        let text = """
            activate:
              - {element: ship, in: 12, variables: {a: 1, b: "1", c: [true, null]}, scopes: {packing: {n: {m: 1.5}}}}
            terminate:
              - {element: charge}
              - {key: 7}
            move:
              - {from: a, to: b}
              - {key: 9, to: c, in: 12}
            """

        let changes = try ModificationFile.read(Array(text.utf8), name: "m.yaml")

        #expect(
            changes.activate == [
                .init(
                    elementID: "ship", ancestor: 12,
                    variables: [
                        .init(variables: try Variables(parsing: #"{"a":1,"b":"1","c":[true,null]}"#)),
                        .init(scopeID: "packing", variables: try Variables(parsing: #"{"n":{"m":1.5}}"#)),
                    ])
            ])
        #expect(changes.terminate == [.element("charge"), .instance(7)])
        #expect(
            changes.move == [
                .init(source: .element("a"), target: "b"),
                .init(source: .instance(9), target: "c", ancestor: .instance(12)),
            ])
    }

    @Test(arguments: [
        ("activate: 1", "m.yaml:1: activate is a list"), ("activate: [{in: 1}]", "m.yaml:1: 'element' is missing"),
        ("terminate: [{key: 1, element: a}]", "m.yaml:1: a termination has an element or a key"),
        ("move: [{to: a}]", "m.yaml:1: a move has one of from and key"),
        ("move: [{from: a, to: b, variables: 1}]", "m.yaml:1: variables: an object of JSON values"),
        ("activate: [{element: a, in: x}]", "m.yaml:1: in is a key, a positive number"),
    ])
    func saysWhatIsWrongWithAFile(text: String, problem: String) {
        let error = #expect(throws: InputError.self) { try ModificationFile.read(Array(text.utf8), name: "m.yaml") }

        #expect(error?.description == problem)
    }

    @Test func suspendsAndResumes() async throws {
        #expect(
            try await calls(InstanceSuspend.parse(["3", "4"])) == [
                .suspendProcessInstance(SuspendProcessInstance(processInstanceKey: 3)),
                .suspendProcessInstance(SuspendProcessInstance(processInstanceKey: 4)),
            ])
        #expect(
            try await calls(InstanceResume.parse(["3"]))
                == [.resumeProcessInstance(ResumeProcessInstance(processInstanceKey: 3))])
        #expect(try InstanceList.parse(["--state", "suspended", "--tag", "a"]).filter.state.filter == .suspended)
    }
}
