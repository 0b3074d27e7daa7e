import FerryClient

extension FormDefinition: Listed {
    static var columns: [Table.Column] {
        [
            .left("KEY"), .left("FORM"), .right("VERSION"), .left("TAG"), .left("DEPLOYED"), .left("HASH"),
            .left("FILE"),
        ]
    }

    private static let hashDigitsShown = 12

    var cells: [String] {
        [
            "\(key)", formID, "\(version)", versionTag, deployedAt.iso8601,
            String(contentHash.prefix(Self.hashDigitsShown)), resourceName,
        ]
    }

    var json: JSON {
        [
            "key": .key(key), "formId": .string(formID), "version": .number(version),
            "versionTag": .string(versionTag), "resourceName": .string(resourceName),
            "contentHash": .string(contentHash), "deployedAt": .time(deployedAt), "tenant": .string(tenant.rawValue),
        ]
    }

    var lines: [String] {
        labelled([
            ("form", "\(formID):\(version)"), ("key", "\(key)"), ("tag", versionTag), ("file", resourceName),
            ("hash", contentHash), ("deployed", deployedAt.iso8601), ("tenant", tenant.rawValue),
        ])
    }
}
