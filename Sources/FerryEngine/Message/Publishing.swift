import FerryBPMN
import FerryModel

/// Messages on the partition of their correlation key, where they meet those who wait (Camunda 8: R96-R104, R118-R120).
extension Engine {
    /// Bytes of a name, a correlation key, an id.
    static let messageTextMax = 32_768

    func publish(_ call: PublishMessage) throws(CommandFailure) -> Answer {
        if let rejection = call.fault { throw .rejected(rejection) }
        let address = MessageAddress(tenant: call.tenant, name: call.name, correlationKey: call.correlationKey)
        if let known = try waitingMessage(address, id: call.messageID) {
            throw .rejected(
                Rejection(
                    .alreadyExists, "a message '\(call.name)' with id '\(call.messageID)' is waiting already",
                    reasons: [
                        Reason(
                            code: "MESSAGE_EXISTS", elementID: "message_id", expected: "an id of its own",
                            found: "that of message \(known)",
                            hint: "a repeat of the same command is safe with an idempotency key")
                    ]))
        }
        let published = try publish(
            MessageToPublish(
                address: address, id: call.messageID, timeToLiveMilliseconds: call.timeToLiveMilliseconds,
                variables: call.variables))
        return .publishMessage(PublishMessage.Answer(messageKey: published.key))
    }

    /// Publishes without keeping; the answer waits for whoever takes it.
    func correlate(_ call: CorrelateMessage) throws(CommandFailure) -> Answer {
        let publication = PublishMessage(
            name: call.name, correlationKey: call.correlationKey, variables: call.variables, tenant: call.tenant)
        if let rejection = publication.fault { throw .rejected(rejection) }
        let published = try publish(
            MessageToPublish(
                address: MessageAddress(
                    tenant: call.tenant, name: call.name, correlationKey: call.correlationKey),
                id: "", timeToLiveMilliseconds: 0, variables: call.variables))
        if let started = published.started.first {
            return .correlateMessage(
                CorrelateMessage.Answer(messageKey: published.key, processInstanceKey: started))
        }
        guard published.deliveries > 0 else {
            throw .rejected(.uncorrelated(call, blocked: published.blocked))
        }
        awaitedCorrelations[published.key] = published.deliveries
        return .correlateMessage(CorrelateMessage.Answer(messageKey: published.key, processInstanceKey: 0))
    }

    struct Published {
        let key: MessageKey
        var started: [ProcessInstanceKey] = []
        /// How many instances that wait it was sent to.
        var deliveries = 0
        /// Processes that the message would begin, were none of their instances active.
        var blocked: [String] = []
    }

    /// What an element publishes. Nobody can be told that a message of the same id waits already: that one is meant.
    func take(_ message: MessageToPublish) throws(CommandFailure) {
        if try waitingMessage(message.address, id: message.id) == nil { _ = try publish(message) }
    }

    /// To at most one instance of each process that waits, and to each other process that begins with it.
    func publish(_ message: MessageToPublish) throws(CommandFailure) -> Published {
        // Its id is free again: the two must not share what is kept under it.
        if let overdue = try self.message(message.address, id: message.id) { try expire(overdue.key) }
        let key: MessageKey = state.nextKey()
        let stored = Message(
            key: key, address: message.address, id: message.id,
            deadline: state.now.advanced(byMilliseconds: message.timeToLiveMilliseconds),
            variables: message.variables)
        var published = Published(key: key)
        let waiting = try subscriptions(of: message.address)
        let isKept = message.timeToLiveMilliseconds > 0
        state.emit(.messagePublished(MessagePublished(message: stored, isKept: isKept)))
        var processes: Set<String> = []
        for subscription in waiting where subscription.correlating == nil {
            guard processes.insert(subscription.processID).inserted else { continue }
            deliver(stored, to: subscription, isKept: isKept)
            published.deliveries += 1
        }
        for start in try currentStartEvents().message(message.address.name, tenant: message.address.tenant) {
            let processID = start.definition.record.processID
            guard !processes.contains(processID) else { continue }
            guard let instance = try begin(start, by: stored) else {
                published.blocked.append(processID)
                continue
            }
            processes.insert(processID)
            published.started.append(instance)
            if isKept { state.emit(.messageMarked(MessageMark(message: key, processID: processID))) }
        }
        return published
    }

    func deliver(_ message: Message, to subscription: MessageSubscription, isKept: Bool) {
        var changed = subscription
        changed.correlating = message.key
        state.emit(.messageSubscriptionChanged(changed))
        if isKept {
            state.emit(
                .messageMarked(MessageMark(message: message.key, processID: subscription.processID)))
        }
        send(
            .deliverMessage(
                MessageDelivery(
                    message: message.key, subscription: subscription.key, address: message.address,
                    instance: subscription.instance, element: subscription.element,
                    processID: subscription.processID, variables: message.variables)),
            to: subscription.instance.partition)
    }

    /// A message has waited long enough.
    func expire(_ key: MessageKey) throws(CommandFailure) {
        let found = try reading { () throws(StorageFailure) -> MessageExpired? in
            try self.state.commit()
            guard let message = try self.state.storage.loadMessage(key) else { return nil }
            return MessageExpired(message: message, processIDs: try self.state.storage.marks(of: key))
        }
        if let found { state.emit(.messageExpired(found)) }
    }

    private func waitingMessage(_ address: MessageAddress, id: String) throws(CommandFailure) -> MessageKey? {
        guard let message = try message(address, id: id), message.deadline > state.now else { return nil }
        return message.key
    }

    /// Past its deadline or not.
    private func message(_ address: MessageAddress, id: String) throws(CommandFailure) -> Message? {
        if id.isEmpty { return nil }
        return try reading { () throws(StorageFailure) in
            try self.state.commit()
            guard let key = try self.state.storage.findMessage(address, id: id) else { return nil }
            return try self.state.storage.loadMessage(key)
        }
    }

    func subscriptions(of address: MessageAddress) throws(CommandFailure) -> [MessageSubscription] {
        var found: [MessageSubscription] = []
        try reading { () throws(StorageFailure) in
            try self.state.commit()
            try self.state.storage.scanMessageSubscriptions(address) { (subscription) throws(StorageFailure) in
                found.append(subscription)
                return true
            }
        }
        return found
    }
}

extension PublishMessage {
    /// What is wrong with the call itself; nil when nothing is.
    fileprivate var fault: Rejection? {
        var reasons: [Reason] = []
        func refuse(_ field: String, _ expected: String, _ found: String) {
            reasons.append(Reason(code: "INVALID_FIELD", elementID: field, expected: expected, found: found))
        }
        if name.isEmpty { refuse("name", "a name", "nothing") }
        for (field, text) in [("name", name), ("correlation_key", correlationKey), ("message_id", messageID)]
        where text.utf8.count > Engine.messageTextMax {
            refuse(field, "at most \(Engine.messageTextMax) bytes", "\(text.utf8.count)")
        }
        if timeToLiveMilliseconds < 0 { refuse("time_to_live_milliseconds", "0 or more", "\(timeToLiveMilliseconds)") }
        guard !reasons.isEmpty else { return nil }
        return Rejection(.invalidArgument, "a message cannot be published this way", reasons: reasons)
    }
}

extension Rejection {
    static func uncorrelated(_ call: CorrelateMessage, blocked: [String]) -> Rejection {
        let reason =
            blocked.isEmpty
            ? Reason(
                code: "NO_SUBSCRIPTION", elementID: call.name,
                expected: "somebody who waits for it, or a process that begins with it", found: "nobody",
                hint: "publish it with a time to live to let it wait")
            : Reason(
                code: "START_LOCKED", elementID: call.name,
                expected: "no active instance with correlation key '\(call.correlationKey)'",
                found: "one of \(blocked.map { "'\($0)'" }.joined(separator: ", "))",
                hint: "publish it with a time to live: it starts the next instance when that one has ended")
        return Rejection(
            .notFound, "message '\(call.name)' with key '\(call.correlationKey)' reached nobody", reasons: [reason])
    }
}
