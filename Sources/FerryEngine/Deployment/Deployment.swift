package import FerryModel

/// One process of a deployment that has been checked and compiled.
package struct CheckedProcess: Hashable, Sendable {
    package let processID: String
    package let name: String
    package let versionTag: String
    package let resourceName: String
    /// SHA-256 of the file, lower-case hex.
    package let contentHash: String
    package let xml: [UInt8]

    package init(
        processID: String, name: String, versionTag: String, resourceName: String, contentHash: String, xml: [UInt8]
    ) {
        self.processID = processID
        self.name = name
        self.versionTag = versionTag
        self.resourceName = resourceName
        self.contentHash = contentHash
        self.xml = xml
    }
}

/// Definitions are decided by partition 1 and carried to the others by its outbox.
extension Engine {
    /// Gives keys and versions to what is new; what equals its latest version keeps that.
    package func deploy(
        _ processes: [CheckedProcess], tenant: TenantID, to others: [PartitionID], at time: Timestamp
    ) throws(StorageFailure) -> Outcome {
        try command(at: time) { () throws(CommandFailure) in
            var answers: [ProcessDefinition] = []
            var fresh: [DeployedDefinition] = []
            for process in processes {
                let latest = self.state.definitions.latest(process.processID, tenant: tenant)
                if let latest, latest.definition.contentHash == process.contentHash {
                    answers.append(latest.definition)
                    continue
                }
                let definition = ProcessDefinition(
                    key: self.state.nextKey(), processID: process.processID,
                    version: (latest?.definition.version ?? 0) + 1, name: process.name, versionTag: process.versionTag,
                    resourceName: process.resourceName, contentHash: process.contentHash, deployedAt: self.state.now,
                    tenant: tenant)
                let deployed = DeployedDefinition(definition: definition, xml: process.xml)
                self.state.emit(.processDefinitionDeployed(deployed))
                answers.append(definition)
                fresh.append(deployed)
            }
            if !fresh.isEmpty { for other in others { self.send(.deploy(fresh), to: other) } }
            return .deployResources(DeployResources.Answer(definitions: answers))
        }
    }

    private func send(_ content: OutboxMessage.Content, to receiver: PartitionID) {
        let last = state.meta.outboxSequences.first { $0.receiver == receiver }?.sequence ?? 0
        let message = OutboxMessage(receiver: receiver, sequence: last + 1, content: content)
        state.emit(.outboxMessageQueued(message))
        effects.outbox.append(message)
    }

    /// Takes a message of another partition, once and in turn; a repeat changes nothing.
    package func receive(
        _ message: OutboxMessage, from sender: PartitionID, at time: Timestamp
    ) throws(StorageFailure) -> Outcome {
        try command(at: time) { () throws(CommandFailure) in
            let last = self.state.meta.inboxPositions.first { $0.sender == sender }?.sequence ?? 0
            guard message.sequence > last else { return .done }
            // Taking a message before an earlier one would count that one as taken.
            guard message.sequence == last + 1 else { throw .rejected(.outOfTurn(message.sequence, after: last)) }
            switch message.content {
            case .deploy(let definitions):
                for deployed in definitions { self.state.emit(.processDefinitionDeployed(deployed)) }
            }
            self.state.emit(.inboxMessageTaken(InboxPosition(sender: sender, sequence: message.sequence)))
            return .done
        }
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
