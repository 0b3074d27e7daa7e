import FerryFEEL
import FerryModel
import Foundation

/// What an expression tried on the command line sees: the variables given, the time it is, and chance.
struct CommandLineScope: FEELScope {
    let variables: FEELContext
    let now: Timestamp? = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    let seed: UInt64? = .random(in: .min ... .max)

    /// `context`: what stands behind `--context`; nil for no variables.
    init(context: String?) throws {
        guard let context else {
            variables = FEELContext()
            return
        }
        guard case .context(let variables) = try FEELValue(argument: context, of: "--context") else {
            throw InputError("--context: an object is needed")
        }
        self.variables = variables
    }

    func variable(_ name: String) -> FEELValue? { variables.variable(name) }
    func function(_ name: String) -> FEELFunction? { variables.function(name) }
}

extension FEELValue {
    /// JSON where it is JSON, else the value of an expression.
    init(argument text: String, of option: String) throws {
        if let value = try? FEELValue(json: Array(text.utf8)) {
            self = value
            return
        }
        do {
            self = try FEELExpression(text).evaluate(in: FEELContext()).value
        } catch {
            throw InputError("\(option): neither JSON nor an expression: \(error)")
        }
    }
}
