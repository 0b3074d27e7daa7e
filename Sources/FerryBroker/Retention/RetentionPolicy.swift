/// How much of its history a partition keeps: what is older, or more than fits, goes, the oldest first.
package struct RetentionPolicy: Hashable, Sendable {
    /// nil keeps events of any age.
    package var ageMillisecondsMax: Int64?
    /// Of one partition's log on disk; nil lets it grow without end.
    package var bytesMax: UInt64?
    /// How often a partition looks whether something is to go.
    package var lookIntervalMilliseconds: Int64

    /// Seven days or 10 GiB, whichever ends first.
    package init(
        ageMillisecondsMax: Int64? = 7 * 24 * 60 * 60 * 1_000, bytesMax: UInt64? = 10 << 30,
        lookIntervalMilliseconds: Int64 = 60_000
    ) {
        self.ageMillisecondsMax = ageMillisecondsMax
        self.bytesMax = bytesMax
        self.lookIntervalMilliseconds = lookIntervalMilliseconds
    }

    /// What readers who lag behind are granted.
    var doubled: RetentionPolicy {
        RetentionPolicy(
            ageMillisecondsMax: ageMillisecondsMax.map { $0 * 2 }, bytesMax: bytesMax.map { $0 * 2 },
            lookIntervalMilliseconds: lookIntervalMilliseconds)
    }
}
