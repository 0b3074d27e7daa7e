import ArgumentParser
import FerryClient
import Testing

@testable import ferry

@Suite struct BenchTests {
    @Test func picksTheSameInstancesForTheSameSeed() {
        #expect(picks(seed: 7) == picks(seed: 7))
        #expect(picks(seed: 7) != picks(seed: 8))
    }

    @Test func everyLaneHasInstancesOfItsOwn() {
        let picker = InstancePicker(fleet(10), lanes: 3, seed: 1)

        let byLane = (0..<3).map { lane in Set((0..<100).map { _ in picker.pick(lane: lane).key }) }

        #expect(byLane[0] == [1, 4, 7, 10])
        #expect(byLane[1] == [2, 5, 8])
        #expect(byLane[2] == [3, 6, 9])
    }

    @Test func aMovedInstanceGoesToTheOtherDefinitionNext() {
        let picker = InstancePicker(fleet(1), lanes: 1, seed: 1)

        let first = picker.pick(lane: 0)
        let unmoved = picker.pick(lane: 0)
        picker.moved(unmoved)
        let second = picker.pick(lane: 0)

        #expect([first.model, unmoved.model, second.model] == [.first, .first, .second])
    }

    @Test func deploysTheModelOnlyWhenTheBrokerDoesNotHaveIt() async throws {
        let known = ProcessDefinition(
            key: 7, processID: BenchModel.processID, version: 1, name: "ferry bench, task work", resourceName: "",
            contentHash: "", deployedAt: Timestamp(milliseconds: 0))
        let transport = ScriptedTransport { call in
            switch call {
            case .listProcessDefinitions:
                .success(.listProcessDefinitions(.init(definitions: [known], nextPageToken: [])))
            case .deployResources(let deployment):
                .success(
                    .deployResources(
                        .init(definitions: [
                            ProcessDefinition(
                                key: 8, processID: BenchModel.processID, version: 2,
                                resourceName: deployment.resources[0].name, contentHash: "",
                                deployedAt: Timestamp(milliseconds: 0))
                        ])))
            default: .failure(Rejection(.unimplemented, call.name))
            }
        }
        let client = FerryClient(transport: transport)

        let first = try await BenchModel.first.deployed(by: client)
        let second = try await BenchModel.second.deployed(by: client)

        #expect((first, second) == (7, 8))
        #expect(transport.calls.map(\.name) == ["ListProcessDefinitions", "ListProcessDefinitions", "DeployResources"])
    }

    @Test func aMeasurementCountsErrorsAndSaysWhich() async throws {
        let transport = ScriptedTransport { call in
            call == .topology ? .failure(Rejection(.resourceExhausted, "full")) : .success(.ping(Ping()))
        }
        let console = RecordingConsole()
        let measurement = Measurement(
            workload: "ping", client: FerryClient(transport: transport),
            load: try LoadOptions.parse(["--operations", "5"]), console: console.console)

        let report = try await measurement.run(next: { _ in ((), .topology) })

        #expect((report.operations, report.errors) == (5, 5))
        #expect(report.latencies == LatencyPercentiles())
        #expect(console.diagnostics == "5 x RESOURCE_EXHAUSTED: full\n")
        #expect(throws: CommandStatus.refused) { try console.console.print(report) }
    }

    private func fleet(_ count: Int64) -> [BenchInstance] {
        (1...count).map { BenchInstance(key: ProcessInstanceKey($0), model: .first) }
    }

    private func picks(seed: UInt64) -> [ProcessInstanceKey] {
        let picker = InstancePicker(fleet(100), lanes: 2, seed: seed)
        return (0..<20).map { picker.pick(lane: $0 % 2).key }
    }
}
