import FerryModel
import Foundation
import Logging

/// Writes log lines as JSON, one object a line: time, level, message, and the metadata sorted by name.
struct JSONLogHandler: LogHandler {
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    private let write: @Sendable (String) -> Void
    private let now: @Sendable () -> Date

    init(
        now: @escaping @Sendable () -> Date = { Date() },
        write: @escaping @Sendable (String) -> Void = { FileHandle.standardError.write(Data($0.utf8)) }
    ) {
        self.now = now
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadataProvider?.get() ?? [:]
        all.merge(metadata) { $1 }
        all.merge(event.metadata ?? [:]) { $1 }
        var line: [UInt8] = Array("{\"time\":".utf8)
        JSONText.appendString(Self.timeStyle.format(now()), to: &line)
        line += Array(",\"level\":\"\(event.level)\",\"message\":".utf8)
        JSONText.appendString("\(event.message)", to: &line)
        for name in all.keys.sorted() {
            line.append(UInt8(ascii: ","))
            JSONText.appendString(Self.reserved.contains(name) ? "_" + name : name, to: &line)
            line.append(UInt8(ascii: ":"))
            JSONText.appendString("\(all[name] ?? "")", to: &line)
        }
        line += Array("}\n".utf8)
        write(String(decoding: line, as: UTF8.self))
    }

    private static let reserved: Set<String> = ["time", "level", "message"]
    private static let timeStyle = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}
