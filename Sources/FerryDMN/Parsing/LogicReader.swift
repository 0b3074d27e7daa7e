import FerryFEEL
import FerryXML

/// Reads boxed expressions. Nil stands for what is reported.
struct LogicReader {
    let tree: XMLTree
    let expressions: ExpressionReader
    let depthMax: Int
    private var depth = 0

    init(_ tree: XMLTree, names: FEELNames, limits: DMNLimits) {
        self.tree = tree
        expressions = ExpressionReader(tree, names: names)
        depthMax = limits.boxDepthMax
    }

    /// The one boxed expression that stands in an element.
    mutating func logic(in parent: XMLNode, of owner: String, report: inout ProblemReport) -> Box? {
        let found = tree.children(of: parent).filter { Vocabulary.isLogic($0.name) }
        guard let first = found.first else {
            report.add(
                .missingExpression, at: parent, id: owner,
                expected: "a boxed expression in the \(parent.name.local)", found: "none",
                hint: "as a decision table, literal expression, context, list, relation, invocation or function")
            return nil
        }
        if found.count > 1 {
            report.add(
                .severalExpressions, at: found[1], id: owner,
                expected: "one boxed expression in the \(parent.name.local)", found: "\(found.count)")
        }
        return box(first, of: owner, report: &report)
    }

    mutating func box(_ node: XMLNode, of owner: String, report: inout ProblemReport) -> Box? {
        let owner = node["id"] ?? owner
        depth += 1
        defer { depth -= 1 }
        guard depth <= depthMax else {
            report.add(
                .nestedTooDeeply, at: node, id: owner, expected: "boxed expressions nested at most \(depthMax) deep",
                found: "a deeper one")
            return nil
        }
        return logic(node, of: owner, report: &report).map { Box(place: node.place(of: owner), logic: $0) }
    }

    private mutating func logic(_ node: XMLNode, of owner: String, report: inout ProblemReport) -> Logic? {
        switch node.name.local {
        case "literalExpression":
            return expressions.expression(node, as: "literal expression", of: owner, report: &report)
                .map(Logic.literal)
        case "decisionTable": return table(node, of: owner, report: &report).map(Logic.table)
        case "context": return context(node, of: owner, report: &report)
        case "list":
            let items = tree.children(of: node).filter { Vocabulary.isLogic($0.name) }
            return boxes(items, of: owner, report: &report).map(Logic.list)
        case "relation": return relation(node, of: owner, report: &report)
        case "invocation": return invocation(node, of: owner, report: &report)
        case "functionDefinition": return function(node, of: owner, report: &report).map(Logic.function)
        case "conditional":
            let condition = part("if", of: node, owner, report: &report)
            let then = part("then", of: node, owner, report: &report)
            let otherwise = part("else", of: node, owner, report: &report)
            guard let condition, let then, let otherwise else { return nil }
            return .conditional(condition: condition, then: then, otherwise: otherwise)
        case "filter":
            let items = part("in", of: node, owner, report: &report)
            let match = part("match", of: node, owner, report: &report)
            guard let items, let match else { return nil }
            return .filter(items, match: match)
        case "for": return iteration(.collect, node, body: "return", of: owner, report: &report)
        case "some": return iteration(.some, node, body: "satisfies", of: owner, report: &report)
        default: return iteration(.every, node, body: "satisfies", of: owner, report: &report)
        }
    }

    /// All of them are read, so that everything is told.
    mutating func boxes(_ nodes: [XMLNode], of owner: String, report: inout ProblemReport) -> [Box]? {
        let read = nodes.map { box($0, of: owner, report: &report) }
        let sound = read.compactMap(\.self)
        return sound.count == nodes.count ? sound : nil
    }

    // Boxes with named parts.

    private mutating func part(
        _ name: String, of node: XMLNode, _ owner: String, report: inout ProblemReport
    ) -> Box? {
        guard let child = tree.child(.dmn(name), of: node) else {
            report.add(
                .missingExpression, at: node, id: owner, expected: "'\(name)' in the \(node.name.local)", found: "none")
            return nil
        }
        return logic(in: child, of: owner, report: &report)
    }

    private mutating func iteration(
        _ iteration: Iteration, _ node: XMLNode, body name: String, of owner: String, report: inout ProblemReport
    ) -> Logic? {
        let items = part("in", of: node, owner, report: &report)
        let body = part(name, of: node, owner, report: &report)
        let variable = report.name(of: node, attribute: "iteratorVariable", owner)
        guard let items, let body, let variable else { return nil }
        return .iteration(iteration, variable: variable, items: items, body: body)
    }
}

extension XMLNode {
    func place(of owner: String) -> Place { Place(elementID: (self["id"] ?? owner).quotable, position: position) }
}

extension ProblemReport {
    /// The name an element must have; nil when reported.
    mutating func name(of node: XMLNode, attribute: String = "name", _ owner: String) -> String? {
        if let name = node[attribute]?.trimmed, !name.isEmpty { return name }
        add(
            .missingName, at: node, id: owner, expected: "the attribute \(attribute)",
            found: "\(node.name.local.quotable) without it")
        return nil
    }
}
