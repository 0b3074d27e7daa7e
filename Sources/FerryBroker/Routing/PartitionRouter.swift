import FerryEngine
package import FerryModel

/// How partitions reach each other and those who watch them.
package protocol PartitionRouter: AnyObject, Sendable {
    func send(_ work: PartitionWork, to partition: PartitionID)
    /// More of a partition's log is safe on disk.
    func logGrew(on partition: PartitionID)
    /// Where the open stream that lags most behind stands; nil when nobody reads.
    func oldestPositionRead(on partition: PartitionID) -> LogPosition?
    /// The streams of jobs that are open, for a partition that has come back.
    var jobReceivers: [JobReceiver] { get }
}

extension PartitionRouter {
    /// What a release holds goes where it belongs: its position is safe on disk now.
    func letGo(_ release: Release, of partition: PartitionID) {
        deliver(release.replies)
        for push in release.pushes { if let work = push.deliver() { send(work, to: partition) } }
        for message in release.messages { send(.receive(message, from: partition), to: message.receiver) }
        for (sender, acknowledgement) in release.acknowledgements { send(.acknowledge(acknowledgement), to: sender) }
        logGrew(on: partition)
    }
}
