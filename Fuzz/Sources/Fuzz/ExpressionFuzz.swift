import FerryFEEL
import FerryModel

/// FEEL text, evaluated with a few variables of each type.
enum ExpressionFuzz {
    private static let scope: FEELContext = {
        let text = #"{"n":-1.5,"i":7,"s":"a\ud83d\ude80b","t":true,"l":[3,1,2,null],"c":{"k":[{"v":1}],"x y":"z"}}"#
        guard case .context(let context) = again("the variables", { try FEELValue(json: Array(text.utf8)) }) else {
            preconditionFailure("an object is a context")
        }
        return context
    }()

    static func feed(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return }
        if let expression = try? FEELExpression(text), let first = try? expression.evaluate(in: scope) {
            check(first.value)
            let second = again("an expression") { try expression.evaluate(in: scope) }
            precondition(second.value.json == first.value.json, "\(text) is \(first.value), then \(second.value)")
        }
        if let tests = try? FEELUnaryTests(text), let outcome = try? tests.evaluate(.number(7), in: scope) {
            switch outcome.value {
            case .boolean, .null: break
            default: preconditionFailure("the tests \(text) answer \(outcome.value)")
            }
        }
    }

    /// Results become variables, so they must be JSON that means the same.
    private static func check(_ value: FEELValue) {
        let json = value.json
        let copy = again("the result \(String(decoding: json, as: UTF8.self))") { try FEELValue(json: json) }
        precondition(copy.json == json, "\(String(decoding: json, as: UTF8.self)) became \(copy)")
    }
}
