import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Why a server cannot listen where it was told to, in a sentence for whoever starts it.
package struct ListenFailure: Error, Hashable, CustomStringConvertible {
    package enum Listener: Hashable, Sendable {
        case clients
        case admin
    }

    package enum Problem: Hashable, Sendable {
        case portTaken
        case portForbidden
        /// The name of the host leads nowhere.
        case unknownHost
        case hostElsewhere
        case other(String)
    }

    package let host: String
    package let port: Int
    package let listener: Listener
    package let problem: Problem

    package init(host: String, port: Int, listener: Listener, problem: Problem) {
        self.host = host
        self.port = port
        self.listener = listener
        self.problem = problem
    }

    init(host: String, port: Int, listener: Listener, cause: any Error) {
        self.init(host: host, port: port, listener: listener, problem: Problem(cause))
    }

    package var description: String {
        let purpose = listener == .admin ? " for the admin port" : ""
        let place = "cannot listen on \(ServerAddress.text(host, port))\(purpose)"
        return switch problem {
        case .portTaken: "\(place): address already in use; stop the other process or choose another port\(option)"
        case .portForbidden:
            "\(place): only root may listen on this port; choose one from 1024 on\(option)"
        case .unknownHost: "\(place): no such host; choose an address of this machine with --host"
        case .hostElsewhere: "\(place): not an address of this machine; choose one that is with --host"
        case .other(let words): "\(place): \(words)"
        }
    }

    private var option: String { listener == .admin ? " with --admin-port" : "" }
}

extension ListenFailure.Problem {
    fileprivate init(_ cause: any Error) {
        switch cause {
        case let failure as IOError:
            self =
                switch failure.errnoCode {
                case EADDRINUSE: .portTaken
                case EACCES, EPERM: .portForbidden
                case EADDRNOTAVAIL: .hostElsewhere
                case let code: .other(String(cString: strerror(code)).lowercased())
                }
        case is SocketAddressError, is SocketAddressError.UnknownHost: self = .unknownHost
        default: self = .other("\(cause)")
        }
    }
}
