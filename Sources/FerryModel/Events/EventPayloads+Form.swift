/// A form as deployed, with its document.
package struct DeployedForm: Hashable, Sendable {
    package let form: FormDefinition
    package let content: [UInt8]
    /// Nobody finds it by its id any more. It stays for its version number and for user tasks that have it.
    package var isDeleted: Bool

    package init(form: FormDefinition, content: [UInt8], isDeleted: Bool = false) {
        self.form = form
        self.content = content
        self.isDeleted = isDeleted
    }
}

extension DeployedForm {
    func describe(_ json: inout JSONObjectWriter) {
        json.field("formKey", form.key)
        json.field("formId", form.formID)
        json.field("version", number: form.version)
        json.field("versionTag", form.versionTag)
        json.field("resourceName", form.resourceName)
        json.field("contentHash", form.contentHash)
        json.field("tenant", form.tenant.rawValue)
    }
}
