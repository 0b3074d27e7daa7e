import FerryModel

/// Turns a model in the compact form into a BPMN file, and says where it is not as it should be.
///
/// It knows the form, not BPMN's rules: those are the broker's, when the file is deployed.
struct ModelWriter {
    var reader: DocumentReader
    private(set) var declarations = Declarations()
    private var ids: Set<String> = []

    /// What leads out of an element, and to nothing yet.
    struct Exit {
        let source: String
        var flowID: String?
        var condition: String?
        var isDefault = false
    }

    /// The inside of a process or subprocess while it is being written.
    struct Scope {
        let id: String
        var elements: [Part] = []
        var flows: [String] = []

        struct Part {
            let id: String
            let tag: String
            let attributes: String
            let body: String
        }
        /// Which flow of a gateway or activity is taken where no condition holds.
        var defaultFlows: [String: String] = [:]

        var xml: String {
            let parts = elements.map { part in
                let flow = defaultFlows[part.id].map { " default=\"\($0.escaped)\"" } ?? ""
                let head = "<bpmn:\(part.tag) id=\"\(part.id.escaped)\"\(part.attributes)\(flow)"
                return part.body.isEmpty ? "\(head)/>" : "\(head)>\(part.body)</bpmn:\(part.tag)>"
            }
            return (parts + flows).joined(separator: "\n")
        }
    }

    static func write(_ node: DocumentNode, named name: String, _ reader: inout DocumentReader) -> [UInt8] {
        var writer = ModelWriter(reader: reader)
        let process = writer.process(node)
        reader = writer.reader
        // The comment makes models of the same content different files, so that each is a version of its own.
        return Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- \(name.replacing("--", with: "- -")) -->
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="http://ferry/rehearsal">
            \(process)
            \(writer.declarations.xml)
            </bpmn:definitions>

            """.utf8)
    }

    private static let processFields = [
        "process", "name", "flow", "also", "events", "listeners", "version-tag", "executable", "xml", "declare", "file",
        "like", "with",
    ]

    private mutating func process(_ node: DocumentNode) -> String {
        var fields = Fields([], line: node.line)
        if node.list == nil {
            guard let given = reader.fields(node, "a model", known: Self.processFields) else { return "" }
            fields = given
        }
        let id = fields["process"].flatMap { reader.text($0, "'process'") } ?? "process"
        var scope = Scope(id: id)
        let flow = node.list == nil ? reader.list(fields["flow"], "'flow'") : node.list ?? []
        // Text stands for what the form has no words for.
        let text = reader.text(fields["xml"], "'xml'")
        if text == nil { run(flow, startingWith: "start", endingWith: "end", in: &scope) }
        inside(fields, of: &scope)
        let isExecutable = reader.flag(fields["executable"], "'executable'", default: true)
        let name = fields["name"].flatMap { reader.text($0, "'name'") } ?? ""
        var extensions = listeners(fields["listeners"])
        if let tag = fields["version-tag"].flatMap({ reader.text($0, "'version-tag'") }) {
            extensions += "<zeebe:versionTag value=\"\(tag.escaped)\"/>"
        }
        return """
            <bpmn:process id="\(id.escaped)"\(name.isEmpty ? "" : " name=\"\(name.escaped)\"") isExecutable="\(isExecutable)">
            \(Self.extensions(extensions))\(text ?? "")\(scope.xml)
            </bpmn:process>
            \(reader.text(fields["declare"], "'declare'") ?? "")
            """
    }

    // MARK: Flows

    /// A flow from a start event, which is put before it where it has none, to ends, which are put behind it.
    mutating func run(
        _ items: [DocumentNode], startingWith start: String, endingWith end: String, in scope: inout Scope
    ) {
        var entry: [Exit] = []
        if Item.kind(of: items.first) != "start" {
            let id = unique(start)
            scope.elements.append(.init(id: id, tag: "startEvent", attributes: "", body: ""))
            entry = [Exit(source: id)]
        }
        close(run(items, from: entry, in: &scope), with: end, in: &scope)
    }

    /// One element behind the other; answers what leads out of the last.
    mutating func run(_ items: [DocumentNode], from entry: [Exit], in scope: inout Scope) -> [Exit] {
        items.reduce(entry) { element($1, from: $0, in: &scope) }
    }

    mutating func close(_ exits: [Exit], with end: String, in scope: inout Scope) {
        guard !exits.isEmpty else { return }
        let id = unique(end)
        scope.elements.append(.init(id: id, tag: "endEvent", attributes: "", body: ""))
        connect(exits, to: id, in: &scope)
    }

    mutating func connect(_ exits: [Exit], to target: String, in scope: inout Scope) {
        for exit in exits {
            let id = exit.flowID ?? uniqueFlow("\(exit.source)-\(target)")
            if exit.isDefault { scope.defaultFlows[exit.source] = id }
            let condition =
                exit.condition.map {
                    "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">\($0.escaped)"
                        + "</bpmn:conditionExpression>"
                } ?? ""
            let (source, target) = (exit.source.escaped, target.escaped)
            scope.flows.append(
                "<bpmn:sequenceFlow id=\"\(id.escaped)\" sourceRef=\"\(source)\" targetRef=\"\(target)\">"
                    + "\(condition)</bpmn:sequenceFlow>")
        }
    }

    /// What stands in a process or subprocess beside its flow: flows of their own, and event subprocesses.
    mutating func inside(_ fields: Fields, of scope: inout Scope) {
        for flow in reader.list(fields["also"], "'also'") {
            close(run(reader.list(flow, "a flow of 'also'"), from: [], in: &scope), with: "\(scope.id)-end", in: &scope)
        }
        for event in reader.list(fields["events"], "'events'") { eventSubprocess(event, in: &scope) }
    }

    // MARK: Ids

    /// An id for what the model did not name: with a number where it is taken.
    mutating func unique(_ id: String) -> String {
        var candidate = id
        var number = 1
        while !ids.insert(candidate).inserted {
            number += 1
            candidate = "\(id)-\(number)"
        }
        return candidate
    }

    mutating func uniqueFlow(_ id: String) -> String { unique(id) }

    mutating func note(id: String) { ids.insert(id) }

    mutating func declare(_ declare: (inout Declarations) -> String) -> String { declare(&declarations) }

    static func extensions(_ parts: String) -> String {
        parts.isEmpty ? "" : "<bpmn:extensionElements>\(parts)</bpmn:extensionElements>"
    }
}

/// Messages, signals, errors and escalations that a file's events refer to, each once.
struct Declarations {
    private(set) var parts: [String] = []
    private var ids: [String: String] = [:]

    var xml: String { parts.joined(separator: "\n") }

    mutating func message(_ name: String, key: String?) -> String {
        declare("message", "\(name)\n\(key ?? "")") { id in
            let subscription = key.map { "<zeebe:subscription correlationKey=\"\($0.escaped)\"/>" } ?? ""
            return "<bpmn:message id=\"\(id)\" name=\"\(name.escaped)\">\(ModelWriter.extensions(subscription))"
                + "</bpmn:message>"
        }
    }

    mutating func signal(_ name: String) -> String {
        declare("signal", name) { "<bpmn:signal id=\"\($0)\" name=\"\(name.escaped)\"/>" }
    }

    mutating func error(_ code: String) -> String {
        declare("error", code) { "<bpmn:error id=\"\($0)\" errorCode=\"\(code.escaped)\"/>" }
    }

    mutating func escalation(_ code: String) -> String {
        declare("escalation", code) { "<bpmn:escalation id=\"\($0)\" escalationCode=\"\(code.escaped)\"/>" }
    }

    private mutating func declare(_ kind: String, _ content: String, _ xml: (String) -> String) -> String {
        if let known = ids["\(kind)\n\(content)"] { return known }
        let id = "declared-\(kind)-\(parts.count + 1)"
        ids["\(kind)\n\(content)"] = id
        parts.append(xml(id))
        return id
    }
}

extension String {
    var escaped: String {
        reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n": result += "&#10;"
            default: result.append(character)
            }
        }
    }
}
