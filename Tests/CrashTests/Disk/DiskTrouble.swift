import FerryClient
import Glibc

/// One way in which a disk fails, and passes again.
struct DiskTrouble: Sendable {
    enum Kind: CaseIterable, Sendable {
        case full
        case readOnly
        case failingWrites
        case failingSyncs

        /// What the system answers, and to what.
        func faults(_ part: String) -> [DiskShim.Fault] {
            switch self {
            case .full: [DiskShim.Fault(operation: .write, code: ENOSPC, part: part)]
            case .readOnly:
                [
                    DiskShim.Fault(operation: .write, code: EROFS, part: part),
                    DiskShim.Fault(operation: .change, code: EROFS, part: part),
                ]
            case .failingWrites: [DiskShim.Fault(operation: .write, code: EIO, part: part)]
            case .failingSyncs: [DiskShim.Fault(operation: .sync, code: EIO, part: part)]
            }
        }

        var words: String {
            switch self {
            case .full: "No space left on device"
            case .readOnly: "Read-only file system"
            case .failingWrites, .failingSyncs: "Input/output error"
            }
        }
    }

    let kind: Kind
    /// Holds a partition's name, or that of all.
    let part: String
    private let disk: DiskShim
    private let lasting: Duration

    init(_ disk: DiskShim, _ random: inout SeededRandom) {
        self.disk = disk
        kind = Kind.allCases.randomElement(using: &random) ?? .full
        part = ["partition-001", "partition-002", "partition-"].randomElement(using: &random) ?? ""
        lasting = .milliseconds(Int.random(in: 0..<400, using: &random))
    }

    init(_ disk: DiskShim, _ kind: Kind, on part: String) {
        self.disk = disk
        self.kind = kind
        self.part = part
        lasting = .zero
    }

    func begin() throws { try disk.setFaults(kind.faults(part)) }

    func end() throws { try disk.setFaults([]) }

    /// Comes, is noticed by the load, lasts a while and goes; returns when the broker has recovered.
    func pass(_ broker: RunningBroker) async throws {
        let client = broker.makeClient()
        defer { client.close() }
        try begin()
        try await eventually("a partition that stopped (\(kind))") {
            try await client.topology().partitions.contains { !$0.isHealthy }
        }
        try await Task.sleep(for: lasting)
        try end()
        try await eventually("partitions that work again after \(kind): \(broker.process.log)") {
            try await client.topology().partitions.allSatisfy(\.isHealthy)
        }
    }
}
