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

    private struct Place {
        let requestID: UInt64
        var entry: Entry
    }

    /// A broker that is there says itself that the time is over, and knows more: which instance it has created, for
    /// example. So much longer than its deadline a call waits for that.
    private static let grace = TimeAmount.milliseconds(250)
    /// A power of two.
    private static let placeCount = 256

    /// Request ids count up, so the last digits of one are nearly always a free place and nothing need be hashed.
    private var places = [Place?](repeating: nil, count: placeCount)
    /// Calls whose place was taken by an older one.
    private var others: [UInt64: Entry] = [:]
    private var placedCount = 0
    /// No call expires before this.
    private(set) var nextExpiry = NIODeadline.distantFuture

    var isEmpty: Bool { placedCount == 0 && others.isEmpty }

    subscript(requestID: UInt64) -> Entry? {
        if let place = places[Self.index(requestID)], place.requestID == requestID { return place.entry }
        return others[requestID]
    }

    mutating func insert(_ entry: Entry, _ requestID: UInt64) {
        nextExpiry = min(nextExpiry, entry.expiry)
        let index = Self.index(requestID)
        if places[index] == nil {
            places[index] = Place(requestID: requestID, entry: entry)
            placedCount += 1
        } else {
            others[requestID] = entry
        }
    }

    mutating func setLink(_ link: Int, of requestID: UInt64) {
        let index = Self.index(requestID)
        if places[index]?.requestID == requestID {
            places[index]?.entry.link = link
        } else {
            others[requestID]?.link = link
        }
    }

    mutating func remove(_ requestID: UInt64) -> Entry? {
        let index = Self.index(requestID)
        guard places[index]?.requestID == requestID else { return others.removeValue(forKey: requestID) }
        placedCount -= 1
        return places[index].take()?.entry
    }

    /// Takes out what is past its deadline.
    ///
    /// Looks at every call, but that happens rarely: `nextExpiry` is that of a call that was in flight at the last look,
    /// and with usual timeouts all of those are answered long before.
    mutating func removeExpired(now: NIODeadline) -> [(UInt64, Entry)] {
        let expired = all.filter { $0.1.expiry <= now }
        for (requestID, _) in expired { _ = remove(requestID) }
        nextExpiry = all.lazy.map(\.1.expiry).min() ?? .distantFuture
        return expired
    }

    /// Takes out every call of one link (0: those that wait), oldest first.
    mutating func removeAll(ofLink link: Int) -> [Entry] {
        let ids = all.filter { $0.1.link == link }.map(\.0).sorted()
        return ids.compactMap { remove($0) }
    }

    private var all: [(UInt64, Entry)] {
        places.compactMap { $0.map { ($0.requestID, $0.entry) } } + others.map { ($0.key, $0.value) }
    }

    private static func index(_ requestID: UInt64) -> Int { Int(truncatingIfNeeded: requestID) & (placeCount - 1) }
}
