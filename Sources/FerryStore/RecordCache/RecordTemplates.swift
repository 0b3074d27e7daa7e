/// Records of instances that are of one definition and in one state have the same length and differ in a few bytes of
/// keys and times. Each is kept as its difference from the first one of its length that began alike.
///
/// A difference is a list of runs: how many bytes are the same, how many follow that are not, and these. Both numbers
/// are bytes; what is the same for longer takes an empty run.
struct RecordTemplates {
    private static let countMax = 4_096
    /// A template's places in tables.
    private static let overheadBytes = 160
    /// The definition's key, which a record begins with.
    private static let beginningBytes = 9
    /// Fewer equal bytes than a run's two numbers take are not worth a run of their own.
    private static let equalMin = 3

    private struct Shape: Hashable {
        let byteCount: Int
        let beginning: [UInt8]
    }

    private var numbers: [Shape: Int] = [:]
    private var records: [[UInt8]] = []
    /// What they may still take; what comes when it is spent is kept whole.
    private var bytesLeft: Int

    init(bytes: Int) { bytesLeft = bytes }

    /// The template of a record, which may become one itself; nil when it is to be kept whole.
    mutating func template(for record: RawSpan) -> Int? {
        guard record.byteCount >= Self.beginningBytes else { return nil }
        let shape = Shape(
            byteCount: record.byteCount, beginning: Self.bytes(record.extracting(first: Self.beginningBytes)))
        if let number = numbers[shape] { return number }
        let bytes = record.byteCount + Self.overheadBytes
        guard records.count < Self.countMax, bytes <= bytesLeft else { return nil }
        bytesLeft -= bytes
        records.append(Self.bytes(record))
        numbers[shape] = records.count - 1
        return records.count - 1
    }

    /// Appends how `record` differs from a template.
    func difference(_ record: RawSpan, from template: Int, to result: inout [UInt8]) {
        let template = records[template]
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
        record.append(contentsOf: records[template])
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
