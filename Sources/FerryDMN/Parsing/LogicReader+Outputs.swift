import FerryFEEL
import FerryXML

/// The outputs of decision tables.
extension LogicReader {
    func outputs(
        _ nodes: [XMLNode], _ hitPolicy: HitPolicy?, of owner: String, report: inout ProblemReport
    ) -> [DecisionTable.Output] {
        var names: Set<String> = []
        return nodes.compactMap { node in
            let owner = node["id"] ?? owner
            let name = node["name"]?.trimmed ?? ""
            if nodes.count > 1 {
                if name.isEmpty {
                    report.add(
                        .missingName, at: node, id: owner, expected: "a name for each of several outputs",
                        found: "an output without name")
                } else if !names.insert(name).inserted {
                    report.add(
                        .duplicateName, at: node, id: owner, expected: "outputs of different names",
                        found: name.quotable)
                }
            }
            let values = priorities(of: node, hitPolicy, owner, report: &report)
            let defaultEntry = tree.child(.dmn("defaultOutputEntry"), of: node).flatMap {
                outputEntry($0, of: owner, report: &report)
            }
            return DecisionTable.Output(
                id: node["id"] ?? "", label: node["label"] ?? name, name: name, priorities: values,
                defaultEntry: defaultEntry)
        }
    }

    /// Output values are only read where they give an order; elsewhere they tell nothing a table needs to run.
    private func priorities(
        of node: XMLNode, _ hitPolicy: HitPolicy?, _ owner: String, report: inout ProblemReport
    ) -> [FEELValue: Int] {
        guard hitPolicy == .priority || hitPolicy == .outputOrder,
            let values = tree.child(.dmn("outputValues"), of: node), let (text, place) = expressions.text(of: values)
        else { return [:] }
        guard let list = try? FEELExpression("[\(text)]"), let evaluation = try? list.evaluate(in: FEELContext()),
            case .list(let items) = evaluation.value, evaluation.warnings.isEmpty, items.allSatisfy(\.isSimple)
        else {
            report.add(
                .outputValuesInvalid, at: place, id: owner, expected: "values separated by commas, best first",
                found: text.trimmed.quotable, hint: "as in \"high\", \"medium\", \"low\"")
            return [:]
        }
        return Dictionary(zip(items, items.indices), uniquingKeysWith: min)
    }
}

extension FEELValue {
    fileprivate var isSimple: Bool {
        switch self {
        case .list, .context, .range, .function: false
        default: true
        }
    }
}
