/// Calls: of functions an expression defines, then of built-in ones.
extension Evaluator {
    /// `name` is that of the context entry that holds the function.
    mutating func function(
        _ parameters: [Parameter], _ body: Node, named name: String? = nil
    ) throws(FEELFailure) -> FEELValue {
        try spend(locals.count)
        var depth = 1
        for local in locals {
            switch local {
            case .named(_, let value): depth = max(depth, 1 + (try checkSize(value)))
            case .entries(let context): depth = max(depth, 1 + (try checkSize(.context(context))))
            }
        }
        return .function(
            FEELFunction(
                parameters: parameters.map(\.name), types: parameters.map(\.type), body: body, captured: locals,
                depth: depth, name: name))
    }

    mutating func call(
        _ name: String, _ overloads: [Builtin], _ arguments: Arguments
    ) throws(FEELFailure) -> FEELValue {
        if !locals.isEmpty, case .function(let function) = try local(name) {
            return try call(name, function, arguments)
        }
        if let function = scope.function(name) { return try call(name, function, arguments) }
        switch arguments {
        case .positional(let nodes):
            var values: [FEELValue] = []
            values.reserveCapacity(nodes.count)
            for node in nodes { values.append(try evaluate(node)) }
            if let builtin = overloads.first(where: { $0.accepts(count: values.count) }) {
                return try invoke(builtin, values)
            }
        case .named(let named):
            var values: [(name: String, value: FEELValue)] = []
            for (name, node) in named { values.append((name, try evaluate(node))) }
            if let builtin = overloads.first(where: { $0.accepts(names: values.map(\.name)) }) {
                let ordered = builtin.parameters.map { parameter in
                    values.last { $0.name == parameter }?.value ?? .null
                }
                return try invoke(builtin, ordered)
            }
        }
        return null("NO_FUNCTION_FOUND", "no function '\(name)' with these parameters")
    }

    /// `value.name(…)`: a function that is an entry of a context.
    mutating func call(_ name: String, of value: FEELValue, _ arguments: Arguments) throws(FEELFailure) -> FEELValue {
        if case .context(let context) = value, case .function(let function) = context[name] {
            return try call(name, function, arguments)
        }
        return null("NO_FUNCTION_FOUND", "no function '\(name)' in \(value.typeName)")
    }

    /// `value(…)`
    mutating func invoke(_ value: FEELValue, _ arguments: Arguments) throws(FEELFailure) -> FEELValue {
        if case .function(let function) = value { return try call("function", function, arguments) }
        return null("NO_FUNCTION_FOUND", "\(value.typeName) cannot be called")
    }

    private mutating func call(
        _ name: String, _ function: FEELFunction, _ arguments: Arguments
    ) throws(FEELFailure) -> FEELValue {
        let values: [FEELValue]
        switch arguments {
        case .positional(let nodes):
            guard nodes.count == function.parameters.count else {
                return null("NO_FUNCTION_FOUND", "'\(name)' has \(function.parameters.count) parameters")
            }
            var evaluated: [FEELValue] = []
            for node in nodes { evaluated.append(try evaluate(node)) }
            values = evaluated
        case .named(let named):
            guard named.allSatisfy({ function.parameters.contains($0.name) }) else {
                return null("NO_FUNCTION_FOUND", "'\(name)' has no such parameters")
            }
            var evaluated: [FEELValue] = []
            for parameter in function.parameters {
                let argument = named.last { $0.name == parameter }
                evaluated.append(
                    try argument.map { (argument) throws(FEELFailure) in try evaluate(argument.value) } ?? .null)
            }
            values = evaluated
        }
        for (type, value) in zip(function.types, values) {
            guard let type, try !conforms(value, to: type) else { continue }
            return null("FUNCTION_INVOCATION_FAILURE", "'\(name)' cannot take a \(value.typeName) here")
        }
        return try invoke(function, values)
    }

    /// Needs as many arguments as the function has parameters.
    mutating func invoke(_ function: FEELFunction, _ arguments: [FEELValue]) throws(FEELFailure) -> FEELValue {
        try spend(function.captured.count)
        let outer = locals
        defer { locals = outer }
        locals = function.captured
        if let name = function.name { locals.append(.named(name, .function(function))) }
        for (name, value) in zip(function.parameters, arguments) { locals.append(.named(name, value)) }
        return try evaluate(function.body)
    }

    private mutating func invoke(_ builtin: Builtin, _ arguments: [FEELValue]) throws(FEELFailure) -> FEELValue {
        var arguments = arguments
        for argument in arguments { try spend(argument.shallowSize) }
        switch builtin.arity {
        case .fixed: break
        case .listOrValues:
            if arguments.count != 1 || !arguments[0].isList { arguments = [.list(arguments)] }
        case .tail:
            let fixed = builtin.parameters.count - 1
            arguments = Array(arguments[..<fixed]) + [.list(Array(arguments[fixed...]))]
        }
        guard let result = try builtin.body(&self, arguments) else {
            return null("FUNCTION_INVOCATION_FAILURE", "'\(builtin.name)' cannot take these arguments")
        }
        if result.isContainer { try checkSize(result) }
        return result
    }
}

extension FEELValue {
    /// What a function pays for looking at a value; one that looks deeper pays for that itself.
    var shallowSize: Int {
        switch self {
        case .list(let items): items.count
        case .string(let string): string.utf8.count >> 6
        default: 0
        }
    }

    var isList: Bool {
        if case .list = self { return true }
        return false
    }
}
