package import FerryModel
package import FerryXML

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

/// One thing that keeps a BPMN file from being deployed; the element is a flow node, a sequence flow or the process.
package typealias BPMNProblem = SourceProblem<BPMNProblemCode>

typealias ProblemReport = SourceReport<BPMNProblemCode>

/// Stable: programs may branch on the raw value.
package enum BPMNProblemCode: String, ProblemCode, CaseIterable {
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
