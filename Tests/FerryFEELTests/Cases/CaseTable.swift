import Testing

@testable import FerryFEEL

/// Expressions with what they give, a line each: `expression => value`, the value as `literalText` writes it.
///
/// `input :: tests => value` are unary tests; `!CODE` behind the value is a warning that is among those given, and
/// `=> !CODE` a failure or, with `syntax`, text that is no expression. A line `given …` has the variables for those
/// below it, up to the next blank line.
struct CaseTable {
    struct Case: Sendable, CustomTestStringConvertible {
        let given: String
        let input: String?
        let expression: String
        let expected: String
        let warnings: [String]

        var testDescription: String { (input.map { $0 + " :: " } ?? "") + expression }
    }

    let cases: [Case]

    init(_ text: String) {
        var cases: [Case] = []
        var given = "{}"
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty { given = "{}" }
            if line.hasPrefix("given ") { given = String(line.dropFirst(6)) }
            guard let arrow = line.ranges(of: " => ").last else { continue }
            var words = line[arrow.upperBound...].split(separator: " ").map(String.init)
            var warnings: [String] = []
            while words.count > 1, let last = words.last, last.hasPrefix("!") {
                warnings.append(String(last.dropFirst()))
                words.removeLast()
            }
            let parts = line[..<arrow.lowerBound].split(separator: " :: ", maxSplits: 1).map(String.init)
            cases.append(
                Case(
                    given: given, input: parts.count == 2 ? parts[0] : nil, expression: parts[parts.count - 1],
                    expected: words.joined(separator: " "), warnings: warnings))
        }
        self.cases = cases
    }
}

extension CaseTable.Case {
    /// The value as text with the codes of the warnings, or the code of what failed.
    func outcome() throws -> (value: String, warnings: [String]) {
        do {
            let scope = TestScope(try variables())
            let names = FEELNames(scope.variables.names)
            let evaluation: FEELEvaluation
            if let input {
                let value = try FEELExpression(input).evaluate(in: scope).value
                evaluation = try FEELUnaryTests(expression, names: names).evaluate(value, in: scope)
            } else {
                evaluation = try FEELExpression(expression, names: names).evaluate(in: scope)
            }
            return (evaluation.value.literalText, evaluation.warnings.map(\.code))
        } catch is FEELSyntaxError {
            return ("!syntax", [])
        } catch let failure as FEELFailure {
            return ("!" + failure.code, [])
        }
    }

    private func variables() throws -> FEELContext {
        guard case .context(let variables) = try FEELExpression(given).evaluate(in: FEELContext()).value else {
            preconditionFailure("'\(given)' is no context")
        }
        return variables
    }
}
