import FerryClient

extension MigrationWarning {
    var json: JSON {
        [
            "code": .string(code), "from": from.isEmpty ? .null : .string(from), "elementId": .string(elementID),
            "message": .string(message), "path": .strings(path),
        ]
    }

    /// What is wrong, then the way there.
    var lines: [String] {
        let place = from.isEmpty ? "" : "wherever an instance stands at '\(from)': "
        return [
            Table.oneLine("warning: \(code)  \(place)\(message)"),
            Table.oneLine("         path: \(path.joined(separator: " -> "))"),
        ]
    }
}
