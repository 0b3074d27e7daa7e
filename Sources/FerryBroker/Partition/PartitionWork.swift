import FerryEngine
import FerryModel

/// What a partition's mailbox holds.
enum PartitionWork: Sendable {
    case call(CallInFlight)
    /// A worker that takes jobs, now or when some come.
    case poll(JobPoll)
    /// Definitions that were checked and are to be given keys and versions; for partition 1.
    case deploy([CheckedProcess], TenantID, CallInFlight)
    /// From another partition's outbox.
    case receive(OutboxMessage, from: PartitionID)
    case acknowledge(OutboxAcknowledgement)
    /// The caller's waiting call is not wanted any more.
    case forget(Caller)
    /// Something changed that the loop has to look at.
    case wake
}

/// A call with who asked for it.
struct CallInFlight: Sendable {
    let submission: Submission
    let target: any ReplyTarget

    var caller: Caller { Caller(target: ObjectIdentifier(target), requestID: submission.requestID) }
}

/// Names one waiting call: a connection and its request id.
struct Caller: Hashable, Sendable {
    let target: ObjectIdentifier
    /// nil: every call of the connection.
    let requestID: UInt64?
}
