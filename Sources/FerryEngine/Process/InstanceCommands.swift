import FerryModel

extension Engine {
    /// Ends an instance (C96, C97). A banned one too: that is its way out.
    func cancel(_ call: CancelProcessInstance) throws(CommandFailure) -> Answer {
        let key = call.processInstanceKey
        guard let instance = try reading({ () throws(StorageFailure) in try self.state.instance(key) }) else {
            throw .rejected(.unknownInstance(key))
        }
        let execution = try execution(of: instance)
        try execution.terminate()
        absorb(execution)
        return .done
    }

    /// Writes variables of a scope (C71-C73).
    func setVariables(_ call: SetVariables) throws(CommandFailure) -> Answer {
        let scope = call.scope
        let found = try reading({ () throws(StorageFailure) in try self.state.instance(owning: scope) })
        guard let instance = found, let element = instance.element(scope) else {
            throw .rejected(
                .notFound(
                    "an active scope \(scope)", "SCOPE_NOT_ACTIVE",
                    hint: "use the key of a running process instance or of one of its active elements"))
        }
        try refuseBanned(instance)
        let execution = try execution(of: instance)
        if call.local {
            try execution.setLocally(call.variables, in: element.key)
        } else {
            try execution.propagate(call.variables, from: element.key)
        }
        return .done
    }
}
