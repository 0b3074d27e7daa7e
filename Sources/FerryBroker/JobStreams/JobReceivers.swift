import FerryEngine
package import FerryModel
import Synchronization

/// All `StreamJobs` calls that are open at the broker, by caller. Any thread may use it.
package final class JobReceivers: Sendable {
    private struct State {
        var open: [ObjectIdentifier: [UInt64: JobReceiver]] = [:]
        var isEnding = false
    }

    private let state = Mutex(State())
    private let room: PollRoom
    private let commands: CommandCounter
    private let announce: @Sendable (JobReceiver) -> Void

    package convenience init(announce: @escaping @Sendable (JobReceiver) -> Void) {
        self.init(room: PollRoom(pollsMax: 10_000), commands: CommandCounter(), announce: announce)
    }

    /// `announce`: makes every partition look at a receiver.
    init(room: PollRoom, commands: CommandCounter, announce: @escaping @Sendable (JobReceiver) -> Void) {
        self.room = room
        self.commands = commands
        self.announce = announce
    }

    /// In the order of their requests.
    package var all: [JobReceiver] {
        state.withLock { $0.open.values.flatMap(\.values) }.sorted { $0.requestID < $1.requestID }
    }

    package func open(_ request: StreamJobs, for call: CallInFlight) {
        guard room.enter(request.jobTypes.count) else { return refuse(call, room.full) }
        let receiver = JobReceiver(call: call, request: request, room: room, whenAble: announce) {
            [weak self] receiver, lastWords in self?.closed(receiver, lastWords)
        }
        let isTaken = state.withLock { state in
            guard !state.isEnding else { return false }
            state.open[ObjectIdentifier(call.target), default: [:]][call.submission.requestID] = receiver
            return true
        }
        guard isTaken else { return receiver.end(.rejected(.closing)) }
        announce(receiver)
    }

    package func grant(_ count: Int, requestID: UInt64, target: ObjectIdentifier) {
        state.withLock { $0.open[target]?[requestID] }?.grant(count)
    }

    /// The target takes messages again.
    package func resume(_ target: ObjectIdentifier) {
        for receiver in all(of: target) { receiver.resume() }
    }

    private func all(of target: ObjectIdentifier) -> [JobReceiver] {
        state.withLock { Array(($0.open[target] ?? [:]).values) }.sorted { $0.requestID < $1.requestID }
    }

    package func forget(_ caller: Caller) {
        for receiver in all(of: caller.target)
        where caller.requestID == nil || caller.requestID == receiver.requestID { receiver.end(nil) }
    }

    /// Ends every stream that is still open, and takes no more.
    package func endAll() {
        state.withLock { $0.isEnding = true }
        for receiver in all { receiver.end(.rejected(.closing)) }
    }

    private func closed(_ receiver: JobReceiver, _ lastWords: Reply.Content?) {
        let (target, requestID) = (receiver.call.caller.target, receiver.call.submission.requestID)
        state.withLock { state in
            guard state.open[target]?[requestID] === receiver else { return }
            state.open[target]?[requestID] = nil
            if state.open[target]?.isEmpty == true { state.open[target] = nil }
        }
        if let lastWords { commands.count(receiver.call.submission.call, lastWords) }
    }

    private func refuse(_ call: CallInFlight, _ rejection: Rejection) {
        commands.count(call.submission.call, .rejected(rejection))
        call.target.deliver([Reply(requestID: call.submission.requestID, content: .rejected(rejection))])
    }
}
