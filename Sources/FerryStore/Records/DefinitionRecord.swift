import FerryModel

/// `ferry.record.v1.Definition`: what is known of a deployed definition, and its file as it came.
enum DefinitionRecord {
    static func write(_ deployed: DeployedDefinition, to writer: inout RecordWriter) {
        let definition = deployed.definition
        writer.key(1, definition.key)
        writer.text(2, definition.processID)
        writer.int32UnlessZero(3, definition.version)
        writer.textUnlessEmpty(4, definition.name)
        writer.textUnlessEmpty(5, definition.versionTag)
        writer.textUnlessEmpty(6, definition.resourceName)
        writer.text(7, definition.contentHash)
        writer.time(8, definition.deployedAt)
        if definition.tenant != .default { writer.text(9, definition.tenant.rawValue) }
        writer.bytes(10, deployed.xml)
        if definition.deploymentKey.rawValue != 0 { writer.key(11, definition.deploymentKey) }
        writer.flagUnlessFalse(12, deployed.isDeleted)
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> DeployedDefinition {
        var cursor = cursor
        var key: ProcessDefinitionKey?
        var processID: String?
        var version: Int32 = 0
        var name = ""
        var versionTag = ""
        var resourceName = ""
        var contentHash: String?
        var deployedAt: Timestamp?
        var tenant = TenantID.default
        var xml: [UInt8]?
        var deploymentKey: DeploymentKey = 0
        var isDeleted = false
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: processID = try field.text(in: bytes)
            case 3: version = try field.int32()
            case 4: name = try field.text(in: bytes)
            case 5: versionTag = try field.text(in: bytes)
            case 6: resourceName = try field.text(in: bytes)
            case 7: contentHash = try field.text(in: bytes)
            case 8: deployedAt = try field.time()
            case 9: tenant = TenantID(rawValue: try field.text(in: bytes))
            case 10: xml = try field.bytes(in: bytes)
            case 11: deploymentKey = try field.key()
            case 12: isDeleted = try field.flag()
            default: break
            }
        }
        let definition = ProcessDefinition(
            key: try require(key, "the definition's key"), processID: try require(processID, "the process id"),
            version: version, name: name, versionTag: versionTag, resourceName: resourceName,
            contentHash: try require(contentHash, "the content's hash"),
            deployedAt: try require(deployedAt, "the time of deployment"), tenant: tenant,
            deploymentKey: deploymentKey)
        return DeployedDefinition(definition: definition, xml: try require(xml, "the file"), isDeleted: isDeleted)
    }
}
