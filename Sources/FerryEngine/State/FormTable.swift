package import FerryModel

/// The forms a partition knows: by key, by version.
package struct FormTable {
    private var byKey: [FormKey: DeployedForm] = [:]
    /// Ascending versions of what is not deleted.
    private var versions: [Name: [FormKey]] = [:]
    /// The highest version ever given.
    private var versionsGiven: [Name: Int32] = [:]
    /// Names in the order of `ListForms`.
    private var names: [Name] = []

    private struct Name: Hashable, Comparable {
        let tenant: TenantID
        let formID: String

        init(_ form: FormDefinition) { self.init(form.formID, form.tenant) }

        init(_ formID: String, _ tenant: TenantID) {
            self.tenant = tenant
            self.formID = formID
        }

        static func < (left: Self, right: Self) -> Bool { (left.tenant, left.formID) < (right.tenant, right.formID) }
    }

    package init() {}

    mutating func insert(_ deployed: DeployedForm) {
        let form = deployed.form
        guard byKey.updateValue(deployed, forKey: form.key) == nil else { return }
        let name = Name(form)
        versionsGiven[name] = max(versionsGiven[name] ?? 0, form.version)
        guard !deployed.isDeleted else { return }
        if versions[name] == nil { names.insert(name, at: names.firstIndex { name < $0 } ?? names.count) }
        var keys = versions[name] ?? []
        keys.insert(form.key, at: keys.firstIndex { byKey[$0]!.form.version > form.version } ?? keys.count)
        versions[name] = keys
    }

    /// nil: there is no such form, or no more.
    mutating func delete(_ key: FormKey) -> DeployedForm? {
        guard var deployed = byKey[key], !deployed.isDeleted else { return nil }
        deployed.isDeleted = true
        byKey[key] = deployed
        let name = Name(deployed.form)
        versions[name]?.removeAll { $0 == key }
        if versions[name]?.isEmpty == true {
            versions[name] = nil
            names.removeAll { $0 == name }
        }
        return deployed
    }

    /// In its tenant, deleted or not: user tasks keep the key of their form.
    package func find(_ key: FormKey, tenant: TenantID) -> DeployedForm? {
        byKey[key].flatMap { $0.form.tenant == tenant ? $0 : nil }
    }

    /// The highest version ever given, deleted ones included; 0 for none.
    func versionGiven(_ formID: String, tenant: TenantID) -> Int32 { versionsGiven[Name(formID, tenant)] ?? 0 }

    package func latest(_ formID: String, tenant: TenantID) -> DeployedForm? {
        versions[Name(formID, tenant)]?.last.flatMap { byKey[$0] }
    }

    /// Every version of one form id, oldest first.
    package func all(_ formID: String, tenant: TenantID) -> [FormDefinition] {
        (versions[Name(formID, tenant)] ?? []).compactMap { byKey[$0]?.form }
    }

    /// Every form of a tenant: by form id, then version.
    package func all(tenant: TenantID) -> [FormDefinition] {
        names.filter { $0.tenant == tenant }.flatMap { all($0.formID, tenant: tenant) }
    }
}
