package import FerryModel

/// A business id that at most one running instance of a definition has (Camunda 8: C81.8).
package struct HeldBusinessID: Hashable, Sendable {
    package let tenant: TenantID
    package let definitionKey: ProcessDefinitionKey
    package let businessID: String

    package init(tenant: TenantID, definitionKey: ProcessDefinitionKey, businessID: String) {
        self.tenant = tenant
        self.definitionKey = definitionKey
        self.businessID = businessID
    }
}
