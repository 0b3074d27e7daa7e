/// A partition of the broker, numbered from 1; it owns every key that carries its number.
public struct PartitionID: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    public let rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public init(_ rawValue: UInt16) { self.rawValue = rawValue }

    /// 13 bits of a key name its partition, and the topmost of them stays clear: keys are positive.
    public static let max = PartitionID(4095)

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    public var description: String { String(rawValue) }
}

/// A 64-bit identity that routes itself: 13 bits of partition above 51 bits of counter, as Zeebe clients expect.
///
/// Keys are positive, unique within a cluster, and grow within a partition: of two things the older has the lower key.
public protocol Key: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible,
    ExpressibleByIntegerLiteral
where RawValue == Int64, IntegerLiteralType == Int64 {
    init(rawValue: Int64)
}

extension Key {
    public init(partition: PartitionID, counter: Int64) {
        precondition(counter > 0 && counter < 1 << KeyLayout.counterBits, "a key counter has 51 bits")
        self.init(rawValue: Int64(partition.rawValue) << KeyLayout.counterBits | counter)
    }

    public init(_ rawValue: Int64) { self.init(rawValue: rawValue) }
    public init(integerLiteral value: Int64) { self.init(rawValue: value) }

    public var partition: PartitionID { PartitionID(UInt16(truncatingIfNeeded: rawValue >> KeyLayout.counterBits)) }
    public var counter: Int64 { rawValue & (1 << KeyLayout.counterBits - 1) }
    public var description: String { String(rawValue) }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

public enum KeyLayout {
    public static let counterBits: Int64 = 51
}

/// Names one running process instance; also the key of its root element instance.
public struct ProcessInstanceKey: Key {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// The process itself seen as an element instance.
    public var root: ElementInstanceKey { ElementInstanceKey(rawValue: rawValue) }
}

/// Names one activation of one element inside a process instance; a variable scope is named by one.
public struct ElementInstanceKey: Key {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Names one deployed version of one process.
public struct ProcessDefinitionKey: Key {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Names what a file brought: a process definition, or a DMN file with its decisions.
public struct ResourceKey: Key {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }

    public init(_ key: ProcessDefinitionKey) { rawValue = key.rawValue }
    public init(_ key: DecisionRequirementsKey) { rawValue = key.rawValue }
    public init(_ key: FormKey) { rawValue = key.rawValue }
}

/// Names one deployment: all that one call deployed.
public struct DeploymentKey: Key {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Names one unit of work for a worker.
public struct JobKey: Key {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Names one incident.
public struct IncidentKey: Key {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Names one event that an element instance waits for.
public struct EventSubscriptionKey: Key {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Names one published message.
public struct MessageKey: Key {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Names one completed activity that can be compensated.
public struct CompensationKey: Key {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A place in a partition's event log: events are numbered from 1 without a gap.
public struct LogPosition: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    public let rawValue: UInt64

    public init(rawValue: UInt64) { self.rawValue = rawValue }
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    public static let none = LogPosition(0)
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    public var description: String { String(rawValue) }
}

/// A tenant owns names: processes, job types, messages. An instance never leaves its tenant.
public struct TenantID: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    public static let `default` = TenantID(rawValue: "<default>")
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    public var description: String { rawValue }
}

/// Milliseconds since 1970-01-01T00:00Z. The core is handed these; it never reads a clock.
public struct Timestamp: RawRepresentable, Hashable, Comparable, Sendable {
    public let rawValue: Int64

    public init(rawValue: Int64) { self.rawValue = rawValue }
    public init(milliseconds: Int64) { self.rawValue = milliseconds }

    public var milliseconds: Int64 { rawValue }
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// The time `milliseconds` later; saturates instead of overflowing.
    public func advanced(byMilliseconds milliseconds: Int64) -> Timestamp {
        let (sum, overflow) = rawValue.addingReportingOverflow(milliseconds)
        return Timestamp(rawValue: overflow ? (milliseconds > 0 ? .max : .min) : sum)
    }
}
