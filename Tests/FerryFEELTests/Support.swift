import FerryModel

@testable import FerryFEEL

/// Evaluates an expression among variables given as a JSON object.
func evaluate(_ text: String, _ variables: String = "{}") throws -> FEELEvaluation {
    guard case .context(let scope) = try FEELValue(json: Array(variables.utf8)) else { return try evaluate(text) }
    return try FEELExpression(text).evaluate(in: scope)
}

/// The result of an expression as JSON.
func json(_ text: String, _ variables: String = "{}") throws -> String {
    String(decoding: try evaluate(text, variables).value.json, as: UTF8.self)
}

func number(_ text: String) -> FEELNumber {
    guard let number = FEELNumber(text) else { preconditionFailure("'\(text)' is no number") }
    return number
}

/// Counts how often each name is asked for.
final class CountingScope: FEELScope {
    private(set) var asked: [String] = []

    func variable(_ name: String) -> FEELValue? {
        asked.append(name)
        return .number(1)
    }
}
