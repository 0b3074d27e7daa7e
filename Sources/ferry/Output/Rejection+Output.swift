import FerryClient

extension Rejection {
    var json: JSON {
        [
            "status": .string(code.description), "message": .string(message),
            "reasons": .array(reasons.map(\.json)),
        ]
    }

    /// For people: the status, then every reason with its facts in line.
    func lines(width: Int) -> [String] {
        let head = "\(code): \(Table.oneLine(message))".wrapped(to: width)
        return reasons.reduce(into: head) { lines, reason in
            lines.append("")
            lines += reason.lines(width: width)
        }
    }
}

extension Reason {
    private static let indent = 2
    private static let labelWidth = 10

    var json: JSON {
        [
            "code": .string(code), "elementId": .string(elementID), "expected": .string(expected),
            "found": .string(found), "hint": .string(hint),
        ]
    }

    func lines(width: Int) -> [String] {
        let title = elementID.isEmpty ? code : "\(code)  \(Table.oneLine(elementID))"
        return [String(repeating: " ", count: Self.indent) + title]
            + fact("expected", expected, width: width) + fact("found", found, width: width)
            + fact("hint", hint, width: width)
    }

    private func fact(_ label: String, _ text: String, width: Int) -> [String] {
        let margin = Self.indent * 2
        let room = max(20, width - margin - Self.labelWidth)
        return Table.oneLine(text).wrapped(to: room).enumerated().map { index, line in
            String(repeating: " ", count: margin) + (index == 0 ? label : "").padded(to: Self.labelWidth) + line
        }
    }
}

extension Console {
    /// A refusal as diagnostics, in the format that was asked for.
    func report(_ rejection: Rejection) {
        switch format {
        case .json: note(rejection.json.text)
        case .table: for line in rejection.lines(width: terminal.columns) { note(line) }
        }
    }
}
