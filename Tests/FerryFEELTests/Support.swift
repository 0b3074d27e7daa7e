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

/// Variables, a moment (2024-05-17T10:30:00Z) and a seed.
struct TestScope: FEELScope {
    let variables: FEELContext
    let now: Timestamp? = Timestamp(milliseconds: 1_715_941_800_000)
    let seed: UInt64? = 7

    init(_ variables: FEELContext) { self.variables = variables }

    func variable(_ name: String) -> FEELValue? { variables[name] }
}

/// Counts how often each name is asked for.
final class CountingScope: FEELScope {
    private(set) var asked: [String] = []

    func variable(_ name: String) -> FEELValue? {
        asked.append(name)
        return .number(1)
    }
}
