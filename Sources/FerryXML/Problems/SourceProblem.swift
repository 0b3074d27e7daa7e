package import FerryModel

/// One thing that keeps a file from being deployed: what, where, what was expected, what helps.
package struct SourceProblem<CodeType: ProblemCode>: Hashable, Sendable {
    package typealias Code = CodeType

    package let code: Code
    /// What of the model is concerned; empty when the file as a whole is, or when it has no id.
    package let elementID: String
    package let position: SourcePosition
    package let expected: String
    package let found: String
    package let hint: String

    package init(
        _ code: Code, elementID: String = "", at position: SourcePosition, expected: String, found: String,
        hint: String = ""
    ) {
        self.code = code
        self.elementID = elementID.quotable
        self.position = position
        self.expected = expected
        self.found = found
        self.hint = hint
    }

    /// A file that could not even be read to its end.
    package init(_ fault: XMLFault) {
        let code: Code =
            switch fault.kind {
            case .malformed: .xmlMalformed
            case .doctype: .xmlDoctype
            case .encoding: .xmlEncoding
            case .limit: .xmlTooLarge
            }
        self.init(code, at: fault.position, expected: fault.expected, found: fault.found, hint: fault.hint)
    }

    /// The problem in the words of every other rejection; the place in the file goes behind what was found.
    package var reason: Reason {
        Reason(
            code: code.rawValue, elementID: elementID, expected: expected,
            found: "\(found) (line \(position.line), column \(position.column))", hint: hint)
    }
}
