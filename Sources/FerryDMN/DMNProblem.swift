package import FerryModel
package import FerryXML

/// A DMN file that cannot be deployed, with every problem found in it, in document order.
package struct DMNRefusal: Error, Hashable, Sendable {
    /// Never empty.
    package let problems: [DMNProblem]

    package init(problems: [DMNProblem]) {
        precondition(!problems.isEmpty, "a refusal names at least one problem")
        self.problems = problems
    }

    package var reasons: [Reason] { problems.map(\.reason) }
}

/// One thing that keeps a DMN file from being deployed; the element is the nearest one that has an id.
package typealias DMNProblem = SourceProblem<DMNProblemCode>

typealias ProblemReport = SourceReport<DMNProblemCode>

/// Stable: programs may branch on the raw value.
package enum DMNProblemCode: String, ProblemCode, CaseIterable {
    case xmlMalformed = "XML_MALFORMED"
    case xmlDoctype = "XML_DOCTYPE"
    case xmlEncoding = "XML_ENCODING"
    case xmlTooLarge = "XML_TOO_LARGE"

    case notDMN = "NOT_DMN"
    case noDecision = "NO_DECISION"
    case tooManyDecisions = "TOO_MANY_DECISIONS"
    case tooManyProblems = "TOO_MANY_PROBLEMS"

    case missingID = "MISSING_ID"
    case invalidID = "INVALID_ID"
    case duplicateID = "DUPLICATE_ID"
    case missingName = "MISSING_NAME"
    case tooManyNames = "TOO_MANY_NAMES"
    case duplicateName = "DUPLICATE_NAME"
    case invalidAttribute = "INVALID_ATTRIBUTE"

    case unsupportedImport = "UNSUPPORTED_IMPORT"
    case unsupportedLanguage = "UNSUPPORTED_EXPRESSION_LANGUAGE"
    case unsupportedFunctionKind = "UNSUPPORTED_FUNCTION_KIND"

    case unknownRequirement = "UNKNOWN_REQUIREMENT"
    case cyclicRequirement = "CYCLIC_REQUIREMENT"

    case missingExpression = "MISSING_EXPRESSION"
    case severalExpressions = "SEVERAL_EXPRESSIONS"
    case expressionInvalid = "EXPRESSION_INVALID"
    case nestedTooDeeply = "NESTED_TOO_DEEPLY"
    case wrongEntryCount = "WRONG_ENTRY_COUNT"
    case missingOutput = "MISSING_OUTPUT"
    case aggregationNotAllowed = "AGGREGATION_NOT_ALLOWED"
    case outputValuesInvalid = "OUTPUT_VALUES_INVALID"
}
