import Synchronization

/// Counts the commands that were acknowledged, from any thread.
final class Acknowledgements: Sendable {
    private let counter = Atomic(0)

    var count: Int { counter.load(ordering: .relaxed) }

    func add() { counter.add(1, ordering: .relaxed) }
}
