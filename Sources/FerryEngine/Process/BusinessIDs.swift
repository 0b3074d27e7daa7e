import FerryModel

/// At most one running instance of a definition for each business id, where the broker's owner wants it so.
extension Engine {
    /// Whether a new instance is to hold its business id; refused while another does.
    func holdsBusinessID(
        _ call: CreateProcessInstance, of definition: ProcessDefinitionKey
    ) throws(CommandFailure) -> Bool {
        guard rules.uniqueBusinessIDs, !call.businessID.isEmpty else { return false }
        let wanted = HeldBusinessID(tenant: call.tenant, definitionKey: definition, businessID: call.businessID)
        guard let holder = try holder(of: wanted) else { return true }
        throw .rejected(
            Rejection(
                .alreadyExists, "business id '\(call.businessID)' is that of a running instance",
                reasons: [.businessIDTaken(wanted, by: holder)]))
    }

    func holder(of businessID: HeldBusinessID) throws(CommandFailure) -> ProcessInstanceKey? {
        try reading { () throws(StorageFailure) in
            try self.state.commit()
            return try self.state.storage.holder(of: businessID)
        }
    }
}

extension InstanceCheck {
    /// It takes its place in the target, if that is free: also while the rule is off, others may have theirs.
    mutating func moveBusinessID() throws(CommandFailure) {
        guard instance.holdsBusinessID, plan.source.key != plan.target.key else { return }
        let wanted = HeldBusinessID(
            tenant: instance.tenant, definitionKey: plan.target.key, businessID: instance.businessID)
        if let holder = try engine.holder(of: wanted) { note(.businessIDTaken(wanted, by: holder)) }
    }
}

extension Reason {
    static func businessIDTaken(_ held: HeldBusinessID, by holder: ProcessInstanceKey) -> Reason {
        Reason(
            code: "BUSINESS_ID_TAKEN",
            expected: "no running instance of definition \(held.definitionKey) with business id '\(held.businessID)'",
            found: "process instance \(holder)", hint: "wait until it has ended, or cancel it")
    }
}
