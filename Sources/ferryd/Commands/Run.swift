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
    static let configuration = CommandConfiguration(
        abstract: "Run the broker (the default).",
        discussion: """
            Every option is also a variable, FERRY_ADMIN_PORT for --admin-port, and a key of the --config file.
            """)

    @OptionGroup var flags: SettingFlags

    func run() async throws {
        LargeBlocks.giveBack()
        let outcome = try settings()
        let settings = outcome.settings
        let logger = settings.logger
        for name in outcome.unknownVariables {
            logger.warning("no setting is named by this variable", metadata: ["variable": "\(name)"])
        }
        let directory = try refusing {
            try DataDirectory.open(
                settings.data, partitions: settings.partitions == 0 ? nil : settings.partitions,
                defaultPartitions: max(2, ProcessInfo.processInfo.activeProcessorCount))
        }
        let broker = try refusing { try open(directory, settings, logger) }
        defer { withExtendedLifetime(directory) {} }
        do {
            try await serve(broker, settings, logger)
        } catch {
            try? broker.close()
            throw refusal(error)
        }
        try refusing { try broker.close() }
        logger.info("closed", metadata: ["data": "\(settings.data)"])
    }

    private func settings() throws -> SettingSources.Outcome {
        let environment = ProcessInfo.processInfo.environment
        do {
            var sources = SettingSources(flags: flags.given, environment: environment)
            if let path = flags.config ?? environment["FERRY_CONFIG"] {
                sources.file = try ConfigurationFile(reading: path)
            }
            return try sources.resolve()
        } catch {
            throw refusal(error, code: 64)
        }
    }

    private func open(_ directory: DataDirectory, _ settings: Settings, _ logger: Logger) throws -> Broker {
        let disks = try PartitionDisk.openAll(
            of: directory, settings.memory.store(partitions: directory.partitionCount))
        var configuration = settings.broker
        configuration.clusterID = directory.clusterID
        return try Broker.open(disks, configuration: configuration, logger: logger)
    }

    private func serve(_ broker: Broker, _ settings: Settings, _ logger: Logger) async throws {
        OpenFiles.raiseLimit()
        var configuration = settings.server
        if configuration.connectionsMax > OpenFiles.connectionsMost {
            configuration.connectionsMax = OpenFiles.connectionsMost
            logger.warning(
                "fewer connections than configured: this process may not open more files",
                metadata: ["configured": "\(settings.connectionsMax)", "taken": "\(configuration.connectionsMax)"])
        }
        let server = FerryServer(
            configuration: configuration, handler: broker, administration: broker, logger: logger,
            onListening: Self.announce)
        let group = ServiceGroup(
            services: [server], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        try await group.run()
    }

    private static func announce(_ address: ServerAddress) {
        var lines = "ferryd listening on \(address.text)\n"
        if let admin = address.adminText { lines += "ferryd admin on \(admin)\n" }
        FileHandle.standardOutput.write(Data(lines.utf8))
    }
}

extension Settings {
    fileprivate var logger: Logger {
        var logger =
            switch logFormat {
            case .text: Logger(label: "ferryd") { StreamLogHandler.standardError(label: $0) }
            case .json: Logger(label: "ferryd") { _ in JSONLogHandler() }
            }
        logger.logLevel = logLevel
        return logger
    }
}
