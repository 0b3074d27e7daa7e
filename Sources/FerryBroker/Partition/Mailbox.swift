import Foundation

/// Where the threads of connections leave what one partition is to do. Bounded for calls; the broker's own messages
/// always fit, because they are few and must not be lost.
final class Mailbox<Item: Sendable>: @unchecked Sendable {
    // Safe to share: every property is read and written under `condition`.
    private let condition = NSCondition()
    private let capacity: Int
    private var items: [Item] = []
    private var isClosed = false
    private var isWaiting = false

    init(capacity: Int) {
        self.capacity = capacity
        items.reserveCapacity(min(capacity, 1_024))
    }

    /// Takes as many as fit, in order; answers how many. 0 when closed.
    func offer(_ batch: ArraySlice<Item>) -> Int {
        condition.lock()
        defer { condition.unlock() }
        guard !isClosed else { return 0 }
        let taken = batch.prefix(max(0, capacity - items.count))
        items.append(contentsOf: taken)
        wake()
        return taken.count
    }

    /// False when closed.
    @discardableResult
    func post(_ item: Item) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard !isClosed else { return false }
        items.append(item)
        wake()
        return true
    }

    /// At most `limit` items, waiting for one until `deadline`; empty when none came. nil when closed and drained.
    func take(limit: Int, until deadline: Date) -> [Item]? {
        condition.lock()
        defer { condition.unlock() }
        while items.isEmpty, !isClosed {
            isWaiting = true
            let isSignalled = condition.wait(until: deadline)
            isWaiting = false
            if !isSignalled { break }
        }
        if items.isEmpty { return isClosed ? nil : [] }
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
        return items.count
    }

    var isEmpty: Bool {
        condition.lock()
        defer { condition.unlock() }
        return items.isEmpty
    }

    /// Nothing more comes in; what is inside can still be taken.
    func close() {
        condition.lock()
        isClosed = true
        condition.signal()
        condition.unlock()
    }

    private func wake() {
        if isWaiting { condition.signal() }
    }
}
