import FerryBPMN
import FerryModel

/// Processes that begin with a message (Camunda 8: R112-R117): the latest version, and one active instance for each
/// correlation key.
extension Engine {
    /// nil: an instance of this process with this correlation key is active, and the message has to wait.
    func begin(
        _ start: StartEvents.StartEvent, by message: Message
    ) throws(CommandFailure) -> ProcessInstanceKey? {
        let address = message.address
        guard !address.correlationKey.isEmpty else { return try begin(start, with: message.variables) }
        let lock = MessageStartLock(
            tenant: address.tenant, processID: start.definition.record.processID,
            correlationKey: address.correlationKey)
        let holder = try reading { () throws(StorageFailure) in
            try self.state.commit()
            return try self.state.storage.holder(of: lock)
        }
        guard holder == nil else { return nil }
        return try begin(start, with: message.variables, holding: lock)
    }

    /// An instance that held a lock is over: the oldest message that waits for that begins the next.
    func startNext(behind lock: MessageStartLock) throws(CommandFailure) {
        var oldest: (message: Message, start: StartEvents.StartEvent)?
        for start in try currentStartEvents().messages(of: lock.processID, tenant: lock.tenant) {
            guard case .message(let definition) = start.event.event else { continue }
            let address = MessageAddress(
                tenant: lock.tenant, name: definition.name.constant, correlationKey: lock.correlationKey)
            guard let message = try oldestMessage(of: address, for: [lock.processID]) else { continue }
            if let known = oldest, known.message.key < message.key { continue }
            oldest = (message, start)
        }
        guard let (message, start) = oldest, try begin(start, by: message) != nil else { return }
        state.emit(.messageMarked(MessageMark(message: message.key, processID: lock.processID)))
    }
}
