import CFerryProto
import CProtobufC
import FerryModel

/// Turns unpacked fields into values of the model, noting every fault on the way.
///
/// A faulty field yields some harmless value, so that reading goes on and all faults are found; whoever reads must ask
/// `reasons` before using what was read.
struct FieldReader {
    private(set) var reasons: [Reason] = []

    /// Enough to show what is wrong, however much is.
    static let reasonsMax = 100

    mutating func fault(
        _ code: String, _ field: String, expected: String, found: String = "", hint: String = ""
    ) {
        guard reasons.count < Self.reasonsMax else { return }
        reasons.append(Reason(code: code, elementID: field, expected: expected, found: found, hint: hint))
    }

    /// Reads a nested message; faults found inside are named by their whole path.
    mutating func within<T>(_ field: String, index: Int? = nil, _ read: (inout FieldReader) -> T) -> T {
        let known = reasons.count
        let value = read(&self)
        if reasons.count > known {
            let path = if let index { "\(field)[\(index)]." } else { "\(field)." }
            for reason in reasons.indices[known...] { reasons[reason].elementID = path + reasons[reason].elementID }
        }
        return value
    }

    // MARK: Text and bytes

    /// UTF-8 without NUL.
    mutating func text(_ data: ProtobufCBinaryData, _ field: String) -> String {
        let bytes = unsafe UnsafeBufferPointer(start: data.data, count: data.len)
        guard let text = unsafe String(validating: bytes, as: UTF8.self) else {
            fault("INVALID_UTF8", field, expected: "UTF-8", found: "other bytes")
            return "\u{FFFD}"
        }
        if unsafe bytes.contains(0) {
            fault("NUL_IN_TEXT", field, expected: "text without NUL", found: "a NUL")
        }
        return text
    }

    mutating func requiredText(_ data: ProtobufCBinaryData, _ field: String) -> String {
        if unsafe data.len == 0 { missing(field) }
        return unsafe text(data, field)
    }

    func bytes(_ data: ProtobufCBinaryData) -> [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: data.data, count: data.len))
    }

    mutating func missing(_ field: String) {
        fault("FIELD_MISSING", field, expected: "a value", found: "nothing")
    }

    // MARK: Numbers

    mutating func key<K: Key>(_ value: Int64, _ field: String) -> K {
        if value == 0 { missing(field) }
        if value < 0 { fault("FIELD_OUT_OF_RANGE", field, expected: "a key, which is positive", found: "\(value)") }
        return K(rawValue: value)
    }

    /// nil for 0.
    mutating func optionalKey<K: Key>(_ value: Int64, _ field: String) -> K? {
        value == 0 ? nil : key(value, field)
    }

    mutating func number<N: FixedWidthInteger>(_ value: N, _ field: String, in range: ClosedRange<N>) -> N {
        if !range.contains(value) {
            let expected =
                range.upperBound == .max
                ? "at least \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
            fault("FIELD_OUT_OF_RANGE", field, expected: expected, found: "\(value)")
        }
        return value
    }

    /// Unknown numbers are faults: a peer that sends one is newer than this side.
    mutating func choice<E: RawRepresentable<Int32>>(_ value: UInt32, _ field: String, or fallback: E) -> E {
        let number = Int32(bitPattern: value)
        guard let choice = E(rawValue: number) else {
            fault("UNKNOWN_VALUE", field, expected: "a value of \(E.self) known here", found: "\(number)")
            return fallback
        }
        return choice
    }

    // MARK: Lists

    mutating func list<Message, T>(
        _ count: Int, _ items: UnsafeMutablePointer<UnsafeMutablePointer<Message>?>?, _ field: String,
        atMost countMax: Int = .max, _ read: (inout FieldReader, Message) -> T
    ) -> [T] {
        guard let items = unsafe items, hasRoom(count, field, countMax) else { return [] }
        var values: [T] = []
        values.reserveCapacity(count)
        for index in 0..<count {
            guard let item = unsafe items[index] else { continue }
            values.append(within(field, index: index) { unsafe read(&$0, item.pointee) })
        }
        return values
    }

    /// Names, none of them empty.
    func keys<K: Key>(_ count: Int, _ items: UnsafeMutablePointer<Int64>?) -> [K] {
        guard let items = unsafe items else { return [] }
        return (0..<count).map { unsafe K(rawValue: items[$0]) }
    }

    mutating func names(
        _ count: Int, _ items: UnsafeMutablePointer<ProtobufCBinaryData>?, _ field: String, atMost countMax: Int = .max
    ) -> [String] {
        guard let items = unsafe items, hasRoom(count, field, countMax) else { return [] }
        var names: [String] = []
        names.reserveCapacity(count)
        for index in 0..<count { unsafe names.append(requiredText(items[index], field)) }
        return names
    }

    private mutating func hasRoom(_ count: Int, _ field: String, _ countMax: Int) -> Bool {
        if count > countMax {
            fault("TOO_MANY", field, expected: "at most \(countMax)", found: "\(count)")
        }
        return count <= countMax
    }
}
