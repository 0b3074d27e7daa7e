import FerryBPMN
import FerryFEEL
import FerryModel

/// An expression that gave no usable value, in words for an incident.
struct EvaluationFailure: Error {
    let message: String
}

extension Expression {
    func evaluate(in scope: InstanceScope) -> Result<FEELValue, EvaluationFailure> {
        switch self {
        case .text(let text): return .success(.string(text))
        case .feel(let expression):
            do {
                return .success(try expression.evaluate(in: scope).value)
            } catch {
                return .failure(EvaluationFailure(message: "expression '\(source)' failed: \(error.message)"))
            }
        }
    }

    /// Why a value is not what is needed, for an incident: with the warnings that explain it.
    func misfit(_ found: FEELValue, needing expected: String, in scope: InstanceScope) -> String {
        "expression '\(source)' gave \(found.typeName) where \(expected) is needed\(warnings(in: scope))"
    }

    /// What went wrong without making it fail, for the end of a message; empty without anything.
    func warnings(in scope: InstanceScope) -> String {
        guard case .feel(let expression) = self, let evaluation = try? expression.evaluate(in: scope) else { return "" }
        return evaluation.warnings.reduce(into: "") { $0 += "; [\($1.code)] \($1.message)" }
    }
}

extension Execution {
    func evaluate(
        _ expression: Expression, in element: ElementInstance
    ) throws(CommandFailure) -> Result<FEELValue, EvaluationFailure> {
        expression.evaluate(in: try scope(of: element.key))
    }

    /// The value of an expression that must be a string; else raises an incident and answers nil.
    func string(
        _ expression: Expression, of what: String, at element: ElementInstance,
        incidentsAt reporter: ElementInstance? = nil
    ) throws(CommandFailure) -> String? {
        if case .text(let text) = expression { return text }
        switch try evaluate(expression, in: element) {
        case .success(.string(let text)): return text
        case .success(let value):
            try raiseWrongType(what, "a string", value, expression, at: reporter ?? element)
        case .failure(let failure):
            try raise(.extractValueError, "\(what): \(failure.message)", at: reporter ?? element)
        }
        return nil
    }

    /// The milliseconds of a duration; else raises an incident and answers nil.
    func duration(
        _ expression: Expression, of what: String, at element: ElementInstance
    ) throws(CommandFailure) -> Int64? {
        let timer = TimerDefinition(form: .duration, value: expression)
        switch try schedule(timer, at: element) {
        case .success(let schedule):
            return max(0, schedule.first(after: state.now).due.milliseconds - state.now.milliseconds)
        case .failure(let failure):
            try raise(.extractValueError, "\(what): \(failure.message)", at: element)
            return nil
        }
    }

    /// The value of an expression that must be a whole number of 32 bits; else raises an incident and answers nil.
    func integer(
        _ expression: Expression, of what: String, at element: ElementInstance, cutsFraction: Bool = false
    ) throws(CommandFailure) -> Int32? {
        if case .text(let text) = expression, let number = Int32(text) { return number }
        switch try evaluate(expression, in: element) {
        case .success(.number(let number)):
            let whole = cutsFraction ? number.truncated : number.integer
            if let whole = whole.flatMap({ Int32(exactly: $0) }) { return whole }
            try raiseWrongType(what, "a whole number of 32 bits", .number(number), expression, at: element)
        case .success(let value):
            try raiseWrongType(what, "a whole number", value, expression, at: element)
        case .failure(let failure):
            try raise(.extractValueError, "\(what): \(failure.message)", at: element)
        }
        return nil
    }

    /// How often a job is tried: a fraction does not count (Camunda 8: A47).
    func retries(
        of job: JobDefinition, _ what: String = "job retries", at element: ElementInstance
    ) throws(CommandFailure) -> Int32? {
        try integer(job.retries, of: what, at: element, cutsFraction: true)
    }

    func raiseWrongType(
        _ what: String, _ expected: String, _ found: FEELValue, _ expression: Expression, at element: ElementInstance
    ) throws(CommandFailure) {
        let misfit = expression.misfit(found, needing: expected, in: try scope(of: element.key))
        try raise(.extractValueError, "\(what): \(misfit)", at: element)
    }
}
