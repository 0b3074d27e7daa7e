package import FerryModel

/// How a broker is to run. Everything has a default that suits a laptop.
package struct BrokerConfiguration: Sendable {
    /// Calls that may wait in one partition's mailbox before it sheds with `RESOURCE_EXHAUSTED`.
    package var mailboxCallsMax = 8_192
    /// Calls that one turn takes together, and one write batch holds.
    package var turnCallsMax = 512
    /// Decoded element instances kept in memory, over all partitions.
    package var cachedElementsMax = 200_000
    /// The time of day. Tests hand in their own.
    package var clock: @Sendable () -> Timestamp = SystemClock.now
    package var serverVersion = "0.1.0"
    package var clusterID = ""
    package var retention = RetentionPolicy()
    /// Where backups may be put; nil refuses to make any.
    package var backupDirectory: String?

    package init() {}
}
