import FerryRehearsal
import Foundation

/// The files of this repository that the conformance cases are made of.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: root.appendingPathComponent(path)))
    }

    /// The scenario files of an engine, by name.
    static func scenarios(of engine: String) throws -> [String] {
        try files(in: "Tests/Conformance/\(engine)", ending: ".yaml")
    }

    static func swiftTests(in folder: String) throws -> [String] { try files(in: folder, ending: ".swift") }

    private static func files(in folder: String, ending: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path)
            .filter { $0.hasSuffix(ending) }.sorted().map { "\(folder)/\($0)" }
    }

    static func read(_ path: String) throws -> ScenarioFile {
        var problems: [String] = []
        let folder = (path as NSString).deletingLastPathComponent
        let file = Rehearsal.read(try bytes(path), named: path, problems: &problems) { name in
            try bytes("\(folder)/\(name)")
        }
        guard let file, problems.isEmpty else { throw Unreadable(description: problems.joined(separator: "\n")) }
        return file
    }
}

struct Unreadable: Error, CustomStringConvertible {
    let description: String
}
