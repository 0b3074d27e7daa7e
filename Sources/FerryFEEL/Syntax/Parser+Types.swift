/// Types behind `instance of` and parameters.
extension Parser {
    /// `number`, `list<string>`, `context<a: number, b c: Any>`, `range<date>`, `function<number, number> -> number`.
    mutating func type() throws(FEELSyntaxError) -> FEELType {
        try enter()
        defer { leave() }
        let name = try typeName()
        guard isAt(.less) else { return FEELType(name: name) }
        switch name {
        case "list": return .list(try elementType())
        case "range": return .range(try elementType())
        case "context": return .context(try fields())
        case "function": return .function(try parameterTypes())
        default: throw error("the type '\(name)' has no parameters")
        }
    }

    private mutating func elementType() throws(FEELSyntaxError) -> FEELType {
        try expect(.less)
        let element = try type()
        try expect(.greater)
        return element
    }

    private mutating func fields() throws(FEELSyntaxError) -> [FEELType.Field] {
        try expect(.less)
        var fields: [FEELType.Field] = []
        if try accept(.greater) { return fields }
        repeat {
            let name = try words()
            try expect(.colon)
            fields.append(FEELType.Field(name: name, type: try type()))
        } while try accept(.comma)
        try expect(.greater)
        return fields
    }

    /// The types of a function's parameters; that of its result is read and forgotten.
    private mutating func parameterTypes() throws(FEELSyntaxError) -> [FEELType] {
        try expect(.less)
        var types: [FEELType] = []
        while !isAt(.greater) {
            if !types.isEmpty { try expect(.comma) }
            types.append(try type())
        }
        try expect(.greater)
        try expect(.minus)
        try expect(.greater)
        _ = try type()
        return types
    }

    /// A type name may hold words and `and`; the longest known one counts.
    private mutating func typeName() throws(FEELSyntaxError) -> String {
        var name: String
        switch token.kind {
        case .word(let word), .knownName(let word), .quotedName(let word): name = word
        default: throw unexpected("the name of a type")
        }
        try advance()
        var known = (name, lexer, token)
        for _ in 0..<4 {
            if case .word(let word) = token.kind {
                name += name.utf8.last == UInt8(ascii: "-") ? word : " " + word
            } else if isAt(.minus) {
                name += "-"
            } else {
                break
            }
            try advance()
            if FEELType.names.contains(name) { known = (name, lexer, token) }
        }
        (name, lexer, token) = known
        return name
    }
}
