/// Asks whether the broker answers. The payload comes back as it went.
public struct Ping: Hashable, Sendable {
    public var payload: [UInt8]
    public init(payload: [UInt8] = []) { self.payload = payload }
}

/// What the broker is made of.
public struct Topology: Hashable, Sendable {
    /// For example `0.1.0`.
    public var serverVersion: String
    /// A name for this data directory, drawn when it was made.
    public var clusterID: String
    public var partitions: [PartitionView]

    public init(serverVersion: String, clusterID: String, partitions: [PartitionView]) {
        self.serverVersion = serverVersion
        self.clusterID = clusterID
        self.partitions = partitions
    }
}

public struct PartitionView: Hashable, Sendable {
    public var id: PartitionID
    public var isHealthy: Bool
    /// The newest event that is safe on disk.
    public var lastPosition: LogPosition
    /// Why the partition stopped; empty while it is healthy.
    public var problem: String

    public init(id: PartitionID, isHealthy: Bool, lastPosition: LogPosition, problem: String = "") {
        self.id = id
        self.isHealthy = isHealthy
        self.lastPosition = lastPosition
        self.problem = problem
    }
}

/// Reads a partition's event log from a position on, oldest first.
public struct StreamEvents: Hashable, Sendable {
    public var partition: PartitionID
    /// The first position wanted; 0 and 1 both mean the oldest event still kept.
    public var from: LogPosition
    /// True: goes on with what happens later, until cancelled. False: ends at the newest event.
    public var follow: Bool
    /// Only events of this instance; nil for all.
    public var processInstance: ProcessInstanceKey?

    public init(
        partition: PartitionID, from: LogPosition = .none, follow: Bool = false,
        processInstance: ProcessInstanceKey? = nil
    ) {
        self.partition = partition
        self.from = from
        self.follow = follow
        self.processInstance = processInstance
    }
}

/// One thing that happened, as readers of the log see it.
public struct EventView: Hashable, Sendable {
    public var position: LogPosition
    public var timestamp: Timestamp
    /// Upper case, for example `PROCESS_INSTANCE_MIGRATED`.
    public var kind: String
    /// 0 where the event belongs to no instance.
    public var processInstanceKey: ProcessInstanceKey
    /// Everything else the event holds, as one JSON object; its fields depend on the kind.
    public var details: JSONValue

    public init(
        position: LogPosition, timestamp: Timestamp, kind: String, processInstanceKey: ProcessInstanceKey,
        details: JSONValue
    ) {
        self.position = position
        self.timestamp = timestamp
        self.kind = kind
        self.processInstanceKey = processInstanceKey
        self.details = details
    }
}

/// One message of a `StreamEvents` answer: consecutive events of one partition.
public struct EventBatch: Hashable, Sendable {
    public var events: [EventView]
    /// Ask from here to go on; past the last event looked at, even when the filter dropped it.
    public var next: LogPosition

    public init(events: [EventView], next: LogPosition) {
        self.events = events
        self.next = next
    }
}
