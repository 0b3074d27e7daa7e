import FerryFEEL
import FerryXML

/// Contexts, relations, invocations, functions.
extension LogicReader {
    mutating func context(_ node: XMLNode, of owner: String, report: inout ProblemReport) -> Logic? {
        let nodes = tree.children(of: node).filter { $0.name == .dmn("contextEntry") }
        var entries: [(name: String, value: Box)] = []
        var result: Box?
        for (index, entry) in nodes.enumerated() {
            let owner = entry["id"] ?? owner
            let value = logic(in: entry, of: owner, report: &report)
            let isResult = tree.child(.dmn("variable"), of: entry) == nil && index == nodes.count - 1
            if isResult {
                result = value
            } else if let name = variableName(of: entry, owner, report: &report), let value {
                entries.append((name, value))
            }
        }
        return report.isEmpty ? .context(entries, result: result) : nil
    }

    mutating func relation(_ node: XMLNode, of owner: String, report: inout ProblemReport) -> Logic? {
        let columns = tree.children(of: node).filter { $0.name == .dmn("column") }.map {
            report.name(of: $0, owner)
        }
        var rows: [[Box]] = []
        for row in tree.children(of: node) where row.name == .dmn("row") {
            let owner = row["id"] ?? owner
            let cells = tree.children(of: row).filter { Vocabulary.isLogic($0.name) }
            if cells.count != columns.count {
                report.add(
                    .wrongEntryCount, at: row, id: owner, expected: "\(columns.count) cells, one for each column",
                    found: "\(cells.count)")
            }
            if let boxes = boxes(cells, of: owner, report: &report) { rows.append(boxes) }
        }
        return report.isEmpty ? .relation(columns: columns.compactMap(\.self), rows: rows) : nil
    }

    /// The name is a literal expression; one that is no FEEL by itself may still name a function of the file.
    mutating func invocation(_ node: XMLNode, of owner: String, report: inout ProblemReport) -> Logic? {
        guard let called = tree.child(.dmn("literalExpression"), of: node),
            let (text, _) = expressions.text(of: called)
        else {
            report.add(
                .missingExpression, at: node, id: owner, expected: "a literal expression with the function to call",
                found: "none")
            return nil
        }
        guard expressions.isFEEL(called, of: owner, report: &report) else { return nil }
        var bindings: [(parameter: String, value: Box)] = []
        for binding in tree.children(of: node) where binding.name == .dmn("binding") {
            let value = logic(in: binding, of: owner, report: &report)
            let parameter = tree.child(.dmn("parameter"), of: binding)
            if let name = report.name(of: parameter ?? binding, owner), let value {
                bindings.append((name, value))
            }
        }
        let function = try? FEELExpression(text, names: expressions.names)
        return .invocation(Invocation(name: text.trimmed, function: function, bindings: bindings))
    }

    mutating func function(
        _ node: XMLNode, of owner: String, report: inout ProblemReport
    ) -> FunctionDefinition? {
        let owner = node["id"] ?? owner
        let kind = node["kind"]?.trimmed ?? "FEEL"
        guard ["FEEL", "feel:FEEL", ""].contains(kind) else {
            report.add(
                .unsupportedFunctionKind, at: node, id: owner, expected: "a function in FEEL",
                found: "a function of kind \(kind.quotable)",
                hint: "code of other languages is not run: rewrite the function in FEEL")
            return nil
        }
        var parameters: [FunctionDefinition.Parameter] = []
        var names: Set<String> = []
        for parameter in tree.children(of: node) where parameter.name == .dmn("formalParameter") {
            guard let name = report.name(of: parameter, owner) else { continue }
            if !names.insert(name).inserted {
                report.add(
                    .duplicateName, at: parameter, id: owner, expected: "parameters of different names",
                    found: name.quotable)
            }
            parameters.append(FunctionDefinition.Parameter(name: name, type: ResultType(parameter["typeRef"])))
        }
        return logic(in: node, of: owner, report: &report).map {
            FunctionDefinition(parameters: parameters, body: $0)
        }
    }

    private func variableName(of entry: XMLNode, _ owner: String, report: inout ProblemReport) -> String? {
        guard let variable = tree.child(.dmn("variable"), of: entry) else {
            report.add(
                .missingName, at: entry, id: owner, expected: "a variable for every entry but the last",
                found: "an entry without variable")
            return nil
        }
        return report.name(of: variable, owner)
    }
}
