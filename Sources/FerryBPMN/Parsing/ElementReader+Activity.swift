import FerryFEEL
import FerryXML

/// What an activity does that is no worker's and no person's job.
extension ElementReader {
    mutating func readActivity() -> ActivityFacet {
        guard kind.isActivity else { return ActivityFacet() }
        return ActivityFacet(
            multiInstance: readMultiInstance(), calledElement: kind == .callActivity ? readCalledElement() : nil,
            userTask: kind == .userTask ? readUserTask() : nil, script: kind == .scriptTask ? readScript() : nil,
            calledDecision: kind == .businessRuleTask ? readCalledDecision() : nil,
            message: kind == .receiveTask ? readMessage(referredBy: node, needsKey: true) : nil)
    }

    private mutating func readScript() -> ScriptDefinition? {
        guard let script = extensions.first("script") else { return nil }
        let expression = readExpression("expression", of: script, allowsText: false)
        guard let variable = required("resultVariable", of: script), case .feel(let expression)? = expression else {
            return nil
        }
        return ScriptDefinition(expression: expression, resultVariable: variable.trimmed)
    }

    private mutating func readCalledDecision() -> CalledDecision? {
        guard let decision = extensions.first("calledDecision") else { return nil }
        let decisionID = readExpression("decisionId", of: decision, allowsText: true)?.trimmed
        let binding = readBinding(of: decision)
        guard let variable = required("resultVariable", of: decision), let decisionID, let binding else { return nil }
        return CalledDecision(decisionID: decisionID, binding: binding, resultVariable: variable.trimmed)
    }

    private mutating func readCalledElement() -> CalledElement? {
        guard let called = extensions.first("calledElement") else {
            report.add(
                .missingExtension, at: node, expected: "callActivity with a zeebe:calledElement", found: "none",
                hint: "add <zeebe:calledElement processId=\"\((node["calledElement"] ?? "...").quotable)\"/>")
            return nil
        }
        let processID = readExpression("processId", of: called, allowsText: true)?.trimmed
        let businessID = called["businessId"].flatMap {
            report.expression($0, named: "businessId", at: called, of: id, allowsText: true)
        }
        guard let binding = readBinding(of: called), let processID else { return nil }
        return CalledElement(
            processID: processID, binding: binding,
            propagatesAllParentVariables: isTrue("propagateAllParentVariables", of: called),
            propagatesAllChildVariables: isTrue("propagateAllChildVariables", of: called), businessID: businessID)
    }

    private func isTrue(_ attribute: String, of part: XMLNode) -> Bool { part[attribute]?.trimmed != "false" }

    /// `bindingType` with `versionTag`, which one kind of binding needs and the others may not have.
    mutating func readBinding(of part: XMLNode) -> Binding? {
        let type = part["bindingType"]?.trimmed ?? "latest"
        let tag = part["versionTag"]?.trimmed ?? ""
        guard ["latest", "deployment", "versionTag"].contains(type) else {
            report.add(
                .invalidAttribute, at: part, id: id, expected: "bindingType latest, deployment or versionTag",
                found: type.quotable)
            return nil
        }
        guard (type == "versionTag") == !tag.isEmpty else {
            report.add(
                .invalidAttribute, at: part, id: id, expected: "versionTag with bindingType versionTag, and only then",
                found: tag.isEmpty ? "no versionTag" : "versionTag=\"\(tag.quotable)\" with bindingType \(type)")
            return nil
        }
        return type == "latest" ? .latest : type == "deployment" ? .deployment : .versionTag(tag)
    }

    mutating func readAdHoc() -> DraftAdHoc? {
        guard kind == .adHocSubProcess else { return nil }
        if let ordering = node["ordering"], ordering.trimmed != "Parallel" {
            refuse(attribute: "ordering", expected: "activities that may run side by side")
        }
        let adHoc = extensions.first("adHoc")
        let activeElements = adHoc.flatMap { readOptional("activeElementsCollection", of: $0) }
        let condition = tree.child(.bpmn("completionCondition"), of: node)
        let completionCondition = condition.flatMap {
            report.expression($0.text, named: "completionCondition", at: $0, of: id, allowsText: false)
        }
        let cancelsRemaining = isTrue("cancelRemainingInstances", of: node)
        if extensions.first("taskDefinition") != nil {
            let unused = [
                adHoc?["activeElementsCollection"] != nil ? "activeElementsCollection" : nil,
                condition != nil ? "completionCondition" : nil,
                cancelsRemaining ? nil : "cancelRemainingInstances=\"false\"",
            ]
            for setting in unused.compactMap({ $0 }) {
                report.add(
                    .conflictingExtensions, at: node,
                    expected: "what runs to be decided by a worker or by the model", found: "a job and \(setting)",
                    hint: "the worker answers with what to activate and whether it is done")
            }
        }
        return DraftAdHoc(
            activeElements: activeElements, completionCondition: completionCondition,
            cancelsRemaining: cancelsRemaining,
            output: adHoc.flatMap { readOutput(of: $0, inputElement: nil) })
    }

    /// What those who choose the activities of an ad-hoc subprocess are told.
    func describe(_ element: inout DraftElement) {
        element.documentation = tree.child(.bpmn("documentation"), of: node).map(\.text)
        guard let holder = extensions.first("properties") else { return }
        element.properties = tree.children(of: holder).compactMap { part in
            guard part.name == .zeebe("property"), let name = part["name"] else { return nil }
            return AdHocActivity.Property(name: name, value: part["value"])
        }
    }

    /// A FEEL expression that may be left out.
    mutating func readOptional(_ attribute: String, of part: XMLNode) -> Expression? {
        guard let text = part[attribute], !text.trimmed.isEmpty else { return nil }
        return report.expression(text, named: attribute, at: part, of: id, allowsText: false)
    }

    /// `outputCollection` with `outputElement`, both or neither.
    mutating func readOutput(of part: XMLNode, inputElement: String?) -> MultiInstance.Output? {
        let collection = part["outputCollection"]?.trimmed ?? ""
        let text = part["outputElement"]?.trimmed ?? ""
        guard collection.isEmpty == text.isEmpty else {
            report.add(
                .missingAttribute, at: part, id: id, expected: "outputCollection and outputElement, or neither",
                found: collection.isEmpty ? "only outputElement" : "only outputCollection")
            return nil
        }
        guard !text.isEmpty,
            let element = report.expression(text, named: "outputElement", at: part, of: id, allowsText: false)
        else { return nil }
        var variable = Self.variable(of: element)
        if variable == inputElement || variable == "loopCounter" { variable = nil }
        return MultiInstance.Output(collection: collection, element: element, elementVariable: variable)
    }

    /// The variable an expression of a plain name or path begins with.
    private static func variable(of expression: Expression) -> String? {
        guard case .feel(let feel) = expression else { return nil }
        return path(feel.text.trimmed)?.first
    }
}
