import FerryClient
import Foundation
import Glibc
import Testing

/// One bit of the data changes while the broker is down. It refuses to start, or says of what it cannot read that it
/// cannot: no answer is wrong, and no process dies of it.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct BitFlipTests {
    enum Outcome: String, CaseIterable, Sendable {
        case refusedToStart
        case refusedCalls
        case unharmed
    }

    private static let flips =
        ProcessInfo.processInfo.environment["FERRY_CRASH_FLIPS"].flatMap { Int($0) } ?? 5

    /// Table files and write-ahead logs, both with data in them, and the file that says which of them count.
    @Test(arguments: ["partition-001", "partition-002"], [".sst", ".log", "MANIFEST-"])
    func neverMakesAnAnswerWrong(_ partition: String, _ kind: String) async throws {
        try await withSite { site in
            let instances = try await makeData(site)
            let unharmed = try await snapshot(site, copy: "unharmed", instances) { _ in }
            let whole = try #require(unharmed)
            #expect(whole.refusals == 0)
            var random = SeededRandom(seed: 21)
            var outcomes: [Outcome: Int] = [:]

            for number in 0..<Self.flips {
                var flip = ""
                let harmed = try await snapshot(site, copy: "\(number)", instances) { data in
                    flip = try Self.flipBit(in: "\(data)/\(partition)", kind, &random)
                }
                let wrong = harmed?.wrongAnswers(beside: whole) ?? []
                #expect(wrong.isEmpty, "\(flip): \(wrong.prefix(3))")
                let outcome = harmed.map { $0.refusals > 0 ? Outcome.refusedCalls : .unharmed } ?? .refusedToStart
                outcomes[outcome, default: 0] += 1
            }
            let counts = Outcome.allCases.map { "\($0) \(outcomes[$0] ?? 0)" }.joined(separator: ", ")
            print("a flipped bit in \(kind) of \(partition): \(counts)")
        }
    }

    /// Leaves a directory with table files, and behind them write-ahead logs that a kill left open.
    private func makeData(_ site: Site) async throws -> [ProcessInstanceKey] {
        var instances: [ProcessInstanceKey] = []
        for round in 0..<2 {
            // The second start turns the first one's logs into table files.
            let broker = try await site.start()
            try await withFerryClient(broker.clientConfiguration) { client in
                for version in [1, 2] as [Int32] where round == 0 {
                    let order = DeployResources.Resource(name: "order.bpmn", content: OrderModel.xml(version: version))
                    _ = try await client.deployResources(DeployResources(resources: [order]))
                }
                var keepers = (0..<8).map { OrderKeeper(number: round * 100 + $0, seed: 9) }
                for index in keepers.indices {
                    try await keepers[index].work(client, commands: 40)
                    instances += keepers[index].orders.map(\.key)
                }
            }
            if round == 0 { _ = try await broker.stop() } else { try await broker.kill() }
        }
        return instances
    }

    /// Harms a copy of the directory and reads all of it; nil when the broker refused to start, with a message.
    private func snapshot(
        _ site: Site, copy: String, _ instances: [ProcessInstanceKey], harm: (String) throws -> Void
    ) async throws -> Snapshot? {
        let data = "\(site.path)/copy-\(copy)"
        try FileManager.default.copyItem(atPath: site.data, toPath: data)
        defer { try? FileManager.default.removeItem(atPath: data) }
        try harm(data)
        let process = try site.launch(on: data)
        guard case .listening(let port) = try await process.readiness() else {
            #expect(process.ending == .exited(1), "\(process.log)")
            #expect(process.log.contains(data), "the message names the place: \(process.log)")
            return nil
        }
        let broker = RunningBroker(process: process, port: port, startTime: .zero)
        let snapshot = try await withFerryClient(broker.clientConfiguration) { client in
            try await Snapshot.read(client, instances: instances)
        }
        let ending = try await broker.stop()
        #expect([.exited(0), .exited(1)].contains(ending), "\(ending): \(process.log)")
        return snapshot
    }

    /// Answers what it did.
    private static func flipBit(
        in directory: String, _ kind: String, _ random: inout SeededRandom
    ) throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory)
            .filter { $0.hasSuffix(kind) || $0.hasPrefix(kind) }.sorted()
        let files = try names.map { ($0, try Data(contentsOf: URL(filePath: "\(directory)/\($0)"))) }
            .filter { !$0.1.isEmpty }
        var (name, bytes) = try #require(files.randomElement(using: &random))
        // The very end of a log looks the same whether a bit flipped there or a crash cut it short.
        let count = kind == ".log" ? bytes.count * 9 / 10 : bytes.count
        let (place, bit) = (Int.random(in: 0..<count, using: &random), Int.random(in: 0..<8, using: &random))
        bytes[bytes.startIndex + place] ^= 1 << UInt8(bit)
        try bytes.write(to: URL(filePath: "\(directory)/\(name)"))
        return "\(name), byte \(place) of \(bytes.count), bit \(bit)"
    }
}
