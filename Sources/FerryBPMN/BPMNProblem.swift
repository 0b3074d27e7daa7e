package import FerryModel

/// A BPMN file that cannot be deployed, with every problem found in it, in document order.
package struct BPMNRefusal: Error, Hashable, Sendable {
    /// Never empty.
    package let problems: [BPMNProblem]

    package init(problems: [BPMNProblem]) {
        precondition(!problems.isEmpty, "a refusal names at least one problem")
        self.problems = problems
    }

    package var reasons: [Reason] { problems.map(\.reason) }
}

/// One thing that keeps a BPMN file from being deployed: what, where, what was expected, what helps.
package struct BPMNProblem: Hashable, Sendable {
    package let code: Code
    /// The flow node, sequence flow or process concerned; empty when the file as a whole is, or when it has no id.
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

    /// The problem in the words of every other rejection; the place in the file goes behind what was found.
    package var reason: Reason {
        Reason(
            code: code.rawValue, elementID: elementID, expected: expected,
            found: "\(found) (line \(position.line), column \(position.column))", hint: hint)
    }

    /// Stable: programs may branch on the raw value.
    package enum Code: String, Sendable, CaseIterable {
        case xmlMalformed = "XML_MALFORMED"
        case xmlDoctype = "XML_DOCTYPE"
        case xmlEncoding = "XML_ENCODING"
        case xmlTooLarge = "XML_TOO_LARGE"

        case notBPMN = "NOT_BPMN"
        case noExecutableProcess = "NO_EXECUTABLE_PROCESS"
        case tooManyProblems = "TOO_MANY_PROBLEMS"

        case missingID = "MISSING_ID"
        case invalidID = "INVALID_ID"
        case duplicateID = "DUPLICATE_ID"

        case unsupportedElement = "UNSUPPORTED_ELEMENT"
        case unsupportedExtension = "UNSUPPORTED_EXTENSION"
        case unsupportedAttribute = "UNSUPPORTED_ATTRIBUTE"

        case missingStartEvent = "MISSING_START_EVENT"
        case severalStartEvents = "SEVERAL_START_EVENTS"
        case startEventEntered = "START_EVENT_ENTERED"
        case endEventLeft = "END_EVENT_LEFT"
        case unknownElement = "UNKNOWN_ELEMENT"
        case unknownFlow = "UNKNOWN_FLOW"
        case flowLeavesScope = "FLOW_LEAVES_SCOPE"
        case conditionMissing = "CONDITION_MISSING"
        case conditionNotAllowed = "CONDITION_NOT_ALLOWED"
        case defaultFlowElsewhere = "DEFAULT_FLOW_ELSEWHERE"
        case defaultFlowNotAllowed = "DEFAULT_FLOW_NOT_ALLOWED"
        case straightThroughLoop = "STRAIGHT_THROUGH_LOOP"

        case missingExtension = "MISSING_EXTENSION"
        case duplicateExtension = "DUPLICATE_EXTENSION"
        case misplacedExtension = "MISPLACED_EXTENSION"
        case missingAttribute = "MISSING_ATTRIBUTE"
        case invalidAttribute = "INVALID_ATTRIBUTE"
        case invalidHeader = "INVALID_HEADER"
        case invalidMappingTarget = "INVALID_MAPPING_TARGET"
        case expressionInvalid = "EXPRESSION_INVALID"
        case expressionRequired = "EXPRESSION_REQUIRED"
    }
}

extension String {
    /// Text from a file as it may stand in a message: at most as long as an id may be, on one line.
    ///
    /// Counted in scalars, because a single `Character` can be megabytes of combining marks.
    var quotable: String {
        let limit = 255
        var quoted = String.UnicodeScalarView()
        for (count, scalar) in unicodeScalars.enumerated() {
            guard count < limit else { return String(quoted) + "…" }
            quoted.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        return String(quoted)
    }
}
