import FerryClient
import Foundation
import Synchronization

/// A `ferryd` of our own, on a free port and a temporary directory that goes with it.
final class TemporaryBroker: Sendable {
    private let process: Process
    private let directory: URL
    private let isRemoved = Mutex(false)

    private static let readyPrefix = "ferryd listening on "
    private static let readyLimit = Duration.seconds(20)
    private static let stopLimit = Duration.seconds(5)
    private static let lookEvery = Duration.milliseconds(20)

    /// Starts the program; `address()` waits until it listens.
    init(program: String) throws {
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw InputError("\(program): no such program; give the broker's with --ferryd")
        }
        directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("ferry-demo-\(UUID().uuidString.prefix(8).lowercased())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = [
            "--data", directory.appendingPathComponent("data").path, "--port", "0", "--admin-port", "0",
            "--log-level", "warning",
        ]
        // Files, not pipes: nobody has to drain them, and what the broker said last can be shown.
        process.standardOutput = try Self.file(outputURL)
        process.standardError = try Self.file(logURL)
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }

    /// Where it listens, once it says so.
    func address() async throws -> String {
        let limit = ContinuousClock.now + Self.readyLimit
        while ContinuousClock.now < limit {
            let text = (try? String(contentsOf: outputURL, encoding: .utf8)) ?? ""
            // The last line may not be whole yet.
            for line in text.split(separator: "\n").dropLast(text.hasSuffix("\n") ? 0 : 1)
            where line.hasPrefix(Self.readyPrefix) {
                return String(line.dropFirst(Self.readyPrefix.count))
            }
            guard process.isRunning else {
                throw Rejection(
                    .unavailable, "the broker ended with status \(process.terminationStatus) before it was ready")
            }
            try await Task.sleep(for: Self.lookEvery)
        }
        throw Rejection(.unavailable, "the broker did not say '\(Self.readyPrefix)HOST:PORT' in time")
    }

    /// Asks it to end, as an operator would, and removes the directory.
    func stop() async {
        process.terminate()
        let limit = ContinuousClock.now + Self.stopLimit
        while process.isRunning, ContinuousClock.now < limit { try? await Task.sleep(for: Self.lookEvery) }
        kill()
    }

    /// Ends it at once. Any thread may call it, any number of times.
    func kill() {
        isRemoved.withLock { isRemoved in
            guard !isRemoved else { return }
            isRemoved = true
            if process.isRunning {
                Foundation.kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
            }
            try? FileManager.default.removeItem(at: directory)
        }
    }

    /// The end of its log; nil when it said nothing.
    var lastWords: String? {
        let log = (try? String(contentsOf: logURL, encoding: .utf8)) ?? ""
        let lines = log.split(separator: "\n").suffix(10)
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    private var outputURL: URL { directory.appendingPathComponent("ferryd.out") }
    private var logURL: URL { directory.appendingPathComponent("ferryd.log") }

    private static func file(_ url: URL) throws -> FileHandle {
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }
}
