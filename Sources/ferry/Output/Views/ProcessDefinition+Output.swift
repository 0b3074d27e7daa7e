import FerryClient

extension ProcessDefinition: Listed {
    static var columns: [Table.Column] {
        [
            .left("KEY"), .left("PROCESS"), .right("VERSION"), .left("NAME"), .left("TAG"), .left("DEPLOYED"),
            .left("HASH"), .left("FILE"),
        ]
    }

    /// The first digits tell two versions of a process apart; `definition show` has them all.
    private static let hashDigitsShown = 12

    var cells: [String] {
        [
            "\(key)", processID, "\(version)", name, versionTag, deployedAt.iso8601,
            String(contentHash.prefix(Self.hashDigitsShown)), resourceName,
        ]
    }

    var json: JSON {
        [
            "key": .key(key), "processId": .string(processID), "version": .number(version), "name": .string(name),
            "versionTag": .string(versionTag), "resourceName": .string(resourceName),
            "contentHash": .string(contentHash), "deployedAt": .time(deployedAt), "tenant": .string(tenant.rawValue),
        ]
    }

    var lines: [String] {
        labelled([
            ("key", "\(key)"), ("process", processID), ("version", "\(version)"), ("name", name), ("tag", versionTag),
            ("file", resourceName), ("hash", contentHash), ("deployed", deployedAt.iso8601),
            ("xml", "ferry definition show \(processID):\(version) --xml"),
        ])
    }
}
