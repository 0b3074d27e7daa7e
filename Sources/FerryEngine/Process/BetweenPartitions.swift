package import FerryModel

/// What partitions tell each other: kept in an outbox until the receiver has it on disk, taken once and in turn.
extension Engine {
    /// What a partition tells itself is taken right after the command, mostly within the same turn. It goes through the
    /// outbox all the same: should the machine stop in between, the outbox is what remembers it.
    func send(_ content: OutboxMessage.Content, to receiver: PartitionID) {
        let last = state.meta.outboxSequences.first { $0.receiver == receiver }?.sequence ?? 0
        let message = OutboxMessage(receiver: receiver, sequence: last + 1, content: content)
        state.emit(.outboxMessageQueued(message))
        if receiver == state.partition { saidHere.append(message) } else { effects.outbox.append(message) }
    }

    /// After a restart: what this partition told itself and had not taken yet comes before anything new.
    package func rememberOwn() throws(StorageFailure) {
        ownMessages = try unacknowledged().filter { $0.receiver == state.partition }
    }

    package func takeRemembered(at time: Timestamp) throws(StorageFailure) -> Outcome {
        try takeOwn(after: Outcome(.success(.done)), at: time)
    }

    /// How much of that is taken at once: instances that keep waking each other must not keep everybody else waiting.
    package static let ownMessagesMax = 1_000

    package var hasOwnMessages: Bool { !ownMessages.isEmpty }

    /// Takes what commands have told their own partition, each as a command of its own. What all of them, and the tries
    /// that were given up, have to tell the world comes with the outcome.
    func takeOwn(after outcome: Outcome, at time: Timestamp) throws(StorageFailure) -> Outcome {
        guard !ownMessages.isEmpty || !dismissed.isEmpty else { return outcome }
        var all = outcome
        var next = 0
        while next < min(ownMessages.count, Self.ownMessagesMax) {
            let message = ownMessages[next]
            next += 1
            all.effects.add(try takeOnce(message, from: state.partition, at: time).effects)
        }
        ownMessages.removeFirst(next)
        all.effects.add(dismissed)
        dismissed = Effects()
        return all
    }

    func take(_ content: OutboxMessage.Content) throws(CommandFailure) {
        switch content {
        case .deploy(let definitions, let decisions, let forms):
            for deployed in definitions { state.emit(.processDefinitionDeployed(deployed)) }
            for deployed in decisions { state.emit(.decisionsDeployed(deployed)) }
            for deployed in forms { state.emit(.formDeployed(deployed)) }
        case .deleteDefinition(let key): state.emit(.processDefinitionDeleted(key))
        case .deleteDecisions(let key): state.emit(.decisionsDeleted(key))
        case .deleteForm(let key): state.emit(.formDeleted(key))
        case .signal(let signal): try hear(signal)
        case .openMessageSubscription(let subscription): try open(subscription)
        case .closeMessageSubscription(let subscription): try close(subscription)
        case .moveMessageSubscription(let subscription): try move(subscription)
        case .deliverMessage(let delivery): try receive(delivery)
        case .messageReceipt(let receipt): try settle(receipt)
        case .publishMessage(let message): try take(message)
        case .releaseMessageStartLock(let lock): try startNext(behind: lock)
        }
    }

    /// Takes a message of another partition, once and in turn; a repeat changes nothing.
    package func receive(
        _ message: OutboxMessage, from sender: PartitionID, at time: Timestamp
    ) throws(StorageFailure) -> Outcome {
        try takeOwn(after: try takeOnce(message, from: sender, at: time), at: time)
    }

    private func takeOnce(
        _ message: OutboxMessage, from sender: PartitionID, at time: Timestamp
    ) throws(StorageFailure) -> Outcome {
        let last = state.meta.inboxPositions.first { $0.sender == sender }?.sequence ?? 0
        guard message.sequence > last else { return Outcome(.success(.done)) }
        // Taking a message before an earlier one would count that one as taken.
        guard message.sequence == last + 1 else {
            return Outcome(.failure(.outOfTurn(message.sequence, after: last)))
        }
        let outcome = try unrefusable(at: time) { () throws(CommandFailure) in
            try self.take(message.content)
            self.noteTaken(message, from: sender)
            return .done
        }
        guard case .failure(let rejection) = outcome.result, rejection.code == .internal else { return outcome }
        // Nobody could be banned for it: those behind it must not wait for ever.
        return try command(at: time) { () throws(CommandFailure) in
            self.noteTaken(message, from: sender)
            return .done
        }
    }

    private func noteTaken(_ message: OutboxMessage, from sender: PartitionID) {
        state.emit(.inboxMessageTaken(InboxPosition(sender: sender, sequence: message.sequence)))
        guard sender == state.partition else { return }
        state.emit(
            .outboxMessageAcknowledged(OutboxAcknowledgement(receiver: sender, sequence: message.sequence)))
    }

    /// The receiver has it on disk: the outbox lets go.
    package func acknowledge(
        _ acknowledgement: OutboxAcknowledgement, at time: Timestamp
    ) throws(StorageFailure) -> Outcome {
        try command(at: time) { () throws(CommandFailure) in
            self.state.emit(.outboxMessageAcknowledged(acknowledgement))
            return .done
        }
    }

    /// What the outbox still holds, oldest first for each receiver.
    package func unacknowledged() throws(StorageFailure) -> [OutboxMessage] {
        try state.commit()
        var messages: [OutboxMessage] = []
        try state.storage.scanOutbox { (message) throws(StorageFailure) in
            messages.append(message)
            return true
        }
        return messages
    }
}

extension Rejection {
    fileprivate static func outOfTurn(_ sequence: UInt64, after last: UInt64) -> Rejection {
        Rejection(.aborted, "message \(sequence) came before message \(last + 1); it will be sent again")
    }
}
