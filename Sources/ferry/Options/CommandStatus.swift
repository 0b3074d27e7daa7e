import ArgumentParser
import FerryClient

/// How a command ends, for scripts to branch on.
enum CommandStatus: Int32, Error {
    case done = 0
    /// The broker answered, and its answer is no.
    case refused = 1
    /// No answer: not reachable, or not in time. The command may or may not have been done.
    case unanswered = 2
    /// The command line, or a file it names, cannot be used.
    case usage = 64

    init(_ code: StatusCode) {
        switch code {
        case .ok: self = .done
        case .unavailable, .deadlineExceeded: self = .unanswered
        case .cancelled, .unknown, .invalidArgument, .notFound, .alreadyExists, .permissionDenied, .resourceExhausted,
            .failedPrecondition, .aborted, .outOfRange, .unimplemented, .internal, .dataLoss, .unauthenticated:
            self = .refused
        }
    }

    var exitCode: ExitCode { ExitCode(rawValue) }
}
