import FerryBPMN
import FerryModel

/// Signals: heard by everyone who waits for the name at that moment, on every partition; not kept (Camunda 8:
/// R124-R128).
extension Engine {
    func broadcast(_ call: BroadcastSignal) throws(CommandFailure) -> Answer {
        guard !call.name.isEmpty else {
            throw .rejected(
                Rejection(
                    .invalidArgument, "a signal needs a name",
                    reasons: [Reason(code: "INVALID_FIELD", elementID: "name", expected: "a name", found: "nothing")]))
        }
        let signal = SignalBroadcast(name: call.name, variables: call.variables, tenant: call.tenant)
        return .broadcastSignal(BroadcastSignal.Answer(started: try broadcast(signal)))
    }

    /// Here, and to all other partitions. Processes begin only on the partition that was asked. Answers what began.
    ///
    /// `opened`: who began to wait within the same command, before the signal was thrown.
    @discardableResult
    func broadcast(
        _ signal: SignalBroadcast, heardBy opened: [OpenedSignal] = []
    ) throws(CommandFailure) -> [ProcessInstanceKey] {
        for other in others { send(.signal(signal), to: other) }
        try hear(signal, and: opened)
        var started: [ProcessInstanceKey] = []
        for start in try currentStartEvents().signal(signal.name, tenant: signal.tenant) {
            started.append(try begin(start, with: signal.variables))
        }
        return started
    }

    /// Those that begin to wait because of this signal do not hear it: who waits is read first.
    func hear(_ signal: SignalBroadcast, and opened: [OpenedSignal] = []) throws(CommandFailure) {
        let waiting = try waiting(for: signal) + opened.map { ($0.key, $0.owner) }
        state.emit(.signalBroadcast(signal))
        for (key, owner) in waiting {
            try drive(owner.instance) { execution throws(CommandFailure) in
                // Who began to wait within this command may have been suspended before, or since.
                guard !execution.instance.isSuspended, let element = execution.instance.element(owner.element),
                    let subscription = element.subscription(key)
                else { return }
                try execution.trigger(subscription, of: element, with: signal.variables)
            }
        }
    }

    private func waiting(
        for signal: SignalBroadcast
    ) throws(CommandFailure) -> [(EventSubscriptionKey, EventOwner)] {
        var waiting: [(EventSubscriptionKey, EventOwner)] = []
        try reading { () throws(StorageFailure) in
            try self.state.commit()
            try self.state.storage.scanSignalSubscriptions(tenant: signal.tenant, name: signal.name) {
                (key, owner) throws(StorageFailure) in
                waiting.append((key, owner))
                return true
            }
        }
        return waiting
    }
}

/// A wait for a signal that began within the command being worked on.
struct OpenedSignal {
    let tenant: TenantID
    let name: String
    let key: EventSubscriptionKey
    let owner: EventOwner
}
