import FerryModel

/// The models a scenario names: files, or models in the compact form, each compiled when it is first asked for.
struct ModelLibrary {
    /// Reads a file that lies beside the scenario's.
    typealias Loader = (_ path: String) throws -> [UInt8]

    private let nodes: [String: DocumentNode]
    private let parameters: Parameters
    let load: Loader
    private var compiled: [String: [DeployResources.Resource]] = [:]

    private static let chainMax = 16

    init(_ nodes: [String: DocumentNode], filling parameters: Parameters, load: @escaping Loader) {
        self.nodes = nodes
        self.parameters = parameters
        self.load = load
    }

    var names: [String] { nodes.keys.sorted() }

    /// The files to deploy together for a model; nil, and a problem, when there is none or it is faulty.
    mutating func resources(
        of name: String, askedFor node: DocumentNode, _ reader: inout DocumentReader
    ) -> [DeployResources.Resource]? {
        if let known = compiled[name] { return known }
        guard let model = nodes[name] else {
            let known = names.joined(separator: ", ")
            reader.reject("no model '\(name)'; \(known.isEmpty ? "there are none" : "there are \(known)")", node)
            return nil
        }
        let resources = compile(name, model, &reader)
        compiled[name] = resources
        return resources
    }

    private func compile(
        _ name: String, _ model: DocumentNode, _ reader: inout DocumentReader
    ) -> [DeployResources.Resource]? {
        guard let (base, values) = resolved(model, &reader) else { return nil }
        let node = values.or(parameters).filled(into: base, &reader)
        guard let files = Self.files(node) else {
            let file = reader.text(node["file"], "'file'") ?? "\(name).bpmn"
            guard node["text"] != nil else {
                return [.init(name: file, content: ModelWriter.write(node, named: name, &reader))]
            }
            guard let fields = reader.fields(node, "a model as text", known: ["text", "file", "like", "with"]) else {
                return nil
            }
            return [.init(name: file, content: Array((fields["text"]?.text ?? "").utf8))]
        }
        return files.compactMap { file in
            do {
                return DeployResources.Resource(name: file, content: try load(file))
            } catch {
                reader.reject("\(file): \(error)", node)
                return nil
            }
        }
    }

    /// What stands at the end of a chain of `like`, with the values given on the way.
    private func resolved(
        _ model: DocumentNode, _ reader: inout DocumentReader
    ) -> (node: DocumentNode, values: Parameters)? {
        var node = model
        var values = Parameters()
        for _ in 0..<Self.chainMax {
            if case .text(let text, _) = node.content, text.contains("$(") {
                node = parameters.filled(into: node, &reader)
            }
            if let with = node["with"] { values = values.or(Parameters(parameters.filled(into: with, &reader))) }
            let name: String
            if let like = node["like"] {
                guard let text = reader.text(parameters.filled(into: like, &reader), "'like'") else { return nil }
                name = text
            } else if case .text(let text, _) = node.content, Self.files(node) == nil {
                // Another model under a name, and with a version, of its own.
                name = text
            } else {
                return (node, values)
            }
            guard let next = nodes[name] else {
                reader.reject("no model '\(name)' to be like", node)
                return nil
            }
            node = next
        }
        reader.reject("models are like each other in a circle, or in a very long chain", model)
        return nil
    }

    /// Paths of files; nil for what is no path.
    private static func files(_ node: DocumentNode) -> [String]? {
        let endings = [".bpmn", ".dmn", ".form", ".xml"]
        func isFile(_ text: String) -> Bool { endings.contains { text.lowercased().hasSuffix($0) } }
        if case .text(let text, _) = node.content { return isFile(text) ? [text] : nil }
        guard case .list(let nodes) = node.content, !nodes.isEmpty else { return nil }
        let texts = nodes.compactMap(\.text)
        return texts.count == nodes.count && texts.allSatisfy(isFile) ? texts : nil
    }
}
