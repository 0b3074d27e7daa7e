import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    mutating func getForm(_ call: CGetFormRequest) -> GetForm {
        unsafe GetForm(form: formReference(call), tenant: tenant(call.tenant))
    }

    mutating func listForms(_ call: CListFormsRequest) -> ListForms {
        unsafe ListForms(
            formID: text(call.form_id, "form_id"), latestOnly: call.latest_only != 0, page: page(call.page),
            tenant: tenant(call.tenant))
    }

    mutating func getForm(_ answer: CGetFormResponse) -> GetForm.Answer? {
        guard let form = unsafe answer.form else { return nil }
        return unsafe GetForm.Answer(
            form: within("form") { unsafe $0.form(form.pointee) }, content: bytes(answer.content),
            isDeleted: answer.deleted != 0)
    }

    mutating func listForms(_ answer: CListFormsResponse) -> ListForms.Answer {
        unsafe ListForms.Answer(
            forms: forms(answer.n_forms, answer.forms), nextPageToken: bytes(answer.next_page_token))
    }

    mutating func forms(
        _ count: Int, _ items: UnsafeMutablePointer<UnsafeMutablePointer<CFormDefinition>?>?
    ) -> [FormDefinition] {
        unsafe list(count, items, "forms") { unsafe $0.form($1) }
    }

    private mutating func formReference(_ call: CGetFormRequest) -> FormReference {
        let formID = unsafe text(call.form_id, "form_id")
        let definition = unsafe optionalDefinitionReference(call.start_of, "start_of")
        switch (unsafe call.form_key, formID, definition) {
        case (0, "", nil): missing("form_id")
        case (0, "", .some(let definition)): return .start(of: definition)
        case (0, _, nil): return .latest(formID: formID)
        case (let number, "", nil): return .key(key(number, "form_key"))
        default:
            fault(
                "AMBIGUOUS_REFERENCE", "form_key", expected: "one of form_key, form_id and start_of", found: "several")
        }
        return .key(0)
    }

    private mutating func form(_ form: CFormDefinition) -> FormDefinition {
        unsafe FormDefinition(
            key: FormKey(form.key), formID: text(form.form_id, "form_id"), version: form.version,
            versionTag: text(form.version_tag, "version_tag"),
            resourceName: text(form.resource_name, "resource_name"),
            contentHash: text(form.content_hash, "content_hash"),
            deployedAt: Timestamp(milliseconds: form.deployed_at), tenant: tenant(form.tenant),
            deploymentKey: DeploymentKey(form.deployment_key))
    }
}

extension FieldWriter {
    func getForm(_ call: GetForm) -> CGetFormRequest {
        var fields = unsafe CGetFormRequest()
        unsafe fields.base = CGetFormRequest.head
        switch call.form {
        case .key(let key): unsafe fields.form_key = key.rawValue
        case .latest(let formID): unsafe fields.form_id = text(formID)
        case .start(let definition): unsafe fields.start_of = definitionReference(definition)
        }
        unsafe fields.tenant = tenant(call.tenant)
        return unsafe fields
    }

    func listForms(_ call: ListForms) -> CListFormsRequest {
        unsafe CListFormsRequest(
            base: CListFormsRequest.head, form_id: text(call.formID), latest_only: call.latestOnly ? 1 : 0,
            page: page(call.page), tenant: tenant(call.tenant))
    }

    func getForm(_ answer: GetForm.Answer) -> CGetFormResponse {
        unsafe CGetFormResponse(
            base: CGetFormResponse.head, form: message(form(answer.form)), content: bytes(answer.content),
            deleted: answer.isDeleted ? 1 : 0)
    }

    func listForms(_ answer: ListForms.Answer) -> CListFormsResponse {
        unsafe CListFormsResponse(
            base: CListFormsResponse.head, n_forms: answer.forms.count,
            forms: list(answer.forms) { unsafe $0.form($1) }, next_page_token: bytes(answer.nextPageToken))
    }

    func form(_ form: FormDefinition) -> CFormDefinition {
        unsafe CFormDefinition(
            base: CFormDefinition.head, key: form.key.rawValue, form_id: text(form.formID), version: form.version,
            version_tag: text(form.versionTag), resource_name: text(form.resourceName),
            content_hash: text(form.contentHash), deployed_at: form.deployedAt.milliseconds,
            tenant: tenant(form.tenant), deployment_key: form.deploymentKey.rawValue)
    }
}
