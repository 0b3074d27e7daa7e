import FerryBPMN
import FerryModel

extension Engine {
    /// Someone wants elements of an ad-hoc subprocess to begin (Camunda 8: A134).
    func activate(_ call: ActivateAdHocActivities) throws(CommandFailure) -> Answer {
        let key = call.adHocInstanceKey
        let found = try reading({ () throws(StorageFailure) in try self.state.instance(owning: key) })
        guard let instance = found, let adHoc = instance.element(key), adHoc.kind == .adHocSubProcess else {
            throw .rejected(
                .notFound(
                    "an ad-hoc subprocess \(key)", "AD_HOC_NOT_FOUND",
                    hint: "use the key of its element instance, of the kind AD_HOC_SUB_PROCESS"))
        }
        try refuseBanned(instance)
        try refuseSuspended(instance)
        guard !call.activities.isEmpty else {
            throw .rejected(
                Rejection(
                    .invalidArgument, "nothing is to begin",
                    reasons: [
                        Reason(
                            code: "INVALID_FIELD", elementID: "activities", expected: "at least one", found: "none")
                    ]))
        }
        let execution = try execution(of: instance)
        try execution.refuseUnlessOpen(adHoc)
        for (activity, variables) in try execution.checked(call.activities, of: adHoc) {
            try execution.beginInside(activity, of: adHoc, with: variables)
        }
        try execution.run()
        absorb(execution)
        return .done
    }
}

extension Execution {
    /// The worker has decided (A135, A136).
    func completeAdHocJob(
        of adHoc: ElementInstance, with variables: Variables, _ result: AdHocResult
    ) throws(CommandFailure) {
        try refuseUnlessOpen(adHoc)
        if result.isFulfilled, !result.activities.isEmpty {
            throw .rejected(
                Rejection(
                    .invalidArgument, "nothing begins in an ad-hoc subprocess that is done",
                    reasons: [
                        Reason(
                            code: "AD_HOC_FULFILLED", elementID: adHoc.elementID,
                            expected: "activities, or that its condition is fulfilled", found: "both")
                    ]))
        }
        let chosen = try checked(result.activities, of: adHoc)
        try setLocally(variables, in: adHoc.key)
        if result.isFulfilled { try emit(.adHocFulfilled(adHoc.key)) }
        if result.cancelsRemaining {
            if result.isFulfilled { return try endNow(adHoc) }
            // Tokens at joins go with those who brought them.
            try emit(.scopeInterrupted(ScopeInterrupted(scope: adHoc.key, by: adHoc.elementID)))
            try terminate(instance.children(of: adHoc.key).filter { $0.kind != .eventSubProcess }.map(\.key))
            try emit(.scopeReopened(adHoc.key))
        }
        for (activity, variables) in chosen { try beginInside(activity, of: adHoc, with: variables) }
        completeIfIdle(adHoc.key)
    }

    fileprivate func refuseUnlessOpen(_ adHoc: ElementInstance) throws(CommandFailure) {
        guard adHoc.state == .activated, adHoc.interruptedBy == nil else {
            throw .rejected(
                Rejection(
                    .failedPrecondition, "ad-hoc subprocess \(adHoc.key) takes no more elements",
                    reasons: [
                        Reason(
                            code: "AD_HOC_NOT_ACTIVE", elementID: adHoc.elementID, expected: "ACTIVATED",
                            found: adHoc.interruptedBy == nil ? adHoc.state.description : "interrupted")
                    ]))
        }
    }

    fileprivate func checked(
        _ activities: [AdHocActivation], of adHoc: ElementInstance
    ) throws(CommandFailure) -> [(Element, Variables)] {
        guard let definition = try model(adHoc).adHoc else { throw broken("'\(adHoc.elementID)' is not ad hoc") }
        var unknown: [Reason] = []
        var repeated: [Reason] = []
        var seen: Set<String> = []
        var chosen: [(Element, Variables)] = []
        for activation in activities {
            let id = activation.elementID
            guard let activity = definition.activity(id, in: process) else {
                unknown.append(
                    Reason(
                        code: "NOT_AN_AD_HOC_ACTIVITY", elementID: id,
                        expected: "an element of '\(adHoc.elementID)' that no flow leads to",
                        found: process.element(id) == nil ? "no element of this id" : "another element"))
                continue
            }
            if !seen.insert(id).inserted {
                repeated.append(
                    Reason(code: "DUPLICATE_ELEMENT", elementID: id, expected: "each element once", found: "again"))
            }
            chosen.append((activity, activation.variables))
        }
        if !unknown.isEmpty {
            throw .rejected(
                Rejection(
                    .notFound, "these cannot begin in ad-hoc subprocess \(adHoc.key)", reasons: unknown + repeated))
        }
        if !repeated.isEmpty {
            throw .rejected(
                Rejection(
                    .invalidArgument, "each element of an ad-hoc subprocess begins once a command", reasons: repeated))
        }
        return chosen
    }
}
