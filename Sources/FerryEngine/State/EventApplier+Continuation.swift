import FerryModel

/// Element instances that rest until the broker goes on.
extension PartitionState {
    func schedule(_ event: ContinuationScheduled, in instance: ProcessInstance) {
        let key = event.elementInstanceKey
        withdrawContinuation(of: key, in: instance)
        instance.update(key) { $0.continuation = event.continuation }
        listen(forContinuationOf: key, in: instance)
    }

    func endContinuation(of key: ElementInstanceKey, in instance: ProcessInstance) {
        withdrawContinuation(of: key, in: instance)
        instance.update(key) { $0.continuation = nil }
    }

    /// It becomes due, unless nothing is to happen in the instance.
    func listen(forContinuationOf key: ElementInstanceKey, in instance: ProcessInstance) {
        guard !instance.isHalted, let due = instance.element(key)?.continuation?.due else { return }
        change(.putDue(due, key.rawValue, .continuation(EventOwner(instance.key, key))))
        noteDue(due)
    }

    private func withdrawContinuation(of key: ElementInstanceKey, in instance: ProcessInstance) {
        guard !instance.isHalted, let due = instance.element(key)?.continuation?.due else { return }
        change(.deleteDue(due, key.rawValue))
    }
}
