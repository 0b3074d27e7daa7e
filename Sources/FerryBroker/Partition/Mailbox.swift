import Foundation

/// Where the threads of connections leave what one partition is to do. Bounded for calls, and a little wider for what
/// comes along with calls; the broker's own messages always fit, because they are few and must not be lost.
///
/// Long work stands in a line of its own, of which a batch takes one at most, so that many lists do not keep everybody
/// else waiting. It is never taken before what came before it.
///
/// `@unchecked Sendable`: every property is read and written under `condition`.
final class Mailbox<Item: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private let capacity: Int
    private let isLong: @Sendable (Item) -> Bool
    private var items: [Item] = []
    /// Behind how many of the others, counted from the beginning, each stands.
    private var longItems: ArraySlice<(item: Item, behind: Int)> = []
    private var takenCount = 0
    private var isClosed = false
    private var isWaiting = false

    init(capacity: Int, isLong: @escaping @Sendable (Item) -> Bool = { _ in false }) {
        self.capacity = capacity
        self.isLong = isLong
        items.reserveCapacity(min(capacity, 1_024))
    }

    /// Takes as many as fit, in order; answers how many. 0 when closed.
    func offer(_ batch: ArraySlice<Item>) -> Int {
        waking {
            guard !isClosed else { return 0 }
            let taken = batch.prefix(max(0, capacity - items.count - longItems.count))
            if taken.contains(where: isLong) {
                for item in taken {
                    if isLong(item) {
                        longItems.append((item, takenCount + items.count))
                    } else {
                        items.append(item)
                    }
                }
            } else {
                items.append(contentsOf: taken)
            }
            return taken.count
        }
    }

    /// False when closed.
    @discardableResult
    func post(_ item: Item) -> Bool { append(item, below: .max) }

    /// For what callers can send as often as they like, but should not be lost where calls do not fit any more: of these
    /// there may be as many again. False when there are, or when closed.
    @discardableResult
    func postWithinReason(_ item: Item) -> Bool { append(item, below: 2 * capacity) }

    private func append(_ item: Item, below limit: Int) -> Bool {
        waking {
            guard !isClosed, items.count + longItems.count < limit else { return false }
            items.append(item)
            return true
        }
    }

    /// At most `limit` items and a long one, waiting for one until `deadline`; empty when none came. nil when closed and
    /// drained.
    func take(limit: Int, until deadline: Date) -> [Item]? {
        condition.lock()
        defer { condition.unlock() }
        while items.isEmpty, longItems.isEmpty, !isClosed {
            isWaiting = true
            let isSignalled = condition.wait(until: deadline)
            isWaiting = false
            if !isSignalled { break }
        }
        if items.isEmpty, longItems.isEmpty { return isClosed ? nil : [] }
        var batch = takeItems(limit)
        takenCount += batch.count
        if let first = longItems.first, first.behind <= takenCount {
            longItems.removeFirst()
            // An empty slice would keep hold of all that were in it.
            if longItems.isEmpty { longItems = [] }
            batch.append(first.item)
        }
        return batch
    }

    private func takeItems(_ limit: Int) -> [Item] {
        guard items.count > limit else {
            defer {
                items = []
                items.reserveCapacity(min(capacity, 256))
            }
            return items
        }
        let taken = Array(items.prefix(limit))
        items.removeFirst(limit)
        return taken
    }

    var count: Int {
        condition.lock()
        defer { condition.unlock() }
        return items.count + longItems.count
    }

    /// Nothing more comes in; what is inside can still be taken.
    func close() {
        condition.lock()
        isClosed = true
        condition.signal()
        condition.unlock()
    }

    /// Wakes who waits once the lock is free: woken under it, the other thread would only wait again.
    private func waking<Result>(_ put: () -> Result) -> Result {
        condition.lock()
        let result = put()
        let isAwaited = isWaiting
        condition.unlock()
        if isAwaited { condition.signal() }
        return result
    }
}
