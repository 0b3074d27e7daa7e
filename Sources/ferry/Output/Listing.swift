/// Something that lists print: a row of a table for people, an object on a line for programs.
protocol Listed {
    static var columns: [Table.Column] { get }
    var cells: [String] { get }
    var json: JSON { get }
}

/// A list on its way out, printed page by page as it comes.
struct Listing<Element: Listed> {
    private let console: Console
    /// What stderr says when nothing came, for example `no incidents`.
    private let emptyNote: String
    private var table = Table(Element.columns)
    private var count = 0

    init(_ console: Console, emptyNote: String) {
        self.console = console
        self.emptyNote = emptyNote
    }

    mutating func print(_ elements: [Element]) {
        count += elements.count
        switch console.format {
        case .json: console.print(lines: elements.map(\.json.text))
        case .table: console.print(lines: table.lines(elements.map(\.cells)))
        }
    }

    func end() {
        if count == 0 { console.note(emptyNote) }
    }
}

extension Console {
    /// A list that is there as a whole; nothing where it is empty.
    func list<Element: Listed>(_ elements: [Element]) {
        guard !elements.isEmpty else { return }
        var listing = Listing<Element>(self, emptyNote: "")
        listing.print(elements)
    }
}
