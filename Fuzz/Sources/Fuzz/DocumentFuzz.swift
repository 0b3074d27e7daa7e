import FerryFEEL
import FerryModel

/// JSON, as variables come.
enum DocumentFuzz {
    static func feed(_ text: [UInt8]) {
        if let value = try? JSONValue(parsing: text) {
            precondition(
                again("JSON") { try JSONValue(parsing: value.bytes) } == value, "compact JSON is left as it is")
            let evaluated = FEELValue(json: value)
            let copy = again("a FEEL value") { try FEELValue(json: evaluated.json) }
            precondition(copy.json == evaluated.json, "\(value.text) is \(evaluated), then \(copy)")
        }
        if let variables = try? Variables(parsing: text) {
            precondition(again("variables") { try Variables(parsing: variables.json) } == variables)
        }
    }
}
