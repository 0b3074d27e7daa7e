import FerryModel

/// What a data directory says of itself: `ferry.json`, one flat object, replaced whole or not at all.
struct DataDirectoryManifest: Hashable {
    static let fileName = "ferry.json"
    /// Changes when an older ferryd could no longer read the data.
    static let formatVersion = 2

    var clusterID: String
    var partitions: Int
    /// False while the partitions are being made: nothing in them is worth keeping.
    var isComplete: Bool

    var json: [UInt8] { Self.text(fields, sum: CRC32C.of(Self.text(fields)[...])) }

    private var fields: [(String, String)] {
        [
            ("formatVersion", String(Self.formatVersion)), ("clusterID", Self.quoted(clusterID)),
            ("partitions", String(partitions)), ("complete", String(isComplete)),
        ]
    }

    private static func quoted(_ text: String) -> String {
        var json: [UInt8] = []
        JSONText.appendString(text, to: &json)
        return String(decoding: json, as: UTF8.self)
    }

    private static func text(_ fields: [(String, String)], sum: UInt32? = nil) -> [UInt8] {
        let all = fields + (sum.map { [("crc32c", String($0))] } ?? [])
        let lines = all.map { name, value in "  \"\(name)\": \(value)" }
        return Array("{\n\(lines.joined(separator: ",\n"))\n}\n".utf8)
    }

    enum Fault: Error, Hashable {
        case unreadable(String)
        case otherFormatVersion(Int)
    }

    /// A flipped bit must not turn one cluster into another: the sum covers the fields. The version is looked at
    /// first, since another version may have other fields.
    init(parsing text: [UInt8]) throws(Fault) {
        let fields: Variables
        do {
            fields = try Variables(parsing: text)
        } catch {
            throw .unreadable("expected a JSON object, but \(error.description)")
        }
        let version = try Self.number("formatVersion", in: fields)
        guard version == Self.formatVersion else { throw .otherFormatVersion(version) }
        partitions = try Self.number("partitions", in: fields)
        isComplete = fields["complete"]?.text == "true"
        guard let name = fields["clusterID"]?.bytes, name.first == UInt8(ascii: "\""),
            let clusterID = try? JSONText.unescape(name[...])
        else { throw .unreadable("expected the text \"clusterID\"") }
        self.clusterID = clusterID
        guard (1...DataDirectory.partitionsMax).contains(partitions) else {
            throw .unreadable("expected 1 to \(DataDirectory.partitionsMax) partitions, found \(partitions)")
        }
        guard text == json else { throw .unreadable("expected what ferryd wrote, found it changed (see its crc32c)") }
    }

    init(clusterID: String, partitions: Int, isComplete: Bool) {
        self.clusterID = clusterID
        self.partitions = partitions
        self.isComplete = isComplete
    }

    private static func number(_ name: String, in fields: Variables) throws(Fault) -> Int {
        guard let number = fields[name].flatMap({ Int($0.text) }) else {
            throw .unreadable("expected the number \"\(name)\"")
        }
        return number
    }
}
