import FerryXML

/// The messages, signals, errors and escalations that stand beside the processes of a file, by their ids.
struct Declarations {
    let messages: [String: DeclaredMessage]
    let signals: [String: DeclaredSignal]
    let errors: [String: XMLNode]
    let escalations: [String: XMLNode]

    init(_ tree: XMLTree) {
        let declared = tree.children(of: tree.root)
        let named = { (local: String) in
            let nodes = declared.filter { $0.name == .bpmn(local) && $0["id"] != nil }
            return Dictionary(nodes.map { ($0["id"] ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        }
        messages = named("message").mapValues { DeclaredMessage($0, in: tree) }
        signals = named("signal").mapValues { DeclaredSignal($0) }
        errors = named("error")
        escalations = named("escalation")
    }
}

/// A `bpmn:message` with what is wrong with it, which matters only where the message is used.
struct DeclaredMessage {
    let node: XMLNode
    let name: Expression?
    let nameFaults: ProblemReport
    let correlationKey: Expression?
    let keyFaults: ProblemReport

    fileprivate init(_ node: XMLNode, in tree: XMLTree) {
        self.node = node
        var faults = ProblemReport()
        name = faults.declaredName(of: node)
        nameFaults = faults
        faults = ProblemReport()
        correlationKey = Self.correlationKey(of: node, in: tree, report: &faults)
        keyFaults = faults
    }

    private static func correlationKey(
        of node: XMLNode, in tree: XMLTree, report: inout ProblemReport
    ) -> Expression? {
        let extensions = Extensions(of: node, in: tree)
        report.refuseExtensions(of: node, in: tree, allowing: ["subscription"])
        guard let subscription = extensions.first("subscription") else {
            report.add(
                .missingExtension, at: node, expected: "a message that is waited for to have a zeebe:subscription",
                found: "none", hint: "add <zeebe:subscription correlationKey=\"=...\"/>")
            return nil
        }
        guard let key = subscription["correlationKey"], !key.trimmed.isEmpty else {
            report.add(
                .missingAttribute, at: subscription, id: node["id"],
                expected: "zeebe:subscription with a correlationKey", found: "none")
            return nil
        }
        return report.expression(
            key, named: "correlationKey", at: subscription, of: node["id"] ?? "", allowsText: false)
    }
}

/// A `bpmn:signal`, likewise.
struct DeclaredSignal {
    let node: XMLNode
    let name: Expression?
    let nameFaults: ProblemReport

    fileprivate init(_ node: XMLNode) {
        self.node = node
        var faults = ProblemReport()
        name = faults.declaredName(of: node)
        nameFaults = faults
    }
}

extension ProblemReport {
    fileprivate mutating func declaredName(of node: XMLNode) -> Expression? {
        guard let name = node["name"], !name.trimmed.isEmpty else {
            add(.missingAttribute, at: node, expected: "a \(node.name.local) with a name", found: "none")
            return nil
        }
        guard !name.contains("${"), !name.contains("#{") else {
            add(
                .expressionInvalid, at: node, expected: "a fixed name, or a FEEL expression", found: name.quotable,
                hint: "Camunda 7's ${...} is not understood: write it in FEEL, behind an =")
            return nil
        }
        return expression(name, named: "name", at: node, of: node["id"] ?? "", allowsText: true)
    }
}

/// That an element uses a message or a signal, and what for.
struct DeclarationUse {
    enum Declared: Hashable {
        case message(String)
        case signal(String)
    }

    let declared: Declared
    /// An instance waits for the message, so it must say which one is meant for it.
    let needsKey: Bool
}
