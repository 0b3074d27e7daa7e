import FerryClient
import Synchronization

/// An instance and the definition it is on.
struct BenchInstance: Hashable, Sendable {
    let key: ProcessInstanceKey
    var model: BenchModel
}

/// Picks instances at random, the same ones for the same seed.
///
/// Each lane has instances of its own, so no two calls in flight are about the same one.
final class InstancePicker: Sendable {
    struct Pick: Sendable {
        fileprivate let lane: Int
        fileprivate let index: Int
        let key: ProcessInstanceKey
        let model: BenchModel
    }

    private struct Hand {
        var instances: [BenchInstance]
        var random: SplitMix64
    }

    private final class LockedHand: Sendable {
        let hand: Mutex<Hand>
        init(_ hand: Hand) { self.hand = Mutex(hand) }
    }

    private let hands: [LockedHand]

    init(_ instances: [BenchInstance], lanes: Int, seed: UInt64) {
        precondition(instances.count >= lanes, "every lane has an instance")
        hands = (0..<lanes).map { lane in
            let own = stride(from: lane, to: instances.count, by: lanes).map { instances[$0] }
            return LockedHand(Hand(instances: own, random: SplitMix64(seed: seed &+ UInt64(lane))))
        }
    }

    func pick(lane: Int) -> Pick {
        hands[lane].hand.withLock { hand in
            let index = Int.random(in: 0..<hand.instances.count, using: &hand.random)
            let instance = hand.instances[index]
            return Pick(lane: lane, index: index, key: instance.key, model: instance.model)
        }
    }

    /// The broker has moved it: it is on the other definition now.
    func moved(_ pick: Pick) {
        hands[pick.lane].hand.withLock { $0.instances[pick.index].model = pick.model == .first ? .second : .first }
    }
}

/// A small generator of good random numbers that starts from any seed (Steele, Lea, Flood 2014).
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
