import ArgumentParser

/// The settings as flags. All are text here: one table says what each accepts, wherever it comes from.
struct SettingFlags: ParsableArguments {
    @Option(help: "A file of settings, YAML or JSON (default: $FERRY_CONFIG). Flags and variables override it.")
    var config: String?

    @Option(help: help("data")) var data: String?
    @Option(help: help("partitions")) var partitions: String?
    @Option(help: help("backup-dir")) var backupDir: String?
    @Option(help: help("host")) var host: String?
    @Option(help: help("port")) var port: String?
    @Option(help: help("admin-port")) var adminPort: String?
    @Flag(help: help("no-admin")) var noAdmin = false
    @Option(help: help("token")) var token: String?
    @Option(help: help("log-level")) var logLevel: String?
    @Option(help: help("log-format")) var logFormat: String?
    @Option(help: help("memory-mib")) var memoryMib: String?
    @Option(help: help("mailbox")) var mailbox: String?
    @Option(help: help("turn")) var turn: String?
    @Option(help: help("connections-max")) var connectionsMax: String?
    @Option(help: help("calls-in-flight-max")) var callsInFlightMax: String?
    @Option(help: help("frame-bytes-max")) var frameBytesMax: String?
    @Option(help: help("socket-buffer-kib")) var socketBufferKib: String?
    @Option(help: help("handshake-seconds")) var handshakeSeconds: String?
    @Option(help: help("idle-seconds")) var idleSeconds: String?
    @Option(help: help("stall-seconds")) var stallSeconds: String?
    @Option(help: help("drain-seconds")) var drainSeconds: String?
    @Flag(help: help("unique-business-ids")) var uniqueBusinessIds = false
    @Option(help: help("retention-days")) var retentionDays: String?
    @Option(help: help("retention-mib")) var retentionMib: String?

    /// What was given, by the settings' names.
    var given: [String: String] {
        let options = [
            "data": data, "partitions": partitions, "backup-dir": backupDir, "host": host, "port": port,
            "admin-port": adminPort, "token": token, "log-level": logLevel, "log-format": logFormat,
            "memory-mib": memoryMib, "mailbox": mailbox, "turn": turn,
            "connections-max": connectionsMax, "calls-in-flight-max": callsInFlightMax,
            "frame-bytes-max": frameBytesMax, "socket-buffer-kib": socketBufferKib,
            "handshake-seconds": handshakeSeconds, "idle-seconds": idleSeconds, "stall-seconds": stallSeconds,
            "drain-seconds": drainSeconds, "retention-days": retentionDays, "retention-mib": retentionMib,
            "no-admin": noAdmin ? "true" : nil,
            "unique-business-ids": uniqueBusinessIds ? "true" : nil,
        ]
        return options.compactMapValues { $0 }
    }

    private static func help(_ name: String) -> ArgumentHelp {
        guard let setting = Setting.named(name) else { preconditionFailure("every flag is a setting: \(name)") }
        let standard = setting.text(Settings())
        let note = setting.isFlag ? "" : " (\(setting.takes)\(standard.isEmpty ? "" : "; default: \(standard)"))"
        return ArgumentHelp(setting.about + note)
    }
}
