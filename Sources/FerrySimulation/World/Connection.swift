import FerryBroker

/// The broker's end of a client's connection: keeps what leaves the broker until the world looks.
final class Connection: ReplyTarget {
    // One thread runs a simulation.
    nonisolated(unsafe) private var arrived: [Reply] = []

    func deliver(_ replies: [Reply]) { arrived += replies }

    /// False while the client does not read what streams send.
    nonisolated(unsafe) var isReading = true

    var streamCapacity: Int { isReading ? 1_000 : 0 }

    func takeArrived() -> [Reply] {
        defer { arrived = [] }
        return arrived
    }
}
