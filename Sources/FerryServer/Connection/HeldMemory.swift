import Synchronization

/// What the connections of a server hold in memory because their clients dawdle: frames that have begun and are not
/// whole, answers that are not read.
///
/// Together that is never more than a limit: beyond it, whoever has held something for longest is closed. A client that
/// takes its answers is never the one. Any thread may use it.
final class HeldMemory: Sendable {
    private struct Holder {
        let connection: Connection
        /// Holders are numbered as they begin.
        let number: UInt64
        var bytes: Int
    }

    private struct State {
        var holders: [ObjectIdentifier: Holder] = [:]
        var holderByNumber: [UInt64: ObjectIdentifier] = [:]
        var bytes = 0
        var nextNumber: UInt64 = 0
        /// No holder has a lower number.
        var oldestNumber: UInt64 = 0

        mutating func hold(_ bytes: Int, by connection: Connection) {
            let id = ObjectIdentifier(connection)
            var holder = holders[id] ?? Holder(connection: connection, number: nextNumber, bytes: 0)
            if holder.number == nextNumber {
                holderByNumber[nextNumber] = id
                nextNumber += 1
            }
            self.bytes += bytes - holder.bytes
            holder.bytes = bytes
            holders[id] = holder
        }

        mutating func letGo(_ id: ObjectIdentifier) {
            guard let holder = holders.removeValue(forKey: id) else { return }
            holderByNumber[holder.number] = nil
            bytes -= holder.bytes
        }

        mutating func removeOldest() -> Connection? {
            while oldestNumber < nextNumber {
                if let id = holderByNumber[oldestNumber], let holder = holders[id] {
                    letGo(id)
                    return holder.connection
                }
                oldestNumber += 1
            }
            return nil
        }
    }

    private let state = Mutex(State())
    private let bytesMax: Int

    /// So little is not worth counting.
    static let smallChangeBytes = 4 << 10

    init(bytesMax: Int) { self.bytesMax = bytesMax }

    var bytes: Int { state.withLock { $0.bytes } }

    /// The connection holds so much now; those to be closed for it.
    func hold(_ bytes: Int, by connection: Connection) -> [Connection] {
        state.withLock { state in
            if bytes > Self.smallChangeBytes {
                state.hold(bytes, by: connection)
            } else {
                state.letGo(ObjectIdentifier(connection))
            }
            var evicted: [Connection] = []
            while state.bytes > bytesMax, let oldest = state.removeOldest() { evicted.append(oldest) }
            return evicted
        }
    }
}
