extension Builtins {
    static let context: [Builtin] = [
        Builtin("get value", ["context", "key"]) { _, arguments in value(arguments[0], arguments[1]) },
        Builtin("get value", ["m", "key"]) { _, arguments in value(arguments[0], arguments[1]) },
        Builtin("get value", ["context", "keys"]) { _, arguments in value(arguments[0], arguments[1]) },
        Builtin("get entries", ["context"]) { _, arguments in entries(arguments[0]) },
        Builtin("get entries", ["m"]) { _, arguments in entries(arguments[0]) },
        Builtin("context put", ["context", "key", "value"]) { _, arguments in put(arguments) },
        Builtin("context put", ["context", "keys", "value"]) { _, arguments in put(arguments) },
        Builtin("put", ["context", "key", "value"]) { _, arguments in put(arguments) },
        Builtin("context merge", ["contexts"], .listOrValues) { _, arguments in merged(arguments[0]) },
        Builtin("put all", ["contexts"], .listOrValues) { _, arguments in merged(arguments[0]) },
        Builtin("context", ["entries"]) { _, arguments in
            let entries: [FEELValue]
            switch arguments[0] {
            case .list(let items): entries = items
            case .context: entries = [arguments[0]]
            default: return nil
            }
            var context = FEELContext()
            for entry in entries {
                guard case .context(let pair) = entry, case .string(let key) = pair["key"], let value = pair["value"]
                else { return nil }
                context[key] = value
            }
            return .context(context)
        },
    ]

    /// One key, or a list of keys that leads inwards. What is missing is null.
    private static func value(_ context: FEELValue, _ key: FEELValue) -> FEELValue? {
        switch (context, key) {
        case (.context(let context), .string(let name)): return context[name] ?? .null
        case (.context, .list(let keys)):
            guard !keys.isEmpty else { return .null }
            var value = context
            for key in keys {
                guard case .context(let inner) = value, case .string(let name) = key, let next = inner[name] else {
                    return .null
                }
                value = next
            }
            return value
        default: return nil
        }
    }

    private static func entries(_ context: FEELValue) -> FEELValue? {
        guard case .context(let context) = context else { return nil }
        return .list(
            context.entries.map { entry in
                .context(
                    FEELContext([
                        FEELContext.Entry(name: "key", value: .string(entry.name)),
                        FEELContext.Entry(name: "value", value: entry.value),
                    ]))
            })
    }

    private static func put(_ arguments: [FEELValue]) -> FEELValue? {
        guard case .context(let context) = arguments[0] else { return nil }
        switch arguments[1] {
        case .string(let name): return put(arguments[2], into: context, at: [.string(name)])
        case .list(let keys) where !keys.isEmpty && keys.count <= Evaluator.valueDepthMax:
            return put(arguments[2], into: context, at: keys[...])
        default: return nil
        }
    }

    /// Steps on the way that are missing or no contexts become contexts.
    private static func put(_ value: FEELValue, into context: FEELContext, at keys: ArraySlice<FEELValue>) -> FEELValue?
    {
        guard case .string(let name)? = keys.first else { return nil }
        var context = context
        if keys.count == 1 {
            context[name] = value
        } else {
            var inner = FEELContext()
            if case .context(let existing) = context[name] { inner = existing }
            guard let changed = put(value, into: inner, at: keys.dropFirst()) else { return nil }
            context[name] = changed
        }
        return .context(context)
    }

    /// Later contexts win; shallow.
    private static func merged(_ contexts: FEELValue) -> FEELValue? {
        guard case .list(let items) = contexts else { return nil }
        var merged = FEELContext()
        for item in items {
            guard case .context(let context) = item else { return nil }
            for entry in context.entries { merged[entry.name] = entry.value }
        }
        return .context(merged)
    }
}
