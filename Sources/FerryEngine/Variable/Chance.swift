import FerryModel

/// The chance that `random number()` and `uuid()` have in expressions, made of what no two commands share: the
/// partition and the place in the log where the command's events will stand.
///
/// The same command on the same state draws the same numbers.
final class Chance {
    private var place: UInt64 = 0
    private var drawn: UInt64 = 0

    func begin(at position: LogPosition, of partition: PartitionID) {
        place = Self.scattered(position.rawValue ^ UInt64(partition.rawValue) << 48)
        drawn = 0
    }

    /// Another one each time.
    func next() -> UInt64 {
        drawn += 1
        return Self.scattered(place &+ drawn &* 0xD1B5_4A32_D192_ED03)
    }

    /// The last step of SplitMix64: neighbours come to lie far apart, and no two on the same place.
    private static func scattered(_ number: UInt64) -> UInt64 {
        var bits = number &+ 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        return bits ^ bits >> 31
    }
}
