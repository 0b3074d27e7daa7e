/// The smallest piece of an expression, with the bytes it covers.
struct Token {
    enum Kind: Equatable {
        case number(FEELNumber)
        /// The string with its escapes resolved.
        case string(String)
        /// A bare name or a keyword: which of them, the parser knows from the place.
        case word(String)
        /// A name of several words that is known to exist.
        case knownName(String)
        /// A name in backticks.
        case quotedName(String)
        case symbol(Symbol)
        case end
    }

    let kind: Kind
    let start: Int
    let end: Int
}

enum Symbol: String {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case power = "**"
    case equal = "="
    case unequal = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
    case openParen = "("
    case closeParen = ")"
    case openBracket = "["
    case closeBracket = "]"
    case openBrace = "{"
    case closeBrace = "}"
    case comma = ","
    case colon = ":"
    case dot = "."
    case dots = ".."
    case question = "?"
    case at = "@"
}

extension Token.Kind {
    /// The name that a token is by itself, whatever words stand around it.
    var fixedName: String? {
        switch self {
        case .knownName(let name), .quotedName(let name): name
        default: nil
        }
    }
}

extension Token.Kind: CustomStringConvertible {
    /// How the token is called in an error.
    var description: String {
        switch self {
        case .number(let number): "the number \(number)"
        case .string: "a string"
        case .word(let word): "'\(word)'"
        case .knownName(let name): "'\(name)'"
        case .quotedName(let name): "'`\(name)`'"
        case .symbol(let symbol): "'\(symbol.rawValue)'"
        case .end: "the end"
        }
    }
}
