package import FerryModel

/// Completed activities that can be compensated.
extension PartitionState {
    func trigger(_ event: CompensationTriggered, in instance: ProcessInstance) {
        guard let index = instance.compensationIndex(event.key) else { return }
        instance.compensations[index].thrower = event.thrower
        if instance.compensations[index].eventID != nil {
            instance.update(event.thrower) { $0.handlersAwaited += 1 }
        }
    }

    /// `isDone`: its handler has completed, and whoever asked for it waits for one less.
    func removeCompensation(_ key: CompensationKey, isDone: Bool, of instance: ProcessInstance) {
        guard let index = instance.compensationIndex(key) else { return }
        let removed = instance.compensations.remove(at: index)
        if isDone, removed.eventID != nil, let thrower = removed.thrower {
            instance.update(thrower) { $0.handlersAwaited -= 1 }
        }
    }
}

extension ProcessInstance {
    package func compensation(_ key: CompensationKey) -> CompensationSubscription? {
        compensationIndex(key).map { compensations[$0] }
    }

    func compensationIndex(_ key: CompensationKey) -> Int? {
        var low = 0
        var high = compensations.count
        while low < high {
            let middle = (low + high) / 2
            if compensations[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low < compensations.count && compensations[low].key == key ? low : nil
    }
}
