import CProtobufC
import FerryModel

extension FieldReader {
    /// How many variables one call may carry.
    static let variablesMax = 1_000

    /// One JSON object; empty for none.
    mutating func variables(_ data: ProtobufCBinaryData, _ field: String, atMost countMax: Int = .max) -> Variables {
        guard unsafe data.len > 0 else { return Variables() }
        let text = unsafe bytes(data)
        // Counted first: names are made unique by comparing each with each.
        let count = Self.membersMost(text, stoppingAt: countMax)
        guard count <= countMax else {
            fault("TOO_MANY", field, expected: "at most \(countMax) variables", found: "more")
            return Variables()
        }
        do throws(JSONError) {
            let variables = try Variables(parsing: text)
            if variables.entries.contains(where: { $0.name.utf8.contains(0) }) {
                fault("NUL_IN_TEXT", field, expected: "names without NUL", found: "a NUL")
            }
            return variables
        } catch {
            fault("INVALID_JSON", field, expected: "one JSON object", found: error.description)
            return Variables()
        }
    }

    mutating func json(_ data: ProtobufCBinaryData, _ field: String) -> JSONValue {
        do throws(JSONError) {
            return try JSONValue(parsing: unsafe bytes(data))
        } catch {
            fault("INVALID_JSON", field, expected: "one JSON value", found: error.description)
            return .null
        }
    }

    /// How many members the outermost object of this text has at the most: its colons outside strings and brackets.
    ///
    /// Only counts; the parser judges whether it is JSON at all.
    private static func membersMost(_ text: [UInt8], stoppingAt countMax: Int) -> Int {
        // The shortest member, `"":0,`, has five bytes.
        guard text.count / 5 > countMax else { return 0 }
        var count = 0
        var depth = 0
        var isInString = false
        var index = 0
        while index < text.count, count <= countMax {
            switch text[index] {
            case UInt8(ascii: "\""): isInString.toggle()
            case UInt8(ascii: "\\") where isInString: index += 1
            case _ where isInString: break
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ":") where depth == 1: count += 1
            default: break
            }
            index += 1
        }
        return count
    }
}
