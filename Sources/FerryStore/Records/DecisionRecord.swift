import FerryModel

/// `ferry.record.v1.Decisions`: what is known of a deployed DMN file and its decisions, and the file as it came.
enum DecisionsRecord {
    static func write(_ deployed: DeployedDecisions, to writer: inout RecordWriter) {
        let shared = deployed.decisions[0]
        writer.key(1, deployed.requirementsKey)
        writer.textUnlessEmpty(2, shared.requirementsID)
        writer.textUnlessEmpty(3, shared.resourceName)
        writer.text(4, shared.contentHash)
        writer.time(5, shared.deployedAt)
        if shared.tenant != .default { writer.text(6, shared.tenant.rawValue) }
        writer.key(7, shared.deploymentKey)
        writer.bytes(8, deployed.xml)
        for decision in deployed.decisions {
            writer.message(9) { writer in
                writer.key(1, decision.key)
                writer.text(2, decision.decisionID)
                writer.int32UnlessZero(3, decision.version)
                writer.textUnlessEmpty(4, decision.name)
                writer.textUnlessEmpty(5, decision.versionTag)
            }
        }
        writer.flagUnlessFalse(10, deployed.isDeleted)
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> DeployedDecisions {
        var cursor = cursor
        var requirementsKey: DecisionRequirementsKey?
        var requirementsID = ""
        var resourceName = ""
        var contentHash: String?
        var deployedAt: Timestamp?
        var tenant = TenantID.default
        var deploymentKey: DeploymentKey?
        var xml: [UInt8]?
        var decisions: [Part] = []
        var isDeleted = false
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: requirementsKey = try field.key()
            case 2: requirementsID = try field.text(in: bytes)
            case 3: resourceName = try field.text(in: bytes)
            case 4: contentHash = try field.text(in: bytes)
            case 5: deployedAt = try field.time()
            case 6: tenant = TenantID(rawValue: try field.text(in: bytes))
            case 7: deploymentKey = try field.key()
            case 8: xml = try field.bytes(in: bytes)
            case 9: decisions.append(try Part(field.content(), in: bytes))
            case 10: isDeleted = try field.flag()
            default: break
            }
        }
        guard !decisions.isEmpty else { throw .missing("a DMN file's first decision") }
        let key = try require(requirementsKey, "the requirements' key")
        let hash = try require(contentHash, "the content's hash")
        let time = try require(deployedAt, "the time of deployment")
        let deployment = try require(deploymentKey, "the deployment's key")
        return DeployedDecisions(
            decisions: decisions.map {
                DecisionDefinition(
                    key: $0.key, decisionID: $0.id, version: $0.version, name: $0.name, versionTag: $0.versionTag,
                    requirementsKey: key, requirementsID: requirementsID, resourceName: resourceName,
                    contentHash: hash, deployedAt: time, tenant: tenant, deploymentKey: deployment)
            }, xml: try require(xml, "the file"), isDeleted: isDeleted)
    }

    /// What the decisions of a file do not share.
    private struct Part {
        let key: DecisionDefinitionKey
        let id: String
        let version: Int32
        let name: String
        let versionTag: String

        init(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) {
            var cursor = cursor
            var key: DecisionDefinitionKey?
            var id: String?
            var version: Int32 = 0
            var name = ""
            var versionTag = ""
            while let field = try cursor.next(in: bytes) {
                switch field.number {
                case 1: key = try field.key()
                case 2: id = try field.text(in: bytes)
                case 3: version = try field.int32()
                case 4: name = try field.text(in: bytes)
                case 5: versionTag = try field.text(in: bytes)
                default: break
                }
            }
            self.key = try require(key, "the decision's key")
            self.id = try require(id, "the decision's id")
            self.version = version
            self.name = name
            self.versionTag = versionTag
        }
    }
}
