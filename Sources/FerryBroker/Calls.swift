package import FerryModel

/// One call as it came from a connection.
package struct Submission: Sendable {
    /// The caller's number for it, unique among the caller's calls in flight.
    package let requestID: UInt64
    package let call: Call
    package let metadata: CallMetadata

    package init(requestID: UInt64, call: Call, metadata: CallMetadata) {
        self.requestID = requestID
        self.call = call
        self.metadata = metadata
    }
}

/// One message back to the caller.
package struct Reply: Sendable {
    package let requestID: UInt64
    package let content: Content

    package enum Content: Sendable {
        /// The one answer of a unary call.
        case answer(Answer)
        /// A message of a stream; more may follow.
        case streamed(Answer)
        /// The stream is over.
        case streamEnded
        /// Either kind of call failed; nothing follows.
        case rejected(Rejection)
    }

    package init(requestID: UInt64, content: Content) {
        self.requestID = requestID
        self.content = content
    }
}

/// Who gets the replies: a connection, or a caller in the same process.
///
/// `deliver` is called by the broker's own threads, one batch per caller and flush; it must not block.
package protocol ReplyTarget: AnyObject, Sendable {
    func deliver(_ replies: [Reply])
    /// How many streamed messages the target can take now; a stream pauses at 0 until `Broker.resumeStreams(of:)`.
    var streamCapacity: Int { get }
}

/// The broker's front door: every transport hands its calls in here.
///
/// All functions may be called from any thread and return at once.
package protocol CallHandler: AnyObject, Sendable {
    /// Takes the calls of one read together. Each is answered exactly once (streams: until ended), also on failure.
    func submit(_ submissions: [Submission], from target: any ReplyTarget)
    /// The caller no longer wants an answer. A command that has begun is carried out all the same.
    func cancel(requestID: UInt64, from target: any ReplyTarget)
    /// The caller can take so many more jobs of its stream of jobs; ignored when that is no such call.
    func grant(_ jobs: Int, requestID: UInt64, from target: any ReplyTarget)
    /// Jobs of a stream that never left for their caller: they are nobody's.
    func undelivered(_ jobs: [ActivatedJob])
    /// The caller has drained what it was given of its streams.
    func resumeStreams(of target: any ReplyTarget)
    /// The caller is gone: its waiting calls and streams end without an answer.
    func disconnected(_ target: any ReplyTarget)
    /// The front door closes: calls that only wait for something to happen are answered now, without it.
    func drain()
    /// What the handshake tells clients.
    var topology: Topology { get }
}
