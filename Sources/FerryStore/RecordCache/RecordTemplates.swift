/// Records of instances that are of one definition and in one state have the same length and differ in a few bytes of
/// keys and times. Each is kept as its difference from the first one of its length that began alike: its template,
/// which counts who uses it. One without users makes room when another is wanted.
///
/// A difference is a list of runs: how many bytes are the same, how many follow that are not, and these. Both numbers
/// are bytes; what is the same for longer takes an empty run.
struct RecordTemplates {
    private static let countMax = 4_096
    /// A template's places in tables.
    private static let overheadBytes = 192
    /// The definition's key, which a record begins with.
    private static let beginningBytes = 9
    /// Fewer equal bytes than a run's two numbers take are not worth a run of their own.
    private static let equalMin = 3

    private struct Shape: Hashable {
        let byteCount: Int
        let beginning: [UInt8]
    }

    private struct Template {
        let shape: Shape
        var record: [UInt8]
        var users = 0
        /// Stands in `unused`, where it stays when it is used again.
        var isListed = false
    }

    private var numbers: [Shape: Int] = [:]
    private var templates: [Template] = []
    /// Places in `templates` that are empty.
    private var free: [Int] = []
    /// Those that had no users once.
    private var unused: [Int] = []
    /// What they may still take; what comes when it is spent, and all are used, is kept whole.
    private var bytesLeft: Int

    init(bytes: Int) { bytesLeft = bytes }

    /// The template of a record, which may become one itself; nil when it is to be kept whole.
    mutating func template(for record: RawSpan) -> Int? {
        guard record.byteCount >= Self.beginningBytes else { return nil }
        let shape = Shape(
            byteCount: record.byteCount, beginning: Self.bytes(record.extracting(first: Self.beginningBytes)))
        if let number = numbers[shape] { return number }
        let bytes = record.byteCount + Self.overheadBytes
        while numbers.count >= Self.countMax || bytes > bytesLeft {
            guard let candidate = unused.popLast() else { return nil }
            drop(candidate)
        }
        bytesLeft -= bytes
        let template = Template(shape: shape, record: Self.bytes(record))
        let number = free.popLast() ?? templates.count
        if number == templates.count { templates.append(template) } else { templates[number] = template }
        numbers[shape] = number
        return number
    }

    mutating func use(_ number: Int) { templates[number].users += 1 }

    mutating func release(_ number: Int) {
        templates[number].users -= 1
        guard templates[number].users == 0, !templates[number].isListed else { return }
        templates[number].isListed = true
        unused.append(number)
    }

    /// Unless it is used again.
    private mutating func drop(_ number: Int) {
        templates[number].isListed = false
        guard templates[number].users == 0 else { return }
        bytesLeft += templates[number].record.count + Self.overheadBytes
        numbers[templates[number].shape] = nil
        templates[number].record = []
        free.append(number)
    }

    /// Appends how `record` differs from a template.
    func difference(_ record: RawSpan, from template: Int, to result: inout [UInt8]) {
        let template = templates[template].record
        var written = 0
        var index = 0
        while index < template.count {
            if record.byte(index) == template[index] {
                index += 1
                continue
            }
            var end = index + 1
            var equal = 0
            var next = end
            while next < template.count, equal < Self.equalMin, next - index < 255 {
                if record.byte(next) == template[next] {
                    equal += 1
                } else {
                    equal = 0
                    end = next + 1
                }
                next += 1
            }
            while index - written > 255 {
                result.append(255)
                result.append(0)
                written += 255
            }
            result.append(UInt8(index - written))
            result.append(UInt8(end - index))
            for place in index..<end { result.append(record.byte(place)) }
            written = end
            index = end
        }
    }

    /// Makes a record again from a template and its difference.
    func restore(_ difference: RawSpan, from template: Int, into record: inout [UInt8]) {
        record.removeAll(keepingCapacity: true)
        record.append(contentsOf: templates[template].record)
        var place = 0
        var index = 0
        while index < difference.byteCount {
            place += Int(difference.byte(index))
            let count = Int(difference.byte(index + 1))
            index += 2
            for _ in 0..<count {
                record[place] = difference.byte(index)
                place += 1
                index += 1
            }
        }
    }

    private static func bytes(_ span: RawSpan) -> [UInt8] { (0..<span.byteCount).map { span.byte($0) } }
}

extension RawSpan {
    fileprivate func byte(_ index: Int) -> UInt8 { unsafe unsafeLoad(fromByteOffset: index, as: UInt8.self) }
}
