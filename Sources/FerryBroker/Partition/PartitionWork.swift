package import FerryEngine
package import FerryModel

/// What a partition's mailbox holds.
package enum PartitionWork: Sendable {
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
    /// Nobody is to wait any more: the front door closes.
    case drain
}

/// A call with who asked for it.
package struct CallInFlight: Sendable {
    package let submission: Submission
    package let target: any ReplyTarget

    package init(submission: Submission, target: any ReplyTarget) {
        self.submission = submission
        self.target = target
    }

    var caller: Caller { Caller(target: ObjectIdentifier(target), requestID: submission.requestID) }
}

/// Names one waiting call: a connection and its request id.
package struct Caller: Hashable, Sendable {
    package let target: ObjectIdentifier
    /// nil: every call of the connection.
    package let requestID: UInt64?

    package init(target: ObjectIdentifier, requestID: UInt64?) {
        self.target = target
        self.requestID = requestID
    }
}
