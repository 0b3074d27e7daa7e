import ArgumentParser
import Foundation

/// `ferry bench sync`: what the disk itself takes, to hold the latencies of commands against.
struct BenchSync: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Measure the disk alone: append some bytes, wait until they are safe.",
        discussion: """
            Talks to no broker. Every writer appends to a file of its own in the directory, as the partitions of a \
            broker do, and removes it at the end.
            """)

    @Option(name: .long, help: ArgumentHelp("Where to write: beside the broker's data.", valueName: "path"))
    var directory = "."

    @Option(name: .long, help: ArgumentHelp("How many bytes each write has.", valueName: "n"))
    var bytes = 16_384

    @Option(name: .long, help: ArgumentHelp("How many writes to measure, over all writers.", valueName: "n"))
    var operations = 2_000

    @Option(name: .long, help: ArgumentHelp("How many files are written at once.", valueName: "n"))
    var writers = 2

    @Option(name: .long, help: "How results are printed.")
    var output: OutputFormat = .table

    func validate() throws {
        guard 1...(64 << 20) ~= bytes, operations > 0, 1...64 ~= writers else {
            throw ValidationError("--bytes (to 67108864), --operations and --writers (to 64) are numbers from 1.")
        }
    }

    func run() async throws {
        let console = Console.standard(format: output)
        try await console.reporting {
            let latencies = LatencyRecord()
            let each = (operations + writers - 1) / writers
            let begin = ContinuousClock.now
            try await withThrowingTaskGroup { group in
                for writer in 0..<writers {
                    group.addTask { try await Self.appending(each, bytes, to: directory, writer, latencies) }
                }
                try await group.waitForAll()
            }
            let report = BenchReport(
                workload: "sync", operations: each * writers, errors: 0, elapsed: ContinuousClock.now - begin,
                latencies: latencies.percentiles)
            try console.print(report)
        }
    }

    /// On a thread of its own: waiting for the disk must not block the threads that tasks share.
    private static func appending(
        _ count: Int, _ bytes: Int, to directory: String, _ writer: Int, _ latencies: LatencyRecord
    ) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result { try append(count, bytes, to: directory, writer, latencies) })
            }
        }
    }

    private static func append(
        _ count: Int, _ bytes: Int, to directory: String, _ writer: Int, _ latencies: LatencyRecord
    ) throws {
        let path = "\(directory)/ferry-bench-sync-\(ProcessInfo.processInfo.processIdentifier)-\(writer)"
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw InputError("\(path): \(String(cString: strerror(errno)))") }
        defer {
            close(file)
            unlink(path)
        }
        let content = [UInt8](repeating: 7, count: bytes)
        for _ in 0..<count {
            let start = ContinuousClock.now
            guard write(file, content, bytes) == bytes, fdatasync(file) == 0 else {
                throw InputError("\(path): \(String(cString: strerror(errno)))")
            }
            latencies.add(ContinuousClock.now - start)
        }
    }
}
