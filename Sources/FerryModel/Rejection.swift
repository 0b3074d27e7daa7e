/// gRPC's 17 status codes, with gRPC's numbers.
public enum StatusCode: Int32, Sendable, CaseIterable, CustomStringConvertible {
    case ok = 0
    case cancelled = 1
    case unknown = 2
    case invalidArgument = 3
    case deadlineExceeded = 4
    case notFound = 5
    case alreadyExists = 6
    case permissionDenied = 7
    case resourceExhausted = 8
    case failedPrecondition = 9
    case aborted = 10
    case outOfRange = 11
    case unimplemented = 12
    case `internal` = 13
    case unavailable = 14
    case dataLoss = 15
    case unauthenticated = 16

    /// gRPC's spelling, for example `FAILED_PRECONDITION`.
    public var description: String {
        switch self {
        case .ok: "OK"
        case .cancelled: "CANCELLED"
        case .unknown: "UNKNOWN"
        case .invalidArgument: "INVALID_ARGUMENT"
        case .deadlineExceeded: "DEADLINE_EXCEEDED"
        case .notFound: "NOT_FOUND"
        case .alreadyExists: "ALREADY_EXISTS"
        case .permissionDenied: "PERMISSION_DENIED"
        case .resourceExhausted: "RESOURCE_EXHAUSTED"
        case .failedPrecondition: "FAILED_PRECONDITION"
        case .aborted: "ABORTED"
        case .outOfRange: "OUT_OF_RANGE"
        case .unimplemented: "UNIMPLEMENTED"
        case .internal: "INTERNAL"
        case .unavailable: "UNAVAILABLE"
        case .dataLoss: "DATA_LOSS"
        case .unauthenticated: "UNAUTHENTICATED"
        }
    }
}

/// One thing that stands in the way of a command: what, where, what was expected, what was found, what helps.
public struct Reason: Hashable, Sendable {
    /// Stable and upper case, for example `ACTIVE_ELEMENT_UNMAPPED`. Programs may branch on it.
    public var code: String
    /// The element (or flow, file, field) concerned; empty when the reason concerns the command as a whole.
    public var elementID: String
    public var expected: String
    public var found: String
    /// What the caller can do about it.
    public var hint: String

    public init(code: String, elementID: String = "", expected: String = "", found: String = "", hint: String = "") {
        self.code = code
        self.elementID = elementID
        self.expected = expected
        self.found = found
        self.hint = hint
    }
}

/// A command that cannot be done, with every reason at once. It left nothing changed.
public struct Rejection: Error, Hashable, Sendable {
    public var code: StatusCode
    public var message: String
    public var reasons: [Reason]

    public init(_ code: StatusCode, _ message: String, reasons: [Reason] = []) {
        precondition(code != .ok, "a rejection is never OK")
        self.code = code
        self.message = message
        self.reasons = reasons
    }
}

extension Rejection: CustomStringConvertible {
    public var description: String {
        reasons.reduce(into: "\(code): \(message)") { text, reason in
            text += "\n  \(reason.code)"
            if !reason.elementID.isEmpty { text += " at \(reason.elementID)" }
            if !reason.expected.isEmpty { text += ": expected \(reason.expected)" }
            if !reason.found.isEmpty { text += ", found \(reason.found)" }
            if !reason.hint.isEmpty { text += " (\(reason.hint))" }
        }
    }
}
