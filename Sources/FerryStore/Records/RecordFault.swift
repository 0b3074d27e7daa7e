/// Why bytes are not the record they should be.
enum RecordFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The record ends inside a field.
    case truncated(offset: Int)
    /// Not a protobuf tag, or a number too long.
    case malformed(offset: Int)
    case unexpectedForm(field: Int)
    case notText(field: Int)
    case outOfRange(field: Int)
    /// A number that this version gives no meaning.
    case unknown(String, Int64)
    case missing(String)
    /// Every part is readable, but they do not go together.
    case inconsistent(String)

    var description: String {
        switch self {
        case .truncated(let offset): "the record ends too early, inside the field at byte \(offset)"
        case .malformed(let offset): "no field begins at byte \(offset)"
        case .unexpectedForm(let field): "field \(field) is of another type than expected"
        case .notText(let field): "field \(field) is not UTF-8"
        case .outOfRange(let field): "the number in field \(field) is out of its range"
        case .unknown(let what, let number): "unknown \(what) \(number)"
        case .missing(let what): "\(what) is missing"
        case .inconsistent(let problem): problem
        }
    }
}

/// A field without which a record has no meaning.
func require<Value>(_ value: consuming Value?, _ what: @autoclosure () -> String) throws(RecordFault) -> Value {
    guard let value else { throw .missing(what()) }
    return value
}
