import FerryXML

/// Activities that run several times.
extension ElementReader {
    private static let words = "multiInstanceLoopCharacteristics"

    mutating func readMultiInstance() -> MultiInstance? {
        guard let loop = tree.child(.bpmn(Self.words), of: node) else { return nil }
        for extra in tree.children(of: node).filter({ $0.name == loop.name }).dropFirst() {
            report.add(.duplicateExtension, at: extra, id: id, expected: "\(Self.words) once", found: "another one")
        }
        report.refuseCamundaAttributes(
            of: loop, owner: id, allowing: ["collection", "elementVariable", "asyncBefore", "asyncAfter"])
        report.refuseExtensions(of: loop, owner: id, in: tree, allowing: ["loopCharacteristics"])
        if let behavior = loop["behavior"], behavior.trimmed != "All" {
            report.add(
                .unsupportedAttribute, at: loop, id: id, expected: "no events thrown by the repetition itself",
                found: "behavior=\"\(behavior.quotable)\"")
        }
        let zeebe = Extensions(of: loop, in: tree).first("loopCharacteristics")
        let inputElement = (zeebe?["inputElement"] ?? loop[.camunda("elementVariable")])?.trimmed
        let output = zeebe.flatMap { readOutput(of: $0, inputElement: inputElement) }
        let condition = tree.child(.bpmn("completionCondition"), of: loop).flatMap {
            report.expression($0.text, named: "completionCondition", at: $0, of: id, allowsText: false)
        }
        return readItems(of: loop, zeebe).map {
            MultiInstance(
                isSequential: loop.flag("isSequential"), items: $0,
                inputElement: inputElement.flatMap { $0.isEmpty ? nil : $0 }, output: output,
                completionCondition: condition, asyncBefore: loop[.camunda("asyncBefore")]?.trimmed == "true",
                asyncAfter: loop[.camunda("asyncAfter")]?.trimmed == "true")
        }
    }

    /// One source of items, of the three there may be.
    private mutating func readItems(of loop: XMLNode, _ zeebe: XMLNode?) -> MultiInstance.Items? {
        let cardinality = tree.child(.bpmn("loopCardinality"), of: loop)
        let collection = loop[.camunda("collection")]
        let found = [zeebe != nil, cardinality != nil, collection != nil].count { $0 }
        guard found == 1 else {
            report.add(
                found == 0 ? .missingExtension : .conflictingExtensions, at: loop, id: id,
                expected: "one of zeebe:loopCharacteristics, loopCardinality and camunda:collection",
                found: found == 0 ? "none" : "\(found) of them",
                hint: "add <zeebe:loopCharacteristics inputCollection=\"=...\"/>")
            return nil
        }
        if let zeebe {
            return readExpression("inputCollection", of: zeebe, allowsText: false).map(MultiInstance.Items.collection)
        }
        return if let cardinality { readCardinality(cardinality) } else { readCollection(collection ?? "", of: loop) }
    }

    private mutating func readCardinality(_ part: XMLNode) -> MultiInstance.Items? {
        let text = part.text.trimmed
        if let number = Int32(text), number >= 0 { return .cardinality(.text("\(number)")) }
        return report.expression(text, named: "loopCardinality", at: part, of: id, allowsText: false)
            .map(MultiInstance.Items.cardinality)
    }

    /// Camunda 7 names a variable, by itself or as `${orders}`.
    private mutating func readCollection(_ text: String, of loop: XMLNode) -> MultiInstance.Items? {
        var name = text.trimmed
        if name.hasPrefix("${") || name.hasPrefix("#{"), name.hasSuffix("}") {
            name = String(name.dropFirst(2).dropLast()).trimmed
        }
        guard Self.path(name) != nil else {
            report.add(
                .invalidAttribute, at: loop, id: id, expected: "camunda:collection to name a variable",
                found: text.quotable, hint: "write it as zeebe:loopCharacteristics with a FEEL inputCollection")
            return nil
        }
        return report.expression("=" + name, named: "camunda:collection", at: loop, of: id, allowsText: false)
            .map(MultiInstance.Items.collection)
    }
}
