import FerryBroker
import FerryBrokerTestSupport
import FerryClient
import FerryEngine
import FerryModel
import FerryServer
import FerryStore
import FerryTestSupport
import Foundation
import Logging
import Testing

/// How the client of a test reaches the broker. Every scenario means the same over both.
enum Harness: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case inProcess
    case socket

    var testDescription: String { rawValue }
}

/// Where the broker of a test keeps its state.
enum Disk: Sendable {
    case memory
    /// RocksDB in this directory.
    case directory(String)
    /// Memory whose commits on this partition wait at a gate.
    case gated(Gate, on: PartitionID)
    /// Memory whose next sync on any partition fails once this is true; it can be opened again.
    case failing(Watched<Bool>)
    /// Memory that the test looks into afterwards, partition 1 first.
    case stores([MemoryOrderedStore])
}

extension Harness {
    /// Runs the body against a real broker, of two partitions unless told otherwise, then puts everything away.
    func withWorld(
        on disk: Disk = .memory, partitions: Int = 2, configure: (inout BrokerConfiguration) -> Void = { _ in },
        client: (inout FerryClientConfiguration) -> Void = { _ in }, _ body: (World) async throws -> Void
    ) async throws {
        let clock = VirtualClock()
        var configuration = BrokerConfiguration()
        configuration.clock = { clock.now }
        configuration.clusterID = "conformance"
        // A busy machine must not look like a broker that cannot keep up.
        configuration.mailboxNanosecondsMax = .max
        configure(&configuration)
        let (disks, directory) = try disk.partitions(partitions)
        // It stays locked as long as this world has it.
        defer { withExtendedLifetime(directory) {} }
        let broker = try Broker.open(disks, configuration: configuration, logger: .quiet)
        let stop = try await reach(broker, client) { client in
            try await body(World(client: client, broker: broker, clock: clock))
        }
        try await broker.closeAside()
        try stop.get()
    }

    /// Answers how the body ended: the broker is closed either way.
    private func reach(
        _ broker: Broker, _ configure: (inout FerryClientConfiguration) -> Void,
        _ body: (FerryClient) async throws -> Void
    ) async throws -> Result<Void, any Error> {
        var configuration = FerryClientConfiguration()
        configuration.callTimeout = .seconds(20)
        configuration.clientName = "conformance"
        switch self {
        case .inProcess:
            configure(&configuration)
            let client = FerryClient(
                configuration: configuration, transport: InProcessTransport(broker, caller: "conformance"))
            defer { client.close() }
            return await outcome { try await body(client) }
        case .socket:
            var listening = ServerConfiguration()
            listening.port = 0
            listening.adminPort = nil
            let server = FerryServer(configuration: listening, handler: broker, logger: .quiet)
            configuration.port = try await server.start().port
            configure(&configuration)
            let client = FerryClient(configuration: configuration)
            let result = await outcome { try await body(client) }
            client.close()
            try await server.stop(within: .zero)
            return result
        }
    }

    private func outcome(_ body: () async throws -> Void) async -> Result<Void, any Error> {
        do {
            try await body()
            return .success(())
        } catch {
            return .failure(error)
        }
    }
}

extension Disk {
    fileprivate func partitions(_ count: Int) throws -> ([PartitionDisk], DataDirectory?) {
        let ids = (1...UInt16(count)).map { PartitionID($0) }
        switch self {
        case .memory:
            return (try ids.map { try PartitionDisk($0, PartitionStorage(over: MemoryOrderedStore())) }, nil)
        case .failing(let isToFail):
            return (try ids.map { try PartitionDisk.failing($0, MemoryOrderedStore(), isToFail) }, nil)
        case .stores(let stores):
            return (try zip(ids, stores).map { try PartitionDisk($0, PartitionStorage(over: $1)) }, nil)
        case .gated(let gate, let gated):
            let disks = try ids.map { id in
                let store: any OrderedStore = id == gated ? GatedStore(gate) : MemoryOrderedStore()
                return try PartitionDisk(id, PartitionStorage(over: store))
            }
            return (disks, nil)
        case .directory(let path):
            let directory = try DataDirectory.open(path, partitions: count)
            let disks = try ids.map { PartitionDisk($0, try directory.openPartition($0, StoreSettings())) }
            return (disks, directory)
        }
    }
}

extension PartitionDisk {
    fileprivate static func failing(
        _ id: PartitionID, _ store: MemoryOrderedStore, _ isToFail: Watched<Bool>
    ) throws(StorageFailure) -> PartitionDisk {
        let storage = try PartitionStorage(over: store)
        var disk = PartitionDisk(
            id: id, storage: storage,
            sync: { () throws(StorageFailure) in
                guard isToFail.value else { return }
                isToFail.change { $0 = false }
                throw StorageFailure(.io, "pulled out")
            }, log: storage.eventLog, close: {})
        disk.reopen = { () throws(StorageFailure) in try failing(id, store, isToFail) }
        return disk
    }
}

extension Broker {
    /// Closes on a thread that may block.
    func closeAside() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global().async { continuation.resume(with: Result { try self.close() }) }
        }
    }
}

/// Runs the body with the path of a directory that is not there yet, and removes it afterwards.
func withTemporaryDirectory(_ body: (String) async throws -> Void) async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("ferry-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await body(path)
}

extension Logger {
    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
