import FerryBPMN
import FerryModel

extension Engine {
    func show(_ call: GetForm) throws(CommandFailure) -> Answer {
        guard let deployed = try find(call.form, tenant: call.tenant) else { throw .rejected(.unknownForm(call.form)) }
        return .getForm(
            GetForm.Answer(form: deployed.form, content: deployed.content, isDeleted: deployed.isDeleted))
    }

    private func find(_ reference: FormReference, tenant: TenantID) throws(CommandFailure) -> DeployedForm? {
        switch reference {
        case .key(let key): return state.forms.find(key, tenant: tenant)
        case .latest(let formID): return state.forms.latest(formID, tenant: tenant)
        case .start(let reference):
            guard let deployed = state.definitions.find(reference, tenant: tenant) else {
                throw .rejected(.unknownDefinition(reference))
            }
            let process = try definition(deployed.definition.key).process
            let start = process.root.noneStart.map { process[$0] }
            guard case .id(let formID, let binding)? = start?.startForm else {
                throw .rejected(.noStartForm(process, start))
            }
            return form(linked: formID.source, binding, in: deployed.definition.key, of: tenant)
                .flatMap { state.forms.find($0.key, tenant: tenant) }
        }
    }

    /// Goes on behind the form the page before ended with, which may be deleted by now.
    func list(_ call: ListForms) throws(CommandFailure) -> Answer {
        let cursor = try PageCursor(call.page)
        var all =
            call.formID.isEmpty
            ? state.forms.all(tenant: call.tenant) : state.forms.all(call.formID, tenant: call.tenant)
        if call.latestOnly {
            all = all.filter { state.forms.latest($0.formID, tenant: call.tenant)?.form.key == $0.key }
        }
        var start = cursor.after == 0 ? 0 : all.count
        if let last = state.forms.find(FormKey(cursor.after), tenant: call.tenant)?.form {
            start = all.firstIndex { (last.formID, last.version) < ($0.formID, $0.version) } ?? all.count
        }
        let page = Array(all[start...].prefix(cursor.size))
        let isWhole = start + page.count >= all.count
        return .listForms(
            ListForms.Answer(
                forms: page,
                nextPageToken: isWhole ? [] : PageCursor.token(after: page.last?.key.rawValue ?? cursor.after)))
    }
}

extension Rejection {
    fileprivate static func unknownForm(_ reference: FormReference) -> Rejection {
        notFound("form \(reference)", "FORM_NOT_FOUND", hint: "list the forms to see what is deployed")
    }

    fileprivate static func noStartForm(_ process: ExecutableProcess, _ start: Element?) -> Rejection {
        Rejection(
            .notFound, "process '\(process.id)' names no form to begin with",
            reasons: [
                Reason(
                    code: "NO_START_FORM", elementID: start?.id ?? process.id,
                    expected: "a none start event with a form by its id",
                    found: start == nil ? "no none start event" : "none",
                    hint: "zeebe:formDefinition formId of the start event names one")
            ])
    }
}
