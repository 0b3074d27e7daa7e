import FerryModel
import NIOCore

/// The calls of one pooled connection that have no answer yet, by request id.
struct CallTable {
    struct Entry {
        enum Receiver {
            case answer(OutgoingCall.Completion)
            case stream(StreamBuffer)
        }

        let receiver: Receiver
        /// As the broker was told.
        let deadline: NIODeadline
        /// The link that carries the call; 0 while it waits for one.
        var link: Int

        /// When the caller waits no longer for the broker to say that the time is over.
        var expiry: NIODeadline { deadline == .distantFuture ? deadline : deadline + CallTable.grace }

        func finish(_ result: Result<Answer, Rejection>) {
            switch (receiver, result) {
            case (.answer(let completion), _): completion(result)
            case (.stream(let buffer), .failure(let rejection)): buffer.finish(rejection)
            case (.stream(let buffer), .success(let answer)):
                buffer.receive(answer)
                buffer.finish(nil)
            }
        }
    }

    /// A broker that is there says itself that the time is over, and knows more: which instance it has created, for
    /// example. So much longer than its deadline a call waits for that.
    private static let grace = TimeAmount.milliseconds(250)

    private var entries: [UInt64: Entry] = [:]
    /// No call expires before this.
    private(set) var nextExpiry = NIODeadline.distantFuture

    var isEmpty: Bool { entries.isEmpty }

    subscript(requestID: UInt64) -> Entry? { entries[requestID] }

    mutating func insert(_ entry: Entry, _ requestID: UInt64) {
        entries[requestID] = entry
        nextExpiry = min(nextExpiry, entry.expiry)
    }

    mutating func setLink(_ link: Int, of requestID: UInt64) { entries[requestID]?.link = link }

    mutating func remove(_ requestID: UInt64) -> Entry? { entries.removeValue(forKey: requestID) }

    /// Takes out what is past its deadline.
    ///
    /// Looks at every call, but that happens rarely: `nextExpiry` is that of a call that was in flight at the last look,
    /// and with usual timeouts all of those are answered long before.
    mutating func removeExpired(now: NIODeadline) -> [(UInt64, Entry)] {
        let expired = entries.filter { $0.value.expiry <= now }.map { ($0.key, $0.value) }
        for (requestID, _) in expired { entries[requestID] = nil }
        nextExpiry = entries.values.lazy.map(\.expiry).min() ?? .distantFuture
        return expired
    }

    /// Takes out every call of one link (0: those that wait), oldest first.
    mutating func removeAll(ofLink link: Int) -> [Entry] {
        let ids = entries.filter { $0.value.link == link }.keys.sorted()
        return ids.compactMap { entries.removeValue(forKey: $0) }
    }
}
