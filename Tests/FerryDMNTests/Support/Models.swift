import FerryDMN
import FerryFEEL
import FerryModel
import FerryXML
import Testing

/// Small DMN files for tests.
enum Models {
    static let namespace = "https://www.omg.org/spec/DMN/20191111/MODEL/"

    /// A whole file; the body begins in line 2.
    static func file(_ body: String, attributes: String = "", namespace: String = namespace) -> String {
        """
        <definitions xmlns="\(namespace)" id="drg" name="DRG" namespace="here" \
        xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/dmn" \(attributes)>
        \(body)
        </definitions>
        """
    }

    /// A decision, by default called `d`, around a boxed expression, which begins in the decision's second line.
    static func decision(
        _ box: String, id: String = "d", variable: String? = nil, type: String? = nil, requiring: String = ""
    ) -> String {
        let type = type.map { " typeRef=\"\($0)\"" } ?? ""
        let variable = variable.map { "<variable name=\"\($0)\"\(type)/>" } ?? ""
        return """
            <decision id="\(id)" name="Name of \(id)">\(variable)\(requiring)
            \(box)
            </decision>
            """
    }

    static func literal(_ text: String) -> String {
        "<literalExpression><text>\(escaped(text))</text></literalExpression>"
    }

    static func requires(decision id: String) -> String {
        "<informationRequirement><requiredDecision href=\"#\(id)\"/></informationRequirement>"
    }

    static func requires(knowledge id: String) -> String {
        "<knowledgeRequirement><requiredKnowledge href=\"#\(id)\"/></knowledgeRequirement>"
    }

    /// A business knowledge model whose body is a boxed expression.
    static func knowledge(
        _ name: String, _ parameters: [String], _ box: String, requiring: String = "", kind: String = "FEEL"
    ) -> String {
        let formal = parameters.map { "<formalParameter name=\"\($0)\"/>" }.joined()
        return """
            <businessKnowledgeModel id="\(name)" name="\(name)"><variable name="\(name)"/>
            <encapsulatedLogic kind="\(kind)">\(formal)\(box)</encapsulatedLogic>\(requiring)
            </businessKnowledgeModel>
            """
    }

    /// A decision table; the cells of a rule stand between bars, those of the inputs first.
    static func table(
        _ policy: String, inputs: [String], outputs: [String], rules: [String], ids prefix: String = ""
    ) -> String {
        let inputs = inputs.enumerated().map { index, text in
            "<input id=\"\(prefix)i\(index + 1)\"><inputExpression><text>\(escaped(text))</text></inputExpression></input>"
        }
        let rows = rules.enumerated().map { index, rule in
            let cells = rule.split(separator: "|", omittingEmptySubsequences: false).enumerated().map { column, cell in
                let name = column < inputs.count ? "inputEntry" : "outputEntry"
                return "<\(name)><text>\(escaped(cell.trimmingBlanks))</text></\(name)>"
            }
            return "<rule id=\"\(prefix)r\(index + 1)\">\(cells.joined())</rule>"
        }
        return """
            <decisionTable id="\(prefix)t" \(policy)>\(inputs.joined())\(outputs.joined())
            \(rows.joined(separator: "\n"))
            </decisionTable>
            """
    }

    static func output(_ name: String, values: String? = nil, default entry: String? = nil) -> String {
        let values = values.map { "<outputValues><text>\(escaped($0))</text></outputValues>" } ?? ""
        let entry = entry.map { "<defaultOutputEntry><text>\(escaped($0))</text></defaultOutputEntry>" } ?? ""
        return "<output id=\"o-\(name)\" name=\"\(name)\">\(values)\(entry)</output>"
    }

    static func escaped(_ text: some StringProtocol) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            default: escaped.append(character)
            }
        }
    }
}

extension Substring {
    fileprivate var trimmingBlanks: Substring {
        guard let first = firstIndex(where: { $0 != " " }), let last = lastIndex(where: { $0 != " " }) else {
            return ""
        }
        return self[first...last]
    }
}

func parsed(_ xml: String) throws -> DecisionModel { try DMNDocument.parse(Array(xml.utf8)) }

/// What a file is refused for; empty when it is accepted.
func problems(in xml: some Sequence<UInt8>, limits: DMNLimits = .default) -> [DMNProblem] {
    do {
        _ = try DMNDocument.parse(Array(xml), limits: limits)
        return []
    } catch {
        return error.problems
    }
}

func problems(in xml: String, limits: DMNLimits = .default) -> [DMNProblem] { problems(in: xml.utf8, limits: limits) }

/// Evaluates a decision of a file with a JSON object of variables.
func evaluate(
    _ xml: String, _ id: String = "d", _ variables: String = "{}", steps: Int = DecisionModel.stepsMax
) throws -> DecisionEvaluation {
    let model = try parsed(xml)
    guard case .context(let context) = try FEELValue(json: Array(variables.utf8)) else {
        preconditionFailure("variables are a JSON object")
    }
    return model.evaluate(id, in: context, steps: steps)
}

extension DecisionEvaluation {
    /// The output as JSON, or the code of the failure behind a `!`.
    var result: String {
        switch outcome {
        case .success(let value): String(decoding: value.json, as: UTF8.self)
        case .failure(let failure): "!" + failure.code
        }
    }
}
