import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What went wrong with a socket, in plain words.
struct ConnectProblem: Equatable {
    let words: String
    /// The machine is there, and nobody listens on it.
    let isRefusal: Bool

    init(_ error: any Error) {
        switch error {
        case let failure as NIOConnectionError where !failure.connectionErrors.isEmpty:
            // A name may stand for several addresses, which mostly fail alike.
            let problems = failure.connectionErrors.map { ConnectProblem($0.error) }
            var distinct: [String] = []
            for problem in problems where !distinct.contains(problem.words) { distinct.append(problem.words) }
            words = distinct.joined(separator: ", ")
            isRefusal = problems.allSatisfy(\.isRefusal)
        case is NIOConnectionError, is SocketAddressError, is SocketAddressError.UnknownHost:
            words = "unknown host"
            isRefusal = false
        case ChannelError.connectTimeout:
            words = "no answer"
            isRefusal = false
        case let failure as IOError:
            words = String(cString: strerror(failure.errnoCode)).lowercased()
            isRefusal = failure.errnoCode == ECONNREFUSED
        default:
            words = "\(error)"
            isRefusal = false
        }
    }
}
