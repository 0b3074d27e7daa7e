import ArgumentParser
import FerryBroker
import FerryServer
import FerryStore
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// `ferryd run`: opens the data directory, starts the broker, lets clients in, and puts everything away at the end.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run the broker (the default).")

    @Option(help: "The data directory; made when it is not there.")
    var data = "ferry-data"

    @Option(help: "Partitions of a new data directory: at least 1, by default one for each core and no fewer than 2.")
    var partitions: Int?

    @Option(help: "The address to listen on. Other machines reach the broker only if you name one they can reach.")
    var host = "127.0.0.1"

    @Option(help: "The port for clients; 0 picks a free one.")
    var port = 26600

    @Option(help: "The port for health checks over HTTP, on the same address; 0 picks a free one.")
    var adminPort = 26601

    @Flag(help: "Answer no health checks.")
    var noAdmin = false

    @Option(help: "What clients must show in their handshake; by default nothing. Better given as FERRY_TOKEN.")
    var token: String?

    @Option(help: "Memory for blocks of table files, in MiB, over all partitions.")
    var cacheMib = 256

    @Option(
        help: "trace, debug, info, notice, warning, error or critical.",
        transform: { text in
            guard let level = Logger.Level(rawValue: text) else { throw ValidationError("'\(text)' is no log level") }
            return level
        })
    var logLevel = Logger.Level.info

    func validate() throws {
        if !(0...65_535).contains(port) { throw ValidationError("--port takes 0 to 65535") }
        if !(0...65_535).contains(adminPort) { throw ValidationError("--admin-port takes 0 to 65535") }
        if !(8...1_048_576).contains(cacheMib) { throw ValidationError("--cache-mib takes 8 to 1048576") }
    }

    func run() async throws {
        let logger = makeLogger()
        let directory = try refusing { try DataDirectory.open(
            data, partitions: partitions, defaultPartitions: max(2, ProcessInfo.processInfo.activeProcessorCount)) }
        let broker = try refusing { try open(directory, logger) }
        defer { withExtendedLifetime(directory) {} }
        do {
            try await serve(broker, logger)
        } catch {
            try? broker.close()
            throw refusal(error)
        }
        try refusing { try broker.close() }
        logger.info("closed", metadata: ["data": "\(data)"])
    }

    private func open(_ directory: DataDirectory, _ logger: Logger) throws -> Broker {
        let settings = StoreSettings(brokerCacheBytes: cacheMib << 20, partitions: directory.partitionCount)
        var disks: [PartitionDisk] = []
        for id in directory.partitions {
            disks.append(PartitionDisk(id, try directory.openPartition(id, settings)))
        }
        var configuration = BrokerConfiguration()
        configuration.serverVersion = BrokerVersion.text
        configuration.clusterID = directory.clusterID
        return try Broker.open(disks, configuration: configuration, logger: logger)
    }

    private func serve(_ broker: Broker, _ logger: Logger) async throws {
        var configuration = ServerConfiguration()
        configuration.host = host
        configuration.port = port
        configuration.adminPort = noAdmin ? nil : adminPort
        configuration.token = Array((token ?? ProcessInfo.processInfo.environment["FERRY_TOKEN"] ?? "").utf8)
        let server = FerryServer(configuration: configuration, handler: broker, logger: logger)
        let address = try await server.start()
        FileHandle.standardOutput.write(Data("ferryd listening on \(address.host):\(address.port)\n".utf8))
        let group = ServiceGroup(
            services: [server], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        try await group.run()
    }

    private func makeLogger() -> Logger {
        var logger = Logger(label: "ferryd") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = logLevel
        return logger
    }

    private func refusing<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch { throw refusal(error) }
    }

    /// One line for people, and exit code 1.
    private func refusal(_ error: any Error) -> any Error {
        FileHandle.standardError.write(Data("ferryd: \(error)\n".utf8))
        return ExitCode(1)
    }
}
