import FerryBPMN
import FerryModel

/// How the partition of a correlation key and the instances that wait come together (Camunda 8: R105-R108).
///
/// Messages between partitions come once and in order, so nobody has to ask twice.
extension Engine {
    // MARK: On the partition of the correlation key

    func open(_ subscription: MessageSubscription) throws(CommandFailure) {
        state.emit(.messageSubscriptionOpened(subscription))
        try deliverOldest(to: subscription)
    }

    func close(_ subscription: MessageSubscription) throws(CommandFailure) {
        if let known = try find(subscription.address, subscription.key) {
            state.emit(.messageSubscriptionClosed(known))
        }
    }

    /// Its instance migrated. One that is closed meanwhile stays closed.
    func move(_ subscription: MessageSubscription) throws(CommandFailure) {
        guard let known = try find(subscription.address, subscription.key) else { return }
        var moved = subscription
        moved.correlating = known.correlating
        state.emit(.messageSubscriptionChanged(moved))
    }

    /// The instance took the message, or could not.
    func settle(_ receipt: MessageReceipt) throws(CommandFailure) {
        answer(receipt)
        let known = try find(receipt.address, receipt.subscription)
        if receipt.isTaken {
            guard var subscription = known else { return }
            subscription.correlating = nil
            state.emit(.messageSubscriptionChanged(subscription))
            return try deliverOldest(to: subscription)
        }
        if let known { state.emit(.messageSubscriptionClosed(known)) }
        guard let message = try load(receipt.message), message.deadline > state.now else { return }
        // It is free for the next instance of that process, or one that was of that process before it migrated.
        let next = try successor(to: receipt, for: message)
        if next?.processID != receipt.processID {
            state.emit(.messageUnmarked(MessageMark(message: receipt.message, processID: receipt.processID)))
        }
        if let next { deliver(message, to: next, isKept: true) }
    }

    private func successor(
        to receipt: MessageReceipt, for message: Message
    ) throws(CommandFailure) -> MessageSubscription? {
        for next in try subscriptions(of: receipt.address)
        where next.correlating == nil && next.key != receipt.subscription
            && next.processIDs.contains(receipt.processID)
        {
            let others = next.processIDs.filter { $0 != receipt.processID }
            if try isFree(message, of: others) { return next }
        }
        return nil
    }

    private func isFree(_ message: Message, of processIDs: [String]) throws(CommandFailure) -> Bool {
        try reading { () throws(StorageFailure) in
            try self.state.commit()
            return try !self.isMarked(message.key, forAnyOf: processIDs)
        }
    }

    private func isMarked(_ message: MessageKey, forAnyOf processIDs: [String]) throws(StorageFailure) -> Bool {
        for processID in processIDs
        where try state.storage.isMarked(MessageMark(message: message, processID: processID)) {
            return true
        }
        return false
    }

    private func deliverOldest(to subscription: MessageSubscription) throws(CommandFailure) {
        let message = try oldestMessage(of: subscription.address, for: subscription.processIDs)
        if let message { deliver(message, to: subscription, isKept: true) }
    }

    /// That was given to none of these processes.
    func oldestMessage(
        of address: MessageAddress, for processIDs: [String]
    ) throws(CommandFailure) -> Message? {
        var found: Message?
        try reading { () throws(StorageFailure) in
            try self.state.commit()
            try self.state.storage.scanMessages(address) { (key) throws(StorageFailure) in
                // Marks are looked up first: what was taken already is not read.
                guard try !self.isMarked(key, forAnyOf: processIDs),
                    let message = try self.state.storage.loadMessage(key), message.deadline > self.state.now
                else { return true }
                found = message
                return false
            }
        }
        return found
    }

    private func find(
        _ address: MessageAddress, _ key: EventSubscriptionKey
    ) throws(CommandFailure) -> MessageSubscription? {
        try reading { () throws(StorageFailure) in
            try self.state.commit()
            return try self.state.storage.loadMessageSubscription(address, key)
        }
    }

    private func load(_ key: MessageKey) throws(CommandFailure) -> Message? {
        try reading { () throws(StorageFailure) in
            try self.state.commit()
            return try self.state.storage.loadMessage(key)
        }
    }

    private func answer(_ receipt: MessageReceipt) {
        guard let open = awaitedCorrelations[receipt.message] else { return }
        // The first to take it answers; nobody has, when the last could not.
        let isDecided = receipt.isTaken || open == 1
        awaitedCorrelations[receipt.message] = isDecided ? nil : open - 1
        guard isDecided else { return }
        let result: Result<CorrelateMessage.Answer, Rejection> =
            receipt.isTaken
            ? .success(
                CorrelateMessage.Answer(messageKey: receipt.message, processInstanceKey: receipt.instance))
            : .failure(
                .uncorrelated(
                    CorrelateMessage(name: receipt.address.name, correlationKey: receipt.address.correlationKey),
                    blocked: []))
        effects.correlations.append(DecidedCorrelation(message: receipt.message, result: result))
    }

    // MARK: On the partition of the instance

    func receive(_ delivery: MessageDelivery) throws(CommandFailure) {
        var isTaken = false
        try drive(delivery.instance) { execution throws(CommandFailure) in
            guard !execution.instance.isSuspended, let element = execution.instance.element(delivery.element),
                let subscription = element.subscription(delivery.subscription)
                    ?? element.subscription(for: delivery.address)
            else { return }
            isTaken = try execution.trigger(subscription, of: element, with: delivery.variables)
        }
        let home = PartitionID(
            forCorrelationKey: delivery.address.correlationKey, of: others.count + 1)
        send(
            .messageReceipt(
                MessageReceipt(
                    message: delivery.message, subscription: delivery.subscription, address: delivery.address,
                    instance: delivery.instance, processID: delivery.processID, isTaken: isTaken)),
            to: home)
    }
}

extension Execution {
    /// The partition of the correlation key is to know what an element instance waits for.
    /// That of a suspended instance knows already that it waits for nothing.
    func announce(_ subscription: EventSubscription, of element: ElementInstanceKey, isOpen: Bool) {
        guard let known = known(subscription, of: element) else { return }
        send(isOpen ? .openMessageSubscription(known) : .closeMessageSubscription(known), about: known)
    }

    /// The same subscription means something else now.
    func announceMove(_ subscription: EventSubscription, of element: ElementInstanceKey) {
        guard let known = known(subscription, of: element) else { return }
        send(.moveMessageSubscription(known), about: known)
    }

    private func known(_ subscription: EventSubscription, of element: ElementInstanceKey) -> MessageSubscription? {
        guard case .message(let wait) = subscription.trigger, !instance.isSuspended else { return nil }
        return MessageSubscription(
            key: subscription.key,
            address: MessageAddress(
                tenant: instance.tenant, name: wait.name, correlationKey: wait.correlationKey),
            instance: instance.key, element: element, processID: process.id,
            isInterrupting: subscription.isInterrupting, formerProcessIDs: instance.formerProcessIDs)
    }

    private func send(_ content: OutboxMessage.Content, about known: MessageSubscription) {
        engine.send(
            content, to: PartitionID(forCorrelationKey: known.address.correlationKey, of: engine.others.count + 1))
    }

    /// A send task or a message event that publishes its message itself.
    func publish(_ message: PublishedMessage, _ element: ElementInstance) throws(CommandFailure) {
        guard let name = try string(message.name, of: "message name", at: element),
            let key = try correlationKey(message.correlationKey, scope: element.key, incidentsAt: element)
        else { return }
        var id = ""
        if let expression = message.messageID {
            guard let text = try string(expression, of: "message id", at: element) else { return }
            id = text
        }
        var timeToLive: Int64 = 0
        if let expression = message.timeToLive {
            guard let milliseconds = try duration(expression, of: "time to live", at: element) else { return }
            timeToLive = milliseconds
        }
        engine.send(
            .publishMessage(
                MessageToPublish(
                    address: MessageAddress(tenant: instance.tenant, name: name, correlationKey: key), id: id,
                    timeToLiveMilliseconds: timeToLive, variables: try ownVariables(of: element))),
            to: PartitionID(forCorrelationKey: key, of: engine.others.count + 1))
        try pass(element)
    }
}

extension ElementInstance {
    /// What took the place of a subscription that a migration closed while a message was on its way to it.
    fileprivate func subscription(for address: MessageAddress) -> EventSubscription? {
        let wait = MessageWait(name: address.name, correlationKey: address.correlationKey)
        return subscriptions.first { $0.trigger == .message(wait) }
    }
}

extension MessageSubscription {
    fileprivate var processIDs: [String] { [processID] + formerProcessIDs }
}
