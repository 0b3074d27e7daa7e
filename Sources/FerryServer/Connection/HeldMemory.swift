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
        var bytes = 0
        var lastNumber: UInt64 = 0
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
            let id = ObjectIdentifier(connection)
            if bytes > Self.smallChangeBytes {
                if state.holders[id] == nil { state.lastNumber += 1 }
                let number = state.holders[id]?.number ?? state.lastNumber
                state.bytes += bytes - (state.holders[id]?.bytes ?? 0)
                state.holders[id] = Holder(connection: connection, number: number, bytes: bytes)
            } else if let holder = state.holders.removeValue(forKey: id) {
                state.bytes -= holder.bytes
            }
            var evicted: [Connection] = []
            while state.bytes > bytesMax, let oldest = state.holders.min(by: { $0.value.number < $1.value.number }) {
                state.holders[oldest.key] = nil
                state.bytes -= oldest.value.bytes
                evicted.append(oldest.value.connection)
            }
            return evicted
        }
    }
}
