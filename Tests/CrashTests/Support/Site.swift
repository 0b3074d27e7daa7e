import FerryClient
import Foundation
import Glibc
import Synchronization
import Testing

/// A temporary directory, and every `ferryd` that was started on what is in it.
final class Site: Sendable {
    let path: String
    /// Between every broker of this site and its data; nil for the machine's own disk.
    let disk: DiskShim?
    private let processes = Mutex<[BrokerProcess]>([])

    fileprivate init(_ kind: DiskKind) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "ferry-crash-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        disk =
            kind == .own ? nil : try DiskShim(before: path + "/data", keepingIn: path + "/disk", lies: kind == .lying)
    }

    enum DiskKind {
        case own
        case shimmed
        /// A shim whose syncs do nothing.
        case lying
    }

    /// The data directory, unless a test says otherwise.
    var data: String { path + "/data" }

    func launch(on data: String? = nil, _ arguments: String...) throws -> BrokerProcess {
        try processes.withLock { processes in
            let process = try BrokerProcess(
                arguments: ["--data", data ?? self.data, "--port", "0"] + admin + arguments,
                environment: disk?.environment ?? [:],
                logs: "\(path)/log-\(processes.count)")
            processes.append(process)
            return process
        }
    }

    func requireDisk() throws -> DiskShim { try #require(disk, "this site has the machine's own disk") }

    /// Who makes trouble wants to see it.
    private var admin: [String] { disk == nil ? ["--no-admin"] : ["--admin-port", "0"] }

    /// Launches a broker and waits until it listens.
    func start(on data: String? = nil) async throws -> RunningBroker {
        let began = ContinuousClock.now
        let process = try launch(on: data, "--log-level", "warning")
        let port = try await process.port()
        return RunningBroker(process: process, port: port, startTime: ContinuousClock.now - began)
    }

    fileprivate func clear() {
        for process in processes.withLock({ $0 }) where process.ending == nil {
            process.signal(SIGKILL)
            var status: Int32 = 0
            waitpid(process.id, &status, 0)
        }
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// Lends a site, then ends all its processes and removes it, however the body ends.
func withSite<Result>(_ disk: Site.DiskKind = .own, _ body: (Site) async throws -> Result) async throws -> Result {
    let site = try Site(disk)
    defer { site.clear() }
    return try await body(site)
}

/// Lends one broker on a directory of its own, with a client of it.
func withBroker<Result>(_ body: (RunningBroker, FerryClient) async throws -> Result) async throws -> Result {
    try await withSite { site in
        let broker = try await site.start()
        return try await withFerryClient(broker.clientConfiguration) { try await body(broker, $0) }
    }
}

/// A broker that listens.
struct RunningBroker: Sendable {
    let process: BrokerProcess
    let port: Int
    /// From launch to listening.
    let startTime: Duration

    var clientConfiguration: FerryClientConfiguration {
        var configuration = FerryClientConfiguration()
        configuration.port = port
        return configuration
    }

    func makeClient() -> FerryClient { FerryClient(configuration: clientConfiguration) }

    func kill() async throws {
        process.signal(SIGKILL)
        _ = try await process.end()
    }

    /// Asks it to stop, and waits until it has.
    func stop() async throws -> BrokerProcess.Ending {
        process.signal(SIGTERM)
        return try await process.end()
    }

    /// It runs, serves a client that just came, and has no partition that stopped.
    func expectWell(at place: SourceLocation = #_sourceLocation) async throws {
        try await withFerryClient(clientConfiguration) { client in
            let ping = Ping(payload: [1, 2, 3])
            let answer = try await client.ping(ping, options: CallOptions(timeout: .seconds(5)))
            let partitions = try await client.topology().partitions
            #expect(answer == ping, sourceLocation: place)
            #expect(partitions.map(\.problem) == partitions.map { _ in "" }, sourceLocation: place)
            #expect(process.ending == nil, sourceLocation: place)
        }
    }
}
