/// Named values in the order they were first given; a name given again replaces the value in place.
///
/// Equality does not look at the order.
package struct FEELContext: Sendable {
    package struct Entry: Hashable, Sendable {
        package let name: String
        package var value: FEELValue

        package init(name: String, value: FEELValue) {
            self.name = name
            self.value = value
        }
    }

    package private(set) var entries: [Entry]
    /// Positions by name; kept only where looking through the entries would be slow.
    private var positions: [String: Int] = [:]

    private static let linearMax = 12

    package init() { entries = [] }

    package init(_ entries: [Entry]) {
        self.entries = []
        self.entries.reserveCapacity(entries.count)
        for entry in entries { self[entry.name] = entry.value }
    }

    package subscript(name: String) -> FEELValue? {
        get { position(of: name).map { entries[$0].value } }
        set {
            guard let newValue else {
                if let position = position(of: name) {
                    entries.remove(at: position)
                    index()
                }
                return
            }
            if let position = position(of: name) {
                entries[position].value = newValue
            } else {
                entries.append(Entry(name: name, value: newValue))
                if entries.count == Self.linearMax + 1 { index() }
                if entries.count > Self.linearMax { positions[name] = entries.count - 1 }
            }
        }
    }

    /// The names of the entries, and of those of all contexts inside.
    package var names: [String] {
        entries.flatMap { [$0.name] + $0.value.names }
    }

    private func position(of name: String) -> Int? {
        entries.count <= Self.linearMax ? entries.firstIndex { $0.name == name } : positions[name]
    }

    private mutating func index() {
        positions = [:]
        guard entries.count > Self.linearMax else { return }
        for (position, entry) in entries.enumerated() { positions[entry.name] = position }
    }
}

extension FEELContext: Hashable {
    package static func == (left: FEELContext, right: FEELContext) -> Bool {
        left.entries.count == right.entries.count && left.entries.allSatisfy { right[$0.name] == $0.value }
    }

    package func hash(into hasher: inout Hasher) {
        // The sum does not depend on the order, as equality does not.
        hasher.combine(entries.reduce(into: 0) { sum, entry in sum &+= entry.name.hashValue })
    }
}
