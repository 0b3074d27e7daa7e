import Foundation
import Glibc
import Synchronization

/// One run of the real `ferryd`, from its launch to its end.
final class BrokerProcess: Sendable {
    enum Ending: Equatable {
        case exited(Int32)
        case killed(signal: Int32)
    }

    enum Readiness: Equatable {
        case listening(port: Int)
        /// It ended before it listened.
        case ended(Ending)
    }

    /// It ended where it should have come up.
    struct DidNotStart: Error, CustomStringConvertible {
        let ending: Ending
        let log: String
        var description: String { "ferryd did not start (\(ending)): \(log)" }
    }

    let id: pid_t
    private let output: String
    private let errors: String
    private let known = Mutex<Ending?>(nil)

    /// The binary that was built with this test, or the one that FERRYD names.
    static let path =
        ProcessInfo.processInfo.environment["FERRYD"]
        ?? URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "ferryd").path

    /// What it prints goes to files that begin with `logs`. `environment` comes on top of this process's own.
    init(arguments: [String], environment: [String: String] = [:], logs: String) throws {
        output = logs + ".out"
        errors = logs + ".err"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let flags = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, flags, 0o600)
        var words: [UnsafeMutablePointer<CChar>?] = ([Self.path] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        var settings: [UnsafeMutablePointer<CChar>?] = variables.map { strdup("\($0)=\($1)") } + [nil]
        defer { for setting in settings { free(setting) } }
        var id: pid_t = 0
        let code = posix_spawn(&id, Self.path, &actions, nil, &words, &settings)
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
        self.id = id
    }

    /// How it ended; nil while it runs.
    var ending: Ending? {
        known.withLock { known in
            var status: Int32 = 0
            if known == nil, waitpid(id, &status, WNOHANG) == id {
                let signal = status & 0x7F
                known = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal)
            }
            return known
        }
    }

    func end(within limit: Duration = .seconds(20)) async throws -> Ending {
        try await eventually("the end of ferryd", within: limit) { ending }
    }

    func readiness(within limit: Duration = .seconds(30)) async throws -> Readiness {
        try await eventually("ferryd listening", within: limit) {
            if let port = announcedPort { return .listening(port: port) }
            return ending.map { .ended($0) }
        }
    }

    func port() async throws -> Int {
        switch try await readiness() {
        case .listening(let port): return port
        case .ended(let ending): throw DidNotStart(ending: ending, log: log)
        }
    }

    /// Does nothing once it has ended: its id may be another's by then.
    func signal(_ number: Int32) {
        if ending == nil { Glibc.kill(id, number) }
    }

    /// What it wrote on stderr.
    var log: String { (try? String(contentsOfFile: errors, encoding: .utf8)) ?? "" }

    private var announcedPort: Int? { announced.first }

    /// Where it answers administrators; nil when it does not.
    var adminPort: Int? { announced.dropFirst().first }

    /// The ports it said it listens on, once it does.
    private var announced: [Int] {
        guard let text = try? String(contentsOfFile: output, encoding: .utf8), text.hasSuffix("\n") else { return [] }
        return text.split(separator: "\n").compactMap { $0.split(separator: ":").last.flatMap { Int($0) } }
    }
}

extension BrokerProcess {
    /// Memory in use, in bytes.
    var residentBytes: Int {
        let pages = (try? String(contentsOfFile: "/proc/\(id)/statm", encoding: .utf8))?.split(separator: " ")
        return pages.flatMap { $0.count > 1 ? Int($0[1]) : nil }.map { $0 * Int(getpagesize()) } ?? 0
    }

    /// Open files and sockets.
    var descriptorCount: Int { (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(id)/fd").count) ?? 0 }
}
