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
        let deadline: NIODeadline
        /// The link that carries the call; 0 while it waits for one.
        var link: Int

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

    private var entries: [UInt64: Entry] = [:]
    /// No call expires before this.
    private(set) var nextExpiry = NIODeadline.distantFuture

    var isEmpty: Bool { entries.isEmpty }

    subscript(requestID: UInt64) -> Entry? { entries[requestID] }

    mutating func insert(_ entry: Entry, _ requestID: UInt64) {
        entries[requestID] = entry
        nextExpiry = min(nextExpiry, entry.deadline)
    }

    mutating func setLink(_ link: Int, of requestID: UInt64) { entries[requestID]?.link = link }

    mutating func remove(_ requestID: UInt64) -> Entry? { entries.removeValue(forKey: requestID) }

    /// Takes out what is past its deadline.
    ///
    /// Looks at every call, but that happens rarely: `nextExpiry` is the deadline of a call that was in flight at the
    /// last look, and with usual timeouts all of those are answered long before.
    mutating func removeExpired(now: NIODeadline) -> [(UInt64, Entry)] {
        let expired = entries.filter { $0.value.deadline <= now }.map { ($0.key, $0.value) }
        for (requestID, _) in expired { entries[requestID] = nil }
        nextExpiry = entries.values.lazy.map(\.deadline).min() ?? .distantFuture
        return expired
    }

    /// Takes out every call of one link (0: those that wait), oldest first.
    mutating func removeAll(ofLink link: Int) -> [Entry] {
        let ids = entries.filter { $0.value.link == link }.keys.sorted()
        return ids.compactMap { entries.removeValue(forKey: $0) }
    }
}
