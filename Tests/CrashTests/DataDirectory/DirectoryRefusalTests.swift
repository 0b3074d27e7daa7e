import FerryClient
import Foundation
import Glibc
import Testing

/// Directories that a broker must not take: it says why in a line, and ends with exit code 1.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct DirectoryRefusalTests {
    @Test func whileAnotherBrokerHoldsIt() async throws {
        try await withSite { site in
            let first = try await site.start()

            let second = try site.launch()

            #expect(try await second.end() == .exited(1))
            #expect(second.log.contains("in use by process \(first.process.id)"))
            try await first.expectWell()
        }
    }

    /// The lock goes with its holder, however that ended.
    @Test func notAfterItsHolderWasKilled() async throws {
        try await withSite { site in
            try await site.start().kill()

            try await site.start().expectWell()
        }
    }

    @Test func madeWithAnotherNumberOfPartitions() async throws {
        try await withSite { site in
            _ = try await site.start().stop()

            let other = try site.launch(on: nil, "--partitions", "3")

            #expect(try await other.end() == .exited(1))
            #expect(other.log.contains("made with 2 partitions, asked for 3"))
            try await site.start().expectWell()
        }
    }

    struct Manifest: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (String) -> String
        /// What the message must hold.
        let complaint: String
    }

    @Test(arguments: [
        Manifest(
            testDescription: "of another version",
            change: { $0.replacing("\"formatVersion\": 2", with: "\"formatVersion\": 7") },
            complaint: "made with format version 7, this ferryd reads version 2"),
        Manifest(
            testDescription: "of garbage", change: { _ in "\u{1}\u{2}garbage" },
            complaint: "restore the file from a backup"),
        Manifest(testDescription: "of nothing", change: { _ in "" }, complaint: "restore the file from a backup"),
        Manifest(
            testDescription: "cut off", change: { String($0.prefix($0.count / 2)) },
            complaint: "restore the file from a backup"),
        Manifest(
            testDescription: "with another number",
            change: { $0.replacing("\"partitions\": 2", with: "\"partitions\": 1") }, complaint: "found it changed"),
        Manifest(
            testDescription: "said to be unfinished",
            change: { $0.replacing("\"complete\": true", with: "\"complete\": false") }, complaint: "found it changed"),
    ])
    func withAManifest(_ manifest: Manifest) async throws {
        try await withSite { site in
            _ = try await site.start().stop()
            let file = site.data + "/ferry.json"
            let text = try String(contentsOfFile: file, encoding: .utf8)
            try manifest.change(text).write(toFile: file, atomically: false, encoding: .utf8)

            let broker = try site.launch()

            #expect(try await broker.end() == .exited(1))
            #expect(broker.log.contains(manifest.complaint), "\(broker.log)")
            #expect(broker.log.split(separator: "\n").count == 1, "one line, found \(broker.log)")
            try text.write(toFile: file, atomically: false, encoding: .utf8)
            try await site.start().expectWell()
        }
    }

    @Test func withoutOneOfItsPartitions() async throws {
        try await withSite { site in
            _ = try await site.start().stop()
            try FileManager.default.removeItem(atPath: site.data + "/partition-002")

            let broker = try site.launch()

            #expect(try await broker.end() == .exited(1))
            #expect(broker.log.contains("expected the data of a partition, found nothing"))
        }
    }

    @Test func thatIsSomethingElse() async throws {
        try await withSite { site in
            try FileManager.default.createDirectory(atPath: site.data, withIntermediateDirectories: true)
            try "mine".write(toFile: site.data + "/letters.txt", atomically: true, encoding: .utf8)

            let broker = try site.launch()

            #expect(try await broker.end() == .exited(1))
            #expect(broker.log.contains("found letters.txt"))
            #expect(try String(contentsOfFile: site.data + "/letters.txt", encoding: .utf8) == "mine")
        }
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func thatItMayNotWrite() async throws {
        try await withSite { site in
            _ = try await site.start().stop()
            chmod(site.data, 0o500)
            defer { chmod(site.data, 0o700) }

            let broker = try site.launch()

            #expect(try await broker.end() == .exited(1))
            #expect(broker.log.contains("permission is denied"))
        }
    }
}
