/// Text in columns, two spaces apart, as wide as their widest cell; nothing is ever cut off.
///
/// Rows may come in portions: a later portion keeps the columns of an earlier one, or widens them where it must.
struct Table {
    struct Column: Hashable, Sendable {
        let title: String
        var alignment: Alignment = .left

        static func left(_ title: String) -> Column { Column(title: title) }
        static func right(_ title: String) -> Column { Column(title: title, alignment: .right) }
    }

    enum Alignment: Sendable { case left, right }

    private let columns: [Column]
    private var widths: [Int]
    private var hasHeader = false

    private static let gap = "  "

    init(_ columns: [Column]) {
        self.columns = columns
        widths = columns.map(\.title.count)
    }

    /// The next rows as lines; the first portion begins with the titles.
    mutating func lines(_ rows: [[String]]) -> [String] {
        guard !rows.isEmpty else { return [] }
        let cells = rows.map { row in
            precondition(row.count == columns.count, "a row has a cell for every column")
            return row.map(Self.oneLine)
        }
        for row in cells {
            for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.count) }
        }
        let header = hasHeader ? [] : [line(columns.map(\.title))]
        hasHeader = true
        return header + cells.map(line)
    }

    private func line(_ cells: [String]) -> String {
        var text = ""
        for (index, cell) in cells.enumerated() {
            if index > 0 { text += Self.gap }
            switch columns[index].alignment {
            case .left: text += cell.padded(to: widths[index])
            case .right: text += cell.paddedLeft(to: widths[index])
            }
        }
        while text.last == " " { text.removeLast() }
        return text
    }

    /// A control character would break the row, or speak to the terminal: it is shown escaped.
    static func oneLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return text }
        return text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.properties.generalCategory == .control:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}
