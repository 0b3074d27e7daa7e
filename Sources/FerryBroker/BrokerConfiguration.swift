import FerryEngine
package import FerryModel

/// How a broker is to run. Everything has a default that suits a laptop.
package struct BrokerConfiguration: Sendable {
    /// Calls that may wait in one partition's mailbox before it sheds with `RESOURCE_EXHAUSTED`.
    package var mailboxCallsMax = 8_192
    /// Calls that one turn takes together, and one write batch holds.
    package var turnCallsMax = 512
    /// A turn that has taken so long leaves the rest of its calls to the next, so that what is done is answered.
    package var turnNanosecondsMax: UInt64 = 20_000_000
    /// A call that has waited so long for its turn is refused with `RESOURCE_EXHAUSTED` instead of being begun.
    package var mailboxNanosecondsMax: UInt64 = 2_000_000_000
    /// `ActivateJobs` calls open at a time; each stands at every partition.
    package var pollsMax = 16_384
    /// Decoded element instances kept in memory, over all partitions.
    package var cachedElementsMax = 200_000
    /// The time of day. Tests hand in their own.
    package var clock: @Sendable () -> Timestamp = SystemClock.now
    package var serverVersion = "0.1.0"
    package var clusterID = ""
    package var retention = RetentionPolicy()
    /// A new instance is refused while another of the same definition has its business id.
    package var uniqueBusinessIDs = false
    /// Where backups may be put; nil refuses to make any.
    package var backupDirectory: String?

    package init() {}

    var rules: EngineRules {
        var rules = EngineRules()
        rules.uniqueBusinessIDs = uniqueBusinessIDs
        return rules
    }

    /// As many element instances as fit into so many bytes.
    package mutating func cacheInstances(inBytes bytes: Int) {
        cachedElementsMax = bytes / ProcessInstance.elementBytes
    }
}
