import FerryRehearsal
import Foundation

/// Scenario files on disk, and the models beside them.
enum ScenarioFolder {
    private static let endings = ["yaml", "yml", "json"]

    /// Every file, and every file in every folder; all faults of all of them at once.
    static func read(_ paths: [String]) throws -> [ScenarioFile] {
        var problems: [String] = []
        var files: [ScenarioFile] = []
        for path in try paths.flatMap(expand) {
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            let file = ScenarioFile.read(try FileReader.system.bytes(path), named: path, problems: &problems) { name in
                try FileReader.system.bytes(folder.appendingPathComponent(name).path)
            }
            if let file { files.append(file) }
        }
        if !problems.isEmpty { throw InputError(problems.joined(separator: "\n")) }
        return files
    }

    /// A folder's scenario files, those of folders inside it too, by name.
    private static func expand(_ path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return [path]
        }
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        let files = names.filter { name in endings.contains { name.hasSuffix(".\($0)") } }.sorted()
        guard !files.isEmpty else { throw InputError("\(path): no scenario files; they end in .yaml, .yml or .json") }
        return files.map { URL(fileURLWithPath: path).appendingPathComponent($0).relativePath }
    }

    static func write(_ text: String, to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        } catch {
            throw InputError("\(path): cannot be written (\(error.localizedDescription))")
        }
    }
}
