package import FerryEngine
package import FerryModel

/// What a partition's mailbox holds.
package enum PartitionWork: Sendable {
    case call(CallInFlight)
    /// A worker that takes jobs, now or when some come.
    case poll(JobPoll)
    /// A stream that takes jobs as they come: a new one, or one that can take some again.
    case stream(JobReceiver)
    /// Jobs that were activated for somebody who never got them.
    case giveBack([HeldJob])
    /// What was checked and is to be given keys and versions; for partition 1.
    case deploy(CheckedDeployment, TenantID, CallInFlight)
    /// Somebody wants to delete a definition: does anything of it run here?
    case survey(DeletionSurvey)
    /// From another partition's outbox.
    case receive(OutboxMessage, from: PartitionID)
    case acknowledge(OutboxAcknowledgement)
    /// The caller's waiting call is not wanted any more.
    case forget(Caller)
    /// Another partition has come back and may have missed messages.
    case sendAgain(to: PartitionID)
    /// Something changed that the loop has to look at.
    case wake
    /// Nobody is to wait any more: the front door closes.
    case drain
}

extension PartitionWork {
    /// Looks at very many things for one answer.
    var isLong: Bool {
        guard case .call(let call) = self else { return false }
        return call.submission.call.page != nil
    }

    /// As the machine's uptime; `.max` for what is never too old.
    var arrivedNanoseconds: UInt64 {
        if case .call(let call) = self { call.arrivedNanoseconds } else { .max }
    }
}

extension Rejection {
    static func waitedTooLong(_ nanoseconds: UInt64) -> Rejection {
        Rejection(
            .resourceExhausted, "the partition cannot keep up; the call was not begun",
            reasons: [
                Reason(
                    code: "WAITED_TOO_LONG", expected: "a turn within \(nanoseconds / 1_000_000) ms",
                    found: "more calls before this one than the partition can do in that time",
                    hint: "try again after a moment, with fewer calls in flight")
            ])
    }
}

/// A call with who asked for it.
package final class CallInFlight: Sendable {
    package let submission: Submission
    package let target: any ReplyTarget
    /// When it came, as the machine's uptime; `.max` for a call that is never too old.
    let arrivedNanoseconds: UInt64

    package init(submission: Submission, target: any ReplyTarget, arrivedNanoseconds: UInt64 = .max) {
        self.submission = submission
        self.target = target
        self.arrivedNanoseconds = arrivedNanoseconds
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
