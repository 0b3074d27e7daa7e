import FerryBroker
import FerryServer
import FerryStore
import FerryWire
import Logging

/// Everything `ferryd` can be told, with what it does when told nothing.
struct Settings: Sendable {
    var data = "ferry-data"
    /// 0: as many as there are, or for a new directory as there are cores, and no fewer than 2.
    var partitions = 0
    var backupDirectory = ""

    var host = "127.0.0.1"
    var port = 26600
    var adminPort = 26601
    var noAdmin = false
    var token = ""

    var logLevel = Logger.Level.info
    var logFormat = LogFormat.text

    var memoryMebibytes = 1_024
    var mailbox = 8_192
    var turn = 512

    var connectionsMax = 10_000
    var callsInFlightMax = 1_024
    var frameBytesMax = FrameLimits.standard.frameBytesMax
    /// 0: as the system likes.
    var socketBufferKibibytes = 128
    var handshakeSeconds = 10
    var idleSeconds = 600
    var stallSeconds = 30
    var drainSeconds = 10

    var uniqueBusinessIDs = false

    /// 0: of any age.
    var retentionDays = 7
    /// 0: of any size.
    var retentionMebibytes = 10_240

    var memory: MemoryShares { MemoryShares(mebibytes: memoryMebibytes) }

    var server: ServerConfiguration {
        var configuration = ServerConfiguration()
        configuration.host = host
        configuration.port = port
        configuration.adminPort = noAdmin ? nil : adminPort
        configuration.token = Array(token.utf8)
        configuration.connectionsMax = connectionsMax
        configuration.callsInFlightMax = callsInFlightMax
        configuration.frameLimits = FrameLimits(frameBytesMax: frameBytesMax)
        configuration.socketBufferBytes = socketBufferKibibytes == 0 ? nil : socketBufferKibibytes << 10
        configuration.handshakeTimeout = .seconds(handshakeSeconds)
        configuration.idleTimeout = .seconds(idleSeconds)
        configuration.stallTimeout = .seconds(stallSeconds)
        configuration.drainTimeout = .seconds(drainSeconds)
        return configuration
    }

    var broker: BrokerConfiguration {
        var configuration = BrokerConfiguration()
        configuration.serverVersion = BrokerVersion.text
        configuration.mailboxCallsMax = mailbox
        configuration.turnCallsMax = turn
        configuration.cacheInstances(inBytes: memory.instanceBytes)
        configuration.retention.ageMillisecondsMax = retentionDays == 0 ? nil : Int64(retentionDays) * 86_400_000
        configuration.retention.bytesMax = retentionMebibytes == 0 ? nil : UInt64(retentionMebibytes) << 20
        configuration.uniqueBusinessIDs = uniqueBusinessIDs
        configuration.backupDirectory = backupDirectory.isEmpty ? nil : backupDirectory
        return configuration
    }
}
