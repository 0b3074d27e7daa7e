import FerryFEEL
import FerryXML

/// Decision tables. A table is read to its end whatever is wrong with it.
extension LogicReader {
    mutating func table(_ node: XMLNode, of owner: String, report: inout ProblemReport) -> DecisionTable? {
        let children = tree.children(of: node)
        let inputNodes = children.filter { $0.name == .dmn("input") }
        let outputNodes = children.filter { $0.name == .dmn("output") }
        let hitPolicy = hitPolicy(of: node, outputs: outputNodes.count, owner, report: &report)
        if outputNodes.isEmpty {
            report.add(.missingOutput, at: node, id: owner, expected: "at least one output", found: "none")
        }
        let inputs = inputNodes.compactMap { input($0, of: owner, report: &report) }
        let outputs = self.outputs(outputNodes, hitPolicy, of: owner, report: &report)
        let rules = children.filter { $0.name == .dmn("rule") }.compactMap {
            rule($0, inputs: inputNodes.count, outputs: outputNodes.count, of: owner, report: &report)
        }
        guard report.isEmpty, let hitPolicy else { return nil }
        return DecisionTable(hitPolicy: hitPolicy, inputs: inputs, outputs: outputs, rules: rules)
    }

    private func hitPolicy(
        of node: XMLNode, outputs: Int, _ owner: String, report: inout ProblemReport
    ) -> HitPolicy? {
        let name = node["hitPolicy"]?.trimmed ?? "UNIQUE"
        switch name {
        case "UNIQUE": return .unique
        case "FIRST": return .first
        case "PRIORITY": return .priority
        case "ANY": return .any
        case "RULE ORDER": return .ruleOrder
        case "OUTPUT ORDER": return .outputOrder
        case "COLLECT": break
        default:
            report.add(
                .invalidAttribute, at: node, id: owner,
                expected: "the hit policy UNIQUE, FIRST, PRIORITY, ANY, COLLECT, RULE ORDER or OUTPUT ORDER",
                found: name.quotable)
            return nil
        }
        guard let aggregation = node["aggregation"]?.trimmed else { return .collect(nil) }
        guard let known = HitPolicy.Aggregation(rawValue: aggregation) else {
            report.add(
                .invalidAttribute, at: node, id: owner, expected: "the aggregation SUM, MIN, MAX or COUNT",
                found: aggregation.quotable)
            return nil
        }
        if outputs > 1 {
            report.add(
                .aggregationNotAllowed, at: node, id: owner, expected: "one output where there is an aggregation",
                found: "\(outputs) outputs")
        }
        return .collect(known)
    }

    private func input(_ node: XMLNode, of owner: String, report: inout ProblemReport) -> DecisionTable.Input? {
        let owner = node["id"] ?? owner
        guard let expressionNode = tree.child(.dmn("inputExpression"), of: node) else {
            report.add(
                .missingExpression, at: node, id: owner, expected: "an input expression", found: "an input without one")
            return nil
        }
        let expression = expressions.expression(
            expressionNode, as: "input expression", of: expressionNode["id"] ?? owner, report: &report)
        let allowed = tree.child(.dmn("inputValues"), of: node).flatMap {
            expressions.unaryTests($0, as: "input values", of: owner, report: &report)
        }
        guard let expression else { return nil }
        return DecisionTable.Input(
            id: node["id"] ?? "", label: node["label"] ?? expression.text.trimmed,
            expression: Box(place: expressionNode.place(of: owner), logic: .literal(expression)),
            variable: node[.camunda("inputVariable")], allowedValues: allowed ?? nil)
    }

    private func rule(
        _ node: XMLNode, inputs: Int, outputs: Int, of owner: String, report: inout ProblemReport
    ) -> DecisionTable.Rule? {
        let owner = node["id"] ?? owner
        let testNodes = tree.children(of: node).filter { $0.name == .dmn("inputEntry") }
        let entryNodes = tree.children(of: node).filter { $0.name == .dmn("outputEntry") }
        if testNodes.count != inputs || entryNodes.count != outputs {
            report.add(
                .wrongEntryCount, at: node, id: owner,
                expected: "\(inputs) input and \(outputs) output entries, one for each column",
                found: "\(testNodes.count) and \(entryNodes.count)")
        }
        let tests = testNodes.compactMap { test in
            expressions.unaryTests(test, as: "input entry", of: test["id"] ?? owner, report: &report).map {
                DecisionTable.Test(place: test.place(of: owner), tests: $0)
            }
        }
        let entries = entryNodes.map { outputEntry($0, of: owner, report: &report) }
        return DecisionTable.Rule(id: node["id"] ?? "", tests: tests, entries: entries)
    }

    /// Nil where nothing is written, which is null, and where something is wrong.
    func outputEntry(_ node: XMLNode, of owner: String, report: inout ProblemReport) -> Box? {
        let owner = node["id"] ?? owner
        guard expressions.text(of: node) != nil else {
            _ = expressions.isFEEL(node, of: owner, report: &report)
            return nil
        }
        return expressions.expression(node, as: "output entry", of: owner, report: &report).map {
            Box(place: node.place(of: owner), logic: .literal($0))
        }
    }
}
