import Foundation
import Yams

/// A file of settings: one mapping from names to plain values, in YAML or in JSON, which is YAML too.
struct ConfigurationFile: Equatable {
    let path: String
    /// As they stand in the file.
    let values: [String: String]

    struct Problem: Error, Equatable, CustomStringConvertible {
        let description: String
    }

    init(path: String, values: [String: String]) {
        self.path = path
        self.values = values
    }

    init(reading path: String) throws(Problem) {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Problem(description: "\(path): the file of settings cannot be read")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Problem(description: "\(path): expected UTF-8")
        }
        try self.init(path: path, parsing: text)
    }

    init(path: String, parsing text: String) throws(Problem) {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw Problem(description: "\(path): \(error)")
        }
        var values: [String: String] = [:]
        guard let node else {
            self.init(path: path, values: values)
            return
        }
        guard case .mapping(let mapping) = node else {
            throw Problem(description: "\(path): expected settings as NAME: VALUE")
        }
        for (key, value) in mapping {
            guard case .scalar(let name) = key, case .scalar(let scalar) = value, value.null == nil else {
                throw Problem(description: "\(path): expected one plain value for '\(key.string ?? "?")'")
            }
            values[name.string] = scalar.string
        }
        self.init(path: path, values: values)
    }
}
