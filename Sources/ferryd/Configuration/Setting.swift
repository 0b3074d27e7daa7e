import Logging

/// One key that can be set: by flag, environment or file, under one name, as text.
struct Setting: Sendable {
    /// As in the file and, behind two dashes, as a flag.
    let name: String
    /// What it accepts, in words.
    let takes: String
    let about: String
    let isFlag: Bool
    /// What stands there, as text; empty for nothing.
    let text: @Sendable (Settings) -> String
    /// False: this is nothing it accepts.
    let set: @Sendable (inout Settings, String) -> Bool

    /// `FERRY_ADMIN_PORT` for `admin-port`.
    var variable: String { "FERRY_" + name.uppercased().replacing("-", with: "_") }

    static func named(_ name: String) -> Setting? { all.first { $0.name == name } }

    private typealias Path<Value> = WritableKeyPath<Settings, Value> & Sendable

    private static func number(
        _ name: String, _ range: ClosedRange<Int>, _ path: any Path<Int>, _ about: String
    ) -> Setting {
        Setting(
            name: name, takes: "\(range.lowerBound) to \(range.upperBound)", about: about, isFlag: false,
            text: { "\($0[keyPath: path])" },
            set: { settings, text in
                guard let number = Int(text), range.contains(number) else { return false }
                settings[keyPath: path] = number
                return true
            })
    }

    private static func text(
        _ name: String, _ takes: String, _ path: any Path<String>, _ about: String
    ) -> Setting {
        Setting(
            name: name, takes: takes, about: about, isFlag: false, text: { $0[keyPath: path] },
            set: { settings, text in
                settings[keyPath: path] = text
                return true
            })
    }

    private static func choice<Value: RawRepresentable<String> & CaseIterable & Sendable>(
        _ name: String, _ path: any Path<Value>, _ about: String
    ) -> Setting {
        Setting(
            name: name, takes: Value.allCases.map(\.rawValue).joined(separator: ", "), about: about, isFlag: false,
            text: { $0[keyPath: path].rawValue },
            set: { settings, text in
                guard let value = Value(rawValue: text) else { return false }
                settings[keyPath: path] = value
                return true
            })
    }

    private static func flag(_ name: String, _ path: any Path<Bool>, _ about: String) -> Setting {
        Setting(
            name: name, takes: "true or false; as a flag no value", about: about, isFlag: true,
            text: { "\($0[keyPath: path])" },
            set: { settings, text in
                guard let value = Bool(text) else { return false }
                settings[keyPath: path] = value
                return true
            })
    }

    /// In the order of `docs/CONFIGURATION.md`, which a test compares with this table.
    static let all: [Setting] = [
        text("data", "a path", \.data, "The data directory; made when it is not there."),
        number(
            "partitions", 0...1_024, \.partitions,
            "Partitions of a new data directory; 0 is one for each core and no fewer than 2. For a directory that is there, only a check."
        ),
        text("backup-dir", "a path", \.backupDirectory, "Where backups are put; without it none are made."),

        text("host", "an address", \.host, "Where to listen. Other machines reach only an address they can reach."),
        number("port", 0...65_535, \.port, "The port for clients; 0 picks a free one."),
        number(
            "admin-port", 0...65_535, \.adminPort,
            "The port for health, metrics and backups over HTTP, on the same address; 0 picks a free one."),
        flag("no-admin", \.noAdmin, "No admin port."),
        text(
            "token", "text", \.token,
            "What clients must show, and whoever asks for a backup. Better as a variable or in the file: flags can be read by every user of the machine."
        ),

        choice("log-level", \.logLevel, "From which level on lines are logged."),
        choice("log-format", \.logFormat, "How lines are logged."),

        number(
            "memory-mib", 64...1_048_576, \.memoryMebibytes,
            "Memory for everything together: caches and write buffers are given their shares of it."),
        number(
            "mailbox", 1...1_000_000, \.mailbox,
            "Calls that may wait in one partition; more are refused with RESOURCE_EXHAUSTED."),
        number("turn", 1...10_000, \.turn, "Calls that one turn of a partition takes together."),

        number("connections-max", 1...1_000_000, \.connectionsMax, "Open connections; more are refused."),
        number(
            "calls-in-flight-max", 1...100_000, \.callsInFlightMax,
            "Calls in flight on one connection; more are refused."),
        number("frame-bytes-max", 65_536...67_108_864, \.frameBytesMax, "The longest frame taken from a client."),
        number(
            "socket-buffer-kib", 0...65_536, \.socketBufferKibibytes,
            "What the kernel may hold of one connection, each way; more is faster over long distances, and dearer where many clients dawdle. 0 for as much as it likes."
        ),
        number("handshake-seconds", 1...3_600, \.handshakeSeconds, "How long a new connection may take to say Hello."),
        number(
            "idle-seconds", 1...86_400, \.idleSeconds, "How long a connection without calls in flight may say nothing."),
        number("stall-seconds", 1...3_600, \.stallSeconds, "How long a client may leave over 32 KiB unread."),
        number("drain-seconds", 0...3_600, \.drainSeconds, "How long calls in flight have when the broker stops."),

        flag(
            "unique-business-ids", \.uniqueBusinessIDs,
            "A new instance is refused while another of the same definition has its business id."),

        number(
            "retention-days", 0...36_500, \.retentionDays,
            "How old events become before they are cut from the log; 0 for any age."),
        number(
            "retention-mib", 0...1_073_741_824, \.retentionMebibytes,
            "How large one partition's log becomes on disk before its oldest events are cut; 0 for any size."),
    ]
}

/// How log lines look.
enum LogFormat: String, CaseIterable, Sendable {
    case text
    /// One JSON object a line.
    case json
}
