extension Model {
    /// A form's document; `more` are further members, such as `"versionTag":"v1"`.
    package static func form(_ id: String, _ more: String = "") -> [UInt8] {
        Array(
            """
            {"schemaVersion":18,"type":"default","id":"\(id)",\(more.isEmpty ? "" : "\(more),")
            "components":[{"type":"textfield","key":"name"}]}
            """.utf8)
    }

    /// `zeebe:formDefinition` of a form by its id; `binding` as attributes, for example `bindingType="deployment"`.
    package static func formID(_ id: String, _ binding: String = "") -> String {
        "<zeebe:formDefinition formId=\"\(id)\" \(binding)/>"
    }
}
