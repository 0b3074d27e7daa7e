import FerryModel
import Foundation

@testable import FerryFEEL

/// The cases nobody here wrote: DMN's compatibility kit, and the tests of Camunda's engine. See `/work/shared/feel`.
enum Yardstick {
    static let folder = "/work/shared/feel"
    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder + "/tck-cases.json") }

    enum Outcome: Equatable {
        case passed
        case failed(String)
    }

    struct Case {
        let name: String
        let expression: String
        let unaryInput: FEELValue?
        let isUnary: Bool
        let variables: FEELContext
        let expected: FEELValue?
        let mustFail: Bool
        let warnings: [String]
        let isReadable: Bool

        /// Those of the variables, and of what lies in them.
        var names: FEELNames { FEELNames(variables.names) }
    }

    static func cases(in file: String) throws -> [Case] {
        let text = try Array(Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)")))
        guard case .list(let items) = try FEELValue(json: text) else { return [] }
        let isKit = file.hasPrefix("tck")
        return items.compactMap { item in
            guard case .context(let entry) = item, let expression = entry["expression"] else { return nil }
            var variables = FEELContext()
            var isReadable = true
            if case .context(let given)? = entry[isKit ? "inputs" : "context"] {
                for variable in given.entries {
                    let value = untagged(variable.value)
                    isReadable = isReadable && value != nil
                    variables[variable.name] = value ?? .null
                }
            }
            let expected = untagged(entry["expected"] ?? .null)
            let input = entry["input"].map(untagged) ?? .null
            var warnings: [String] = []
            if case .list(let types)? = entry["warnings"] { warnings = types.map(\.description) }
            let label = "\(entry["test"] ?? .null) \(entry[isKit ? "case" : "name"] ?? .null)"
            return Case(
                name: label, expression: expression.description, unaryInput: input,
                isUnary: entry["kind"] == .string("unary"), variables: variables, expected: expected,
                mustFail: !isKit && entry["error"] == .boolean(true), warnings: warnings,
                isReadable: isReadable && expected != nil && input != nil)
        }
    }

    /// The value a tagged value stands for; nil for a tag that is none.
    private static func untagged(_ tagged: FEELValue) -> FEELValue? {
        guard case .context(let context) = tagged, let entry = context.entries.first else { return .null }
        switch (entry.name, entry.value) {
        case ("number", .string(let text)): return FEELNumber(text).map(FEELValue.number)
        case ("string", let value), ("boolean", let value): return value
        case ("date", .string(let text)): return FEELDate(text).map(FEELValue.date)
        case ("time", .string(let text)): return FEELTime(text).map(FEELValue.time)
        case ("dateTime", .string(let text)): return FEELDateTime(text).map(FEELValue.dateTime)
        case ("duration", .string(let text)): return FEELValue(temporal: text)
        case ("list", .list(let items)):
            let values = items.map(untagged)
            return values.contains(nil) ? nil : .list(values.compactMap(\.self))
        case ("context", .context(let entries)):
            var result = FEELContext()
            for entry in entries.entries {
                guard let value = untagged(entry.value) else { return nil }
                result[entry.name] = value
            }
            return .context(result)
        default: return nil
        }
    }

    static func run(_ item: Case) -> Outcome {
        let evaluation: FEELEvaluation
        do {
            if item.isUnary {
                let tests = try FEELUnaryTests(item.expression, names: item.names)
                guard item.isReadable else { return .failed("a value that cannot be read") }
                evaluation = try tests.evaluate(item.unaryInput ?? .null, in: item.variables)
            } else {
                let expression = try FEELExpression(item.expression, names: item.names)
                guard item.isReadable else { return .failed("a value that cannot be read") }
                evaluation = try expression.evaluate(in: TestScope(item.variables))
            }
        } catch {
            return item.mustFail ? .passed : .failed("\(error)")
        }
        if item.mustFail { return .failed("should fail, gave \(evaluation.value)") }
        guard let expected = item.expected, agree(evaluation.value, expected) else {
            return .failed(
                "expected \(item.expected ?? .null), got \(evaluation.value) \(evaluation.warnings.map(\.code))")
        }
        var codes = evaluation.warnings.map(\.code)
        for warning in item.warnings {
            guard let index = codes.firstIndex(of: warning) else {
                return .failed("expected the warning \(warning), got \(evaluation.warnings.map(\.code))")
            }
            codes.remove(at: index)
        }
        return .passed
    }

    /// Equal, numbers to 1e-8 of their size.
    private static func agree(_ value: FEELValue, _ expected: FEELValue) -> Bool {
        switch (value, expected) {
        case (.number(let value), .number(let expected)):
            guard value != expected else { return true }
            guard let gap = value.subtracting(expected)?.magnitude, let bound = expected.magnitude.shifted(by: -8)
            else { return false }
            return gap < bound
        case (.list(let values), .list(let expected)):
            return values.count == expected.count && zip(values, expected).allSatisfy(agree)
        case (.context(let context), .context(let expected)):
            return context.entries.count == expected.entries.count
                && expected.entries.allSatisfy { entry in context[entry.name].map { agree($0, entry.value) } ?? false }
        default: return value == expected
        }
    }
}
