import FerryEngine
import FerryModel
import Foundation
import Synchronization

/// All `StreamEvents` calls: a thread of its own reads the logs, so that readers of history cost partitions nothing.
///
/// Only what is safe on disk is shown. A stream whose reader is slow waits for it, holding no memory.
///
/// `@unchecked Sendable`: the mutable properties are read and written under `condition`.
final class EventStreams: @unchecked Sendable {
    private let condition = NSCondition()
    private var streams: [EventStream] = []
    private var hasNews = false
    private var isEnding = false
    private var isClosed = false
    private let finished = DispatchSemaphore(value: 0)
    private let sources: [PartitionID: Source]
    private let commands: CommandCounter

    struct Source {
        let log: any EventLog
        let syncedPosition: @Sendable () -> LogPosition
    }

    /// What one message of a stream holds at the most.
    private static let batchBytesMax = 256 << 10

    init(sources: [PartitionID: Source], commands: CommandCounter) {
        self.sources = sources
        self.commands = commands
    }

    var count: Int {
        condition.lock()
        defer { condition.unlock() }
        return streams.count
    }

    /// Where the reader of a partition's log stands that has come least far.
    func oldestPosition(on partition: PartitionID) -> LogPosition? {
        condition.lock()
        defer { condition.unlock() }
        return streams.lazy.filter { $0.request.partition == partition }.map(\.next).min()
    }

    func start() {
        let thread = Thread { [self] in
            run()
            finished.signal()
        }
        thread.name = "ferry-streams"
        thread.start()
    }

    func open(_ stream: StreamEvents, for call: CallInFlight) {
        guard sources[stream.partition] != nil else {
            let rejection = Rejection.notFound(
                "partition \(stream.partition)", "UNKNOWN_PARTITION",
                hint: "this broker has partitions 1 to \(sources.count)")
            return refuse(call, rejection)
        }
        condition.lock()
        let isOpen = !isEnding
        if isOpen {
            streams.append(EventStream(call: call, request: stream))
            hasNews = true
            condition.signal()
        }
        condition.unlock()
        if !isOpen { refuse(call, .closing) }
    }

    func forget(_ caller: Caller) {
        change { streams in
            streams.removeAll {
                ObjectIdentifier($0.call.target) == caller.target
                    && (caller.requestID == nil || caller.requestID == $0.call.submission.requestID)
            }
        }
    }

    /// There may be something to send: the log grew, or a reader has drained what it had.
    func wake() {
        condition.lock()
        if !streams.isEmpty {
            hasNews = true
            condition.signal()
        }
        condition.unlock()
    }

    /// Ends every stream that is still open, and takes no more.
    func endAll() {
        condition.lock()
        isEnding = true
        let open = streams
        streams = []
        condition.unlock()
        for stream in open { refuse(stream.call, .closing) }
    }

    /// Ends every stream and the thread.
    func close() {
        endAll()
        condition.lock()
        isClosed = true
        condition.signal()
        condition.unlock()
        finished.wait()
    }

    private func refuse(_ call: CallInFlight, _ rejection: Rejection) {
        commands.count(call.submission.call, .rejected(rejection))
        call.target.deliver([Reply(requestID: call.submission.requestID, content: .rejected(rejection))])
    }

    private func change(_ body: (inout [EventStream]) -> Void) {
        condition.lock()
        body(&streams)
        hasNews = true
        condition.signal()
        condition.unlock()
    }

    private func run() {
        while let round = nextRound() {
            var isMoving = false
            for stream in round where send(stream) { isMoving = true }
            if isMoving { wake() }
        }
    }

    private func nextRound() -> [EventStream]? {
        condition.lock()
        defer { condition.unlock() }
        while !hasNews, !isClosed { condition.wait() }
        hasNews = false
        return isClosed ? nil : streams
    }

    /// Sends one batch; true when there may be another at once.
    private func send(_ stream: EventStream) -> Bool {
        guard let source = sources[stream.request.partition], stream.call.target.streamCapacity > 0 else {
            return false
        }
        let requestID = stream.call.submission.requestID
        let synced = source.syncedPosition()
        do {
            let records =
                stream.next > synced
                ? [] : try source.log.read(from: stream.next, through: synced, bytesMax: Self.batchBytesMax)
            guard let last = records.last else {
                if stream.request.follow { return false }
                remove(stream)
                commands.count(stream.call.submission.call, .streamEnded)
                stream.call.target.deliver([Reply(requestID: requestID, content: .streamEnded)])
                return false
            }
            var events = records.flatMap { $0.views(from: stream.next) }
            if let instance = stream.request.processInstance { events.removeAll { $0.processInstanceKey != instance } }
            stream.next = LogPosition(last.last.rawValue + 1)
            if !events.isEmpty {
                let batch = EventBatch(events: events, next: stream.next)
                stream.call.target.deliver([Reply(requestID: requestID, content: .streamed(.streamEvents(batch)))])
            }
            return true
        } catch {
            remove(stream)
            let code: StatusCode = error.kind == .corruption ? .dataLoss : .unavailable
            refuse(stream.call, Rejection(code, "the event log cannot be read: \(error.message)"))
            return false
        }
    }

    private func remove(_ stream: EventStream) { change { $0.removeAll { $0 === stream } } }
}

/// One reader's place in a log. Used by the stream thread alone once it is open.
final class EventStream: Sendable {
    let call: CallInFlight
    let request: StreamEvents
    /// Set by the stream thread; partitions look at it before they cut their logs.
    private let position: Atomic<UInt64>

    init(call: CallInFlight, request: StreamEvents) {
        self.call = call
        self.request = request
        position = Atomic(max(request.from, LogPosition(1)).rawValue)
    }

    var next: LogPosition {
        get { LogPosition(position.load(ordering: .relaxed)) }
        set { position.store(newValue.rawValue, ordering: .relaxed) }
    }
}
