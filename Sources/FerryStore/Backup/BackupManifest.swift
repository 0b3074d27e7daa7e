package import FerryModel

/// What a backup says of itself, in `backup.json`: written last, so a directory without it is no backup.
package struct BackupManifest: Hashable, Sendable {
    static let fileName = "backup.json"
    static let formatVersion = 2

    package var clusterID: String
    package var createdAt: Timestamp
    /// The newest event of each partition, from partition 1 on.
    package var positions: [LogPosition]

    package init(clusterID: String, createdAt: Timestamp, positions: [LogPosition]) {
        self.clusterID = clusterID
        self.createdAt = createdAt
        self.positions = positions
    }

    var json: [UInt8] {
        var clusterName: [UInt8] = []
        JSONText.appendString(clusterID, to: &clusterName)
        var lines = [
            "  \"formatVersion\": \(Self.formatVersion)",
            "  \"clusterID\": \(String(decoding: clusterName, as: UTF8.self))",
            "  \"createdAtMilliseconds\": \(createdAt.milliseconds)", "  \"partitions\": \(positions.count)",
        ]
        for (index, position) in positions.enumerated() {
            lines.append("  \"position-\(index + 1)\": \(position.rawValue)")
        }
        return Array("{\n\(lines.joined(separator: ",\n"))\n}\n".utf8)
    }

    /// nil: not what this version wrote.
    init?(parsing text: [UInt8]) {
        guard let fields = try? Variables(parsing: text) else { return nil }
        func number<Number: LosslessStringConvertible>(_ name: String) -> Number? {
            fields[name].flatMap { Number($0.text) }
        }
        guard let version: Int = number("formatVersion"), version == Self.formatVersion,
            let created: Int64 = number("createdAtMilliseconds"),
            let count: Int = number("partitions"), (1...DataDirectory.partitionsMax).contains(count),
            let name = fields["clusterID"]?.bytes, name.first == UInt8(ascii: "\""),
            let clusterID = try? JSONText.unescape(name[...])
        else { return nil }
        let positions = (1...count).compactMap { index in number("position-\(index)").map { LogPosition($0) } }
        guard positions.count == count else { return nil }
        self.init(clusterID: clusterID, createdAt: Timestamp(milliseconds: created), positions: positions)
        guard json == text else { return nil }
    }
}
