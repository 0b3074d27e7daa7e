import FerryModel

/// `ferry.record.v1.Form`: what is known of a deployed form, and its file as it came.
enum FormRecord {
    static func write(_ deployed: DeployedForm, to writer: inout RecordWriter) {
        let form = deployed.form
        writer.key(1, form.key)
        writer.text(2, form.formID)
        writer.int32UnlessZero(3, form.version)
        writer.textUnlessEmpty(4, form.versionTag)
        writer.textUnlessEmpty(5, form.resourceName)
        writer.text(6, form.contentHash)
        writer.time(7, form.deployedAt)
        if form.tenant != .default { writer.text(8, form.tenant.rawValue) }
        writer.key(9, form.deploymentKey)
        writer.bytes(10, deployed.content)
        writer.flagUnlessFalse(11, deployed.isDeleted)
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> DeployedForm {
        var cursor = cursor
        var key: FormKey?
        var formID: String?
        var version: Int32 = 0
        var versionTag = ""
        var resourceName = ""
        var contentHash: String?
        var deployedAt: Timestamp?
        var tenant = TenantID.default
        var deploymentKey: DeploymentKey?
        var content: [UInt8]?
        var isDeleted = false
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: formID = try field.text(in: bytes)
            case 3: version = try field.int32()
            case 4: versionTag = try field.text(in: bytes)
            case 5: resourceName = try field.text(in: bytes)
            case 6: contentHash = try field.text(in: bytes)
            case 7: deployedAt = try field.time()
            case 8: tenant = TenantID(rawValue: try field.text(in: bytes))
            case 9: deploymentKey = try field.key()
            case 10: content = try field.bytes(in: bytes)
            case 11: isDeleted = try field.flag()
            default: break
            }
        }
        let form = FormDefinition(
            key: try require(key, "the form's key"), formID: try require(formID, "the form's id"), version: version,
            versionTag: versionTag, resourceName: resourceName,
            contentHash: try require(contentHash, "the content's hash"),
            deployedAt: try require(deployedAt, "the time of deployment"), tenant: tenant,
            deploymentKey: try require(deploymentKey, "the deployment's key"))
        return DeployedForm(form: form, content: try require(content, "the file"), isDeleted: isDeleted)
    }
}
