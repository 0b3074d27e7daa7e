package import FerryModel

/// The variables of one instance by scope; shared by all who look at them, changed only by `EventApplier`.
///
/// Read only in order: by scope, then name.
package final class InstanceVariables {
    private var scopes: [ElementInstanceKey: [Name: Held]] = [:]

    /// Names are what their bytes are, as on disk: `String` alone takes two spellings of one letter for equal.
    private struct Name: Hashable {
        let text: String

        static func == (left: Name, right: Name) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }
    }

    /// A value as it was set, or a list of which items are set one by one.
    private enum Held {
        case whole(JSONValue)
        /// `text` is the whole list, until an item changes. `apart` are the items that were set one by one, sorted.
        case list(items: [JSONValue], apart: [Int32], text: JSONValue?)
    }

    package init() {}

    /// The same variables, to be changed apart from these.
    init(copying other: InstanceVariables) {
        scopes = other.scopes
        byteCount = other.byteCount
    }

    /// Roughly what they take in memory.
    private(set) var byteCount = 0

    package subscript(scope: ElementInstanceKey, name: String) -> JSONValue? {
        get {
            switch scopes[scope]?[Name(text: name)] {
            case nil: return nil
            case .whole(let value): return value
            case .list(let items, let apart, let text):
                if let text { return text }
                let whole = JSONValue(items: items)
                scopes[scope]?[Name(text: name)] = .list(items: items, apart: apart, text: whole)
                return whole
            }
        }
        set {
            let name = Name(text: name)
            byteCount -= Self.byteCount(of: scopes[scope]?[name])
            scopes[scope, default: [:]][name] = newValue.map(Held.whole)
            byteCount += Self.byteCount(of: scopes[scope]?[name])
        }
    }

    /// Sets one item of a list, or adds one at its end. False: there is no such list, or it is shorter.
    @discardableResult
    package func setItem(_ index: Int32, of name: String, in scope: ElementInstanceKey, to value: JSONValue) -> Bool {
        guard index >= 0, let count = listCount(name, in: scope), Int(index) <= count,
            // Taken out while it changes, so that the list is not copied for each item.
            let held = scopes[scope]?.removeValue(forKey: Name(text: name))
        else { return false }
        var items: [JSONValue]
        var apart: [Int32]
        switch consume held {
        case .whole(let list):
            items = list.items ?? []
            apart = []
            // Its items are counted one by one from here on.
            byteCount += items.reduce(0) { $0 + $1.bytes.count + Self.itemOverhead } - list.bytes.count
        case .list(let known, let set, _): (items, apart) = (known, set)
        }
        if Int(index) == count {
            byteCount += value.bytes.count + Self.itemOverhead
            items.append(value)
        } else {
            byteCount += value.bytes.count - items[Int(index)].bytes.count
            items[Int(index)] = value
        }
        let place = apart.lastIndex { $0 <= index }
        if place.map({ apart[$0] }) != index { apart.insert(index, at: place.map { $0 + 1 } ?? 0) }
        scopes[scope]?[Name(text: name)] = .list(items: items, apart: apart, text: nil)
        return true
    }

    /// How many items a list in this scope has; nil for everything else.
    package func listCount(_ name: String, in scope: ElementInstanceKey) -> Int? {
        switch scopes[scope]?[Name(text: name)] {
        case nil: nil
        case .whole(let value): value.items?.count
        case .list(let items, _, _): items.count
        }
    }

    /// The items that were set one by one, sorted.
    package func itemsApart(_ name: String, in scope: ElementInstanceKey) -> [Int32] {
        guard case .list(_, let apart, _) = scopes[scope]?[Name(text: name)] else { return [] }
        return apart
    }

    func removeScope(_ scope: ElementInstanceKey) {
        guard let removed = scopes.removeValue(forKey: scope) else { return }
        byteCount -= removed.values.reduce(0) { $0 + Self.byteCount(of: $1) }
    }

    private static func byteCount(of held: Held?) -> Int {
        // Its name and its place in the dictionary.
        switch held {
        case nil: 0
        case .whole(let value): value.bytes.count + 128
        case .list(let items, _, _): items.reduce(128) { $0 + $1.bytes.count + itemOverhead }
        }
    }

    /// The place of an item in its list, and among those that were set one by one.
    private static let itemOverhead = 20

    /// The names a scope holds itself, sorted.
    package func names(in scope: ElementInstanceKey) -> [String] {
        scopes[scope].map { $0.keys.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } } ?? []
    }

    package var sortedScopes: [ElementInstanceKey] { scopes.keys.sorted() }
}
