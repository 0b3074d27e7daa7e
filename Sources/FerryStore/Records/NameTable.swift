/// Names that repeat within one record: written out once, in the order of their first use, and meant by number.
struct NameTable {
    private(set) var names: [String] = []
    /// Only filled once a linear search would take longer.
    private var numbers: [NameBytes: UInt64] = [:]
    private static let searchedMax = 16

    /// Strings compare equal when they look the same; a record needs the same bytes.
    private struct NameBytes: Hashable {
        let name: String

        static func == (left: Self, right: Self) -> Bool { left.name.utf8.elementsEqual(right.name.utf8) }

        func hash(into hasher: inout Hasher) { for byte in name.utf8 { hasher.combine(byte) } }
    }

    mutating func reset() {
        names.removeAll(keepingCapacity: true)
        if !numbers.isEmpty { numbers.removeAll() }
    }

    mutating func number(of name: String) -> UInt64 {
        if let known = known(name) { return known }
        let number = UInt64(names.count)
        names.append(name)
        if names.count == Self.searchedMax + 1 {
            for (index, name) in names.enumerated() { numbers[NameBytes(name: name)] = UInt64(index) }
        } else if names.count > Self.searchedMax {
            numbers[NameBytes(name: name)] = number
        }
        return number
    }

    private func known(_ name: String) -> UInt64? {
        guard names.count <= Self.searchedMax else { return numbers[NameBytes(name: name)] }
        // The quick comparison first: it already tells nearly all names apart.
        return names.firstIndex { $0 == name && $0.utf8.elementsEqual(name.utf8) }.map { UInt64($0) }
    }
}

extension RecordField {
    /// The name that this field's number stands for.
    func name(of names: [String]) throws(RecordFault) -> String {
        let index = try unsigned()
        guard index < UInt64(names.count) else { throw .unknown("name number", Int64(truncatingIfNeeded: index)) }
        return names[Int(index)]
    }
}
