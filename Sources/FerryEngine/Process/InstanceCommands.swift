import FerryModel

extension Engine {
    /// Ends an instance (C96, C97). A banned one too: that is its way out.
    func cancel(_ call: CancelProcessInstance) throws(CommandFailure) -> Answer {
        let key = call.processInstanceKey
        guard let instance = try reading({ () throws(StorageFailure) in try self.state.instance(key) }) else {
            throw .rejected(.unknownInstance(key))
        }
        if let parent = instance.parent { throw .rejected(try calledInstance(key, by: parent)) }
        if let root = instance.element(key.root), root.state == .terminating, !instance.isBanned {
            let stuck = try bannedInstances(calledBy: instance)
            guard !stuck.isEmpty else { throw .rejected(.beingCancelled(key)) }
            for key in stuck { later(.terminate(key)) }
            return .done
        }
        let execution = try execution(of: instance)
        try execution.terminate()
        try execution.run()
        absorb(execution)
        return .done
    }

    /// What an instance waits for in vain when it is to end, directly or through others that it called.
    private func bannedInstances(calledBy instance: ProcessInstance) throws(CommandFailure) -> [ProcessInstanceKey] {
        var banned: [ProcessInstanceKey] = []
        var callers = [instance]
        while let caller = callers.popLast() {
            for key in caller.elements.compactMap(\.calledInstance) {
                guard let called = try reading({ () throws(StorageFailure) in try self.state.instance(key) }) else {
                    continue
                }
                if called.isBanned { banned.append(key) } else { callers.append(called) }
            }
        }
        return banned
    }

    /// A called instance ends with its caller (C97).
    private func calledInstance(
        _ key: ProcessInstanceKey, by parent: CallingElement
    ) throws(CommandFailure) -> Rejection {
        var root = parent.instance
        while let outer = try reading({ () throws(StorageFailure) in try self.state.instance(root) })?.parent {
            root = outer.instance
        }
        return Rejection(
            .failedPrecondition, "process instance \(key) was called by another and ends with it",
            reasons: [
                Reason(
                    code: "CALLED_INSTANCE", expected: "an instance that nobody called",
                    found: "one called by element instance \(parent.element) of instance \(parent.instance)",
                    hint: "cancel \(root), the outermost instance")
            ])
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
        if element.userTask != nil || element.taskChange != nil {
            return try setVariables(call, ofUserTask: element, in: instance)
        }
        let execution = try execution(of: instance)
        if call.local {
            try execution.setLocally(call.variables, in: element.key)
        } else {
            try execution.propagate(call.variables, from: element.key)
        }
        try execution.run()
        absorb(execution)
        return .done
    }
}

extension Rejection {
    fileprivate static func beingCancelled(_ key: ProcessInstanceKey) -> Rejection {
        Rejection(
            .failedPrecondition, "process instance \(key) is being cancelled",
            reasons: [
                Reason(
                    code: "INSTANCE_NOT_ACTIVE", expected: "an instance that is not being cancelled",
                    found: "one that waits for a listener, its own or of something inside",
                    hint: "complete the listener's job, or resolve its incident")
            ])
    }
}
