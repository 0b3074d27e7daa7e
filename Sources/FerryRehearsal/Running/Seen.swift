import FerryModel

/// Something that was found, in the words of scenarios, so that what is expected can be held against it.
indirect enum Seen: Hashable, Sendable {
    case text(String)
    /// A sentence for people, of which a part is expected.
    case words(String)
    case duration(milliseconds: Int64)
    case moment(Timestamp)
    /// JSON, expected as a whole.
    case value(JSONValue)
    /// The texts of a list, in this order.
    case texts([String])
    /// The whole list, in any order.
    case list([Seen])
    /// What it is called first; only fields that are asked for are looked at.
    case fields([Field])
    /// Nobody can say: whatever is expected may be so.
    case unknown

    struct Field: Hashable, Sendable {
        let name: String
        let value: Seen
    }

    static func number(_ number: some BinaryInteger) -> Seen { .text("\(number)") }
    static func flag(_ flag: Bool) -> Seen { .text("\(flag)") }

    /// Nothing where there is no value.
    static func value(_ value: JSONValue?) -> Seen { value.map { .value($0) } ?? .text("") }

    subscript(name: String) -> Seen? {
        guard case .fields(let fields) = self else { return nil }
        return fields.first { $0.name == name }?.value
    }

    /// Nothing is there: what `~` expects.
    private var isNothing: Bool {
        switch self {
        case .text(let text), .words(let text): text.isEmpty
        case .texts(let texts): texts.isEmpty
        case .list(let list): list.isEmpty
        case .value(let value): value == .null
        case .unknown: true
        case .duration, .moment, .fields: false
        }
    }

    // MARK: Held against what is expected

    func isAs(_ expected: DocumentNode) -> Bool {
        if expected.isNull { return isNothing }
        switch self {
        case .text(let text): return expected.text == text
        case .words(let words): return expected.text.map { words.contains($0) } ?? false
        case .duration(let found): return expected.text.flatMap(TimeText.milliseconds) == found
        case .moment(let found): return expected.text.flatMap(TimeText.moment) == found
        case .value(let found): return expected.json?.isSame(as: found) ?? false
        case .texts(let texts):
            return expected.list.map { $0.map(\.text) == texts } ?? (expected.text == texts.joined(separator: ", "))
        case .list(let found): return (expected.list ?? [expected]).unmatched(in: found).isEmpty
        case .fields(let found):
            guard let fields = expected.fields else { return found.first?.value.isAs(expected) ?? false }
            return fields.allSatisfy { self[$0.name]?.isAs($0.value) ?? false }
        case .unknown: return true
        }
    }

    /// Only what is asked for, if anything is.
    func shown(only asked: Set<String> = []) -> String {
        switch self {
        case .text(let text), .words(let text): return text
        case .duration(let milliseconds): return TimeText.duration(milliseconds)
        case .moment(let moment): return TimeText.moment(moment)
        case .value(let value): return value.text
        case .texts(let texts): return texts.joined(separator: ", ")
        case .list(let list): return "[\(list.map(\.nested).joined(separator: ", "))]"
        case .fields(let fields):
            let wanted = fields.enumerated().filter { index, field in
                index == 0 || asked.isEmpty || asked.contains(field.name)
            }
            return wanted.map { ($0.element.name, $0.element.value.nested) }.filter { !$0.1.isEmpty }
                .map { "\($0) \($1)" }.joined(separator: ", ")
        case .unknown: return "?"
        }
    }

    /// Inside something else.
    private var nested: String {
        guard case .fields(let fields) = self, !fields.isEmpty else { return shown() }
        return "{\(shown())}"
    }
}

extension [DocumentNode] {
    /// What is missing, and what is too much; empty when each stands for one of the others.
    func unmatched(in found: [Seen]) -> [DocumentNode?] {
        var rest = found
        var missing: [DocumentNode?] = []
        // The most exact first, so that a vague one does not take what only an exact one fits.
        for expected in sorted(by: { $0.leaves > $1.leaves }) {
            if let index = rest.firstIndex(where: { $0.isAs(expected) }) {
                rest.remove(at: index)
            } else {
                missing.append(expected)
            }
        }
        return missing + rest.map { _ in nil }
    }
}

extension DocumentNode {
    /// How much is said.
    fileprivate var leaves: Int {
        switch content {
        case .text: 1
        case .list(let nodes): nodes.reduce(1) { $0 + $1.leaves }
        case .fields(let fields): fields.reduce(1) { $0 + $1.value.leaves }
        }
    }

    /// As the reader of a report would write it.
    func shown(like seen: Seen?) -> String {
        switch content {
        case .text(let text, _): return text
        case .list(let nodes):
            if case .texts? = seen { return nodes.map { $0.shown(like: nil) }.joined(separator: ", ") }
            return "[\(nodes.map { $0.nested(like: nil) }.joined(separator: ", "))]"
        case .fields(let fields):
            if case .value? = seen { return json?.text ?? "" }
            return fields.map { "\($0.name) \($0.value.nested(like: seen?[$0.name]))" }.joined(separator: ", ")
        }
    }

    private func nested(like seen: Seen?) -> String {
        if case .value? = seen { return shown(like: seen) }
        return fields == nil ? shown(like: seen) : "{\(shown(like: seen))}"
    }

    /// The names of fields that are asked for.
    var asked: Set<String> { Set((fields ?? []).map(\.name) + (list ?? []).flatMap(\.asked)) }
}

extension Mismatch {
    /// Nil when what was found is as expected.
    init?(_ what: String, _ found: Seen, expected: DocumentNode) {
        guard !found.isAs(expected) else { return nil }
        guard case .list(let list) = found, !expected.isNull else {
            self.init(
                what, line: expected.line, expected: [expected.shown(like: found)],
                found: [found.shown(only: expected.asked)])
            return
        }
        let rows = expected.list ?? [expected]
        let asked = expected.asked
        let missing = rows.unmatched(in: list).compactMap { $0 }.first
        self.init(
            what, line: missing?.line ?? expected.line, expected: rows.map { $0.row(like: list.first) },
            found: list.map { $0.shown(only: asked) })
    }
}

extension DocumentNode {
    /// A text alone names the thing.
    fileprivate func row(like seen: Seen?) -> String {
        guard case .text(let text, _) = content, case .fields(let fields)? = seen, let name = fields.first?.name else {
            return shown(like: seen)
        }
        return "\(name) \(text)"
    }
}
