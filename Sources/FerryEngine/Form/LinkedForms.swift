import FerryBPMN
import FerryModel

/// `zeebe:formDefinition formId`: which version of a deployed form is meant (Camunda 8: A73, C135).
extension Execution {
    /// nil: an incident was raised.
    func form(
        _ formID: Expression, _ binding: Binding, at element: ElementInstance
    ) throws(CommandFailure) -> FormKey? {
        guard let id = try string(formID, of: "form id", at: element) else { return nil }
        if let form = engine.form(linked: id, binding, in: definitionKey, of: instance.tenant) { return form.key }
        try raise(
            .formNotFound,
            "expected to find a form with id '\(id)', but no form '\(id)' is deployed\(binding.phrase); "
                + "deploy a form with this id, then resolve the incident",
            at: element)
        return nil
    }
}

extension Engine {
    /// What is deployed unchanged keeps its version, so the one of a deployment is the latest there was at that time.
    func form(
        linked formID: String, _ binding: Binding, in definition: ProcessDefinitionKey, of tenant: TenantID
    ) -> FormDefinition? {
        switch binding {
        case .latest: return state.forms.latest(formID, tenant: tenant)?.form
        case .deployment:
            guard let deployment = state.definitions[definition]?.definition.deploymentKey else { return nil }
            return state.forms.all(formID, tenant: tenant).last { $0.deploymentKey <= deployment }
        case .versionTag(let tag): return state.forms.all(formID, tenant: tenant).last { $0.versionTag == tag }
        }
    }
}
