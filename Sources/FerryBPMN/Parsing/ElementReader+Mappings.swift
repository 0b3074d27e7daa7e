import FerryXML

extension ElementReader {
    mutating func readMappings() -> (inputs: [VariableMapping], outputs: [VariableMapping]) {
        guard let ioMapping = extensions.first("ioMapping") else { return ([], []) }
        var inputs: [VariableMapping] = []
        var outputs: [VariableMapping] = []
        for child in tree.children(of: ioMapping) {
            switch child.name {
            // Camunda ignores inputs of a none event, and modellers wonder.
            case .zeebe("input") where kind == .startEvent || kind == .endEvent:
                report.add(
                    .misplacedExtension, at: child, id: id, expected: "only output mappings on \(node.name.local)",
                    found: "zeebe:input", hint: "a none event has no work to prepare variables for")
            case .zeebe("input"): if let mapping = readMapping(child, allowsText: true) { inputs.append(mapping) }
            case .zeebe("output"): if let mapping = readMapping(child, allowsText: false) { outputs.append(mapping) }
            default:
                report.add(
                    .unsupportedExtension, at: child, id: id, expected: "zeebe:input and zeebe:output",
                    found: child.name.local.quotable)
            }
        }
        return (inputs, outputs)
    }

    private mutating func readMapping(_ mapping: XMLNode, allowsText: Bool) -> VariableMapping? {
        let source = readExpression("source", of: mapping, allowsText: allowsText)
        guard let target = required("target", of: mapping) else { return nil }
        let path = Self.path(target)
        if path == nil {
            report.add(
                .invalidMappingTarget, at: mapping, id: id,
                expected: "a variable name, or names joined by dots", found: target.quotable,
                hint: "names hold letters, digits and _, begin with no digit, and are no word of FEEL")
        }
        guard let source, let path else { return nil }
        return VariableMapping(source: source, target: path)
    }

    /// An attribute that must be there and not blank; reported otherwise.
    mutating func required(_ attribute: String, of part: XMLNode) -> String? {
        if let value = part[attribute], !value.trimmed.isEmpty { return value }
        report.add(
            .missingAttribute, at: part, id: id, expected: "zeebe:\(part.name.local) with a \(attribute)",
            found: part[attribute] == nil ? "none" : "an empty one")
        return nil
    }

    mutating func readExpression(_ attribute: String, of part: XMLNode, allowsText: Bool) -> Expression? {
        required(attribute, of: part).flatMap {
            report.expression($0, named: attribute, at: part, of: id, allowsText: allowsText)
        }
    }

    private static let reservedTargets: Set<String> = [
        "null", "true", "false", "function", "if", "then", "else", "for", "between", "instance", "of",
    ]

    /// Camunda's pattern: `[a-zA-Z_][a-zA-Z0-9_]*(\.[a-zA-Z_][a-zA-Z0-9_]*)*`, the whole not a reserved word.
    private static func path(_ target: String) -> [String]? {
        guard !reservedTargets.contains(target) else { return nil }
        let names = target.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        for name in names {
            guard let first = name.first, isNameStart(first), name.allSatisfy({ isNameStart($0) || isDigit($0) })
            else { return nil }
        }
        return names.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func isNameStart(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
