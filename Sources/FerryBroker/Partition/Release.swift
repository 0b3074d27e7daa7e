import FerryEngine
package import FerryModel

/// What may leave once a position is safe on disk: answers, messages to other partitions, acknowledgements.
package struct Release {
    /// Everything up to here must be safe first.
    package var position: LogPosition
    package var replies: [(target: any ReplyTarget, reply: Reply)] = []
    /// What goes to streams, if they are still there.
    package var pushes: [JobPush] = []
    package var messages: [OutboxMessage] = []
    package var acknowledgements: [(sender: PartitionID, acknowledgement: OutboxAcknowledgement)] = []
    /// What the turn had no time to begin.
    package var rest: ArraySlice<PartitionWork> = []
    /// How the calls of these replies ended.
    var tally = CommandTally()

    package init(position: LogPosition = .none) { self.position = position }

    package var isEmpty: Bool { replies.isEmpty && pushes.isEmpty && messages.isEmpty && acknowledgements.isEmpty }

    mutating func reply(to call: CallInFlight, _ content: Reply.Content) {
        replies.append((call.target, Reply(requestID: call.submission.requestID, content: content)))
        tally.count(call.submission.call, content)
    }
}

/// One batch for each target, each in the order the replies came up.
func deliver(_ replies: [(target: any ReplyTarget, reply: Reply)]) {
    var index = 0
    guard !replies.isEmpty else { return }
    // Most flushes serve one connection: then nothing is sorted.
    if replies.allSatisfy({ $0.target === replies[0].target }) {
        replies[0].target.deliver(replies.map(\.reply))
        return
    }
    var batches: [(target: any ReplyTarget, replies: [Reply])] = []
    var places: [ObjectIdentifier: Int] = [:]
    while index < replies.count {
        let (target, reply) = replies[index]
        let place = places[ObjectIdentifier(target)] ?? batches.count
        if place == batches.count {
            places[ObjectIdentifier(target)] = place
            batches.append((target, []))
        }
        batches[place].replies.append(reply)
        index += 1
    }
    for batch in batches { batch.target.deliver(batch.replies) }
}
