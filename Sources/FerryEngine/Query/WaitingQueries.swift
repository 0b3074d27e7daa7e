package import FerryModel

/// Lists of what waits outside of instances: messages, those who wait for one, timers.
extension Engine {
    func list(_ call: ListMessages) throws(CommandFailure) -> Answer {
        let cursor = try PageCursor(call.page)
        let now = state.now
        var messages: [Message] = []
        var last = cursor.after
        var examined = 0
        var bytes = 0
        var isWhole = true
        try reading { () throws(StorageFailure) in
            try self.state.commit()
            try self.state.storage.scanMessages(after: MessageKey(cursor.after)) { (message) throws(StorageFailure) in
                guard messages.count < cursor.size, bytes < PageCursor.bytesMax, examined < PageCursor.examinedMax
                else {
                    isWhole = false
                    return false
                }
                examined += 1
                last = message.key.rawValue
                guard message.deadline > now, call.admits(message) else { return true }
                bytes += message.variables.entries.reduce(message.address.byteCount + message.id.utf8.count) {
                    $0 + $1.name.utf8.count + $1.value.bytes.count
                }
                messages.append(message)
                return true
            }
        }
        return .listMessages(
            ListMessages.Answer(messages: messages, nextPageToken: isWhole ? [] : PageCursor.token(after: last)))
    }

    func list(_ call: ListMessageSubscriptions) throws(CommandFailure) -> Answer {
        let size = try PageCursor(Page(size: call.page.size)).size
        let begin = try MessageSubscriptionPlace(token: call.page.token, tenant: call.tenant)
        var subscriptions: [MessageSubscription] = []
        var last = begin
        var examined = 0
        var bytes = 0
        var isWhole = true
        try reading { () throws(StorageFailure) in
            try self.state.commit()
            try self.state.storage.scanMessageSubscriptions(
                tenant: call.tenant, name: call.name.isEmpty ? nil : call.name, after: begin
            ) { (subscription) throws(StorageFailure) in
                guard subscriptions.count < size, bytes < PageCursor.bytesMax, examined < PageCursor.examinedMax else {
                    isWhole = false
                    return false
                }
                examined += 1
                last = MessageSubscriptionPlace(subscription)
                guard call.admits(subscription) else { return true }
                bytes += subscription.address.byteCount
                subscriptions.append(subscription)
                return true
            }
        }
        return .listMessageSubscriptions(
            ListMessageSubscriptions.Answer(
                subscriptions: subscriptions.map(\.view), nextPageToken: isWhole ? [] : last?.token ?? []))
    }
}

extension MessageAddress {
    fileprivate var byteCount: Int { name.utf8.count + correlationKey.utf8.count }
}

extension ListMessages {
    fileprivate func admits(_ message: Message) -> Bool {
        message.address.tenant == tenant && (name.isEmpty || message.address.name == name)
            && (correlationKey.isEmpty || message.address.correlationKey == correlationKey)
    }
}

extension ListMessageSubscriptions {
    fileprivate func admits(_ subscription: MessageSubscription) -> Bool {
        (correlationKey.isEmpty || subscription.address.correlationKey == correlationKey)
            && (processInstanceKey.map { $0 == subscription.instance } ?? true)
    }
}

extension MessageSubscription {
    fileprivate var view: MessageSubscriptionView {
        MessageSubscriptionView(
            key: key, address: address, processInstanceKey: instance, elementInstanceKey: element,
            processID: processID, isInterrupting: isInterrupting, correlating: correlating)
    }
}

/// Where a subscription stands among those of a partition: by address, then key.
package struct MessageSubscriptionPlace: Hashable, Sendable {
    package let address: MessageAddress
    package let key: EventSubscriptionKey

    init(_ subscription: MessageSubscription) {
        address = subscription.address
        key = subscription.key
    }

    /// nil for an empty token: the first page. The rest of a token is the key, the length of the name, the name and
    /// the correlation key.
    init?(token: [UInt8], tenant: TenantID) throws(CommandFailure) {
        guard !token.isEmpty else { return nil }
        let text = String(decoding: token, as: UTF8.self)
        let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let key = Int64(parts[0]), let length = Int(parts[1]), key > 0, length >= 0,
            length <= parts[2].utf8.count
        else { throw .rejected(.badPageToken) }
        let rest = Array(parts[2].utf8)
        address = MessageAddress(
            tenant: tenant, name: String(decoding: rest[..<length], as: UTF8.self),
            correlationKey: String(decoding: rest[length...], as: UTF8.self))
        self.key = EventSubscriptionKey(key)
    }

    var token: [UInt8] { Array("\(key)/\(address.name.utf8.count)/\(address.name)\(address.correlationKey)".utf8) }
}
