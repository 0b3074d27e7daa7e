import FerryModel

/// A file of scenarios, read and checked as a whole.
package struct ScenarioFile: Sendable {
    package let name: String
    package let scenarios: [Scenario]
    /// By model, what is deployed for it; scenario by scenario.
    let models: [[String: [DeployResources.Resource]]]

    /// Every file that a scenario may deploy.
    package var resources: [[UInt8]] { models.flatMap(\.values).flatMap { $0.map(\.content) } }

    package static let scenariosMax = 5_000

    /// Reads a file; nil, and what is wrong with it, when it cannot be played.
    package static func read(
        _ bytes: [UInt8], named name: String, problems: inout [String],
        load: @escaping (_ path: String) throws -> [UInt8]
    ) -> ScenarioFile? {
        var reader = DocumentReader(fileName: name)
        defer { problems += reader.problems.lines }
        guard let root = DocumentParser.parse(bytes, problems: &reader.problems) else { return nil }
        let file = ScenarioReader.read(root, named: name, &reader, load: load)
        return reader.problems.isEmpty ? file : nil
    }
}

/// Turns the document of a scenario file into scenarios, collecting what is wrong on the way.
struct ScenarioReader {
    var reader: DocumentReader
    var library: ModelLibrary
    var used: [String: [DeployResources.Resource]] = [:]

    private static let fileFields = ["title", "use", "models", "scenarios", "partitions"]
    private static let scenarioFields = [
        "name", "answers", "differs", "pending", "where", "models", "partitions", "steps",
    ]

    /// Reads a whole file: every row of every scenario.
    static func read(
        _ root: DocumentNode, named name: String, _ reader: inout DocumentReader, load: @escaping ModelLibrary.Loader
    ) -> ScenarioFile {
        var scenarios: [Scenario] = []
        var models: [[String: [DeployResources.Resource]]] = []
        if let fields = reader.fields(root, "a scenario file", known: fileFields) {
            let partitions = reader.number(fields["partitions"], "'partitions'", in: 1...16) ?? 1
            let shared = Self.models(fields["models"], &reader).merging(
                used(fields["use"], &reader, load)
            ) { own, _ in own }
            let nodes = reader.list(fields["scenarios"], "'scenarios'")
            if nodes.isEmpty { reader.reject("a scenario file has 'scenarios', at least one", root) }
            for node in nodes {
                for (row, line) in rows(node["where"], of: node, &reader) {
                    guard scenarios.count < ScenarioFile.scenariosMax else {
                        reader.reject("more than \(ScenarioFile.scenariosMax) scenarios", node)
                        break
                    }
                    guard !reader.isExhausted else { break }
                    var read = scenario(node, row, shared, partitions, &reader, load)
                    read.scenario.line = line
                    scenarios.append(read.scenario)
                    models.append(read.models)
                }
            }
            var places: [String: Int] = [:]
            for scenario in scenarios {
                if let first = places.updateValue(scenario.line, forKey: scenario.name) {
                    reader.problems.add(
                        "'\(scenario.name)' is the name of a scenario in line \(first)", line: scenario.line)
                }
            }
        }
        return ScenarioFile(name: name, scenarios: scenarios, models: models)
    }

    /// The models of other files, which hold nothing else.
    private static func used(
        _ node: DocumentNode?, _ reader: inout DocumentReader, _ load: ModelLibrary.Loader
    ) -> [String: DocumentNode] {
        var all: [String: DocumentNode] = [:]
        for path in reader.texts(node, "'use'") {
            guard let node else { break }
            var other = DocumentReader(fileName: path)
            do {
                if let root = DocumentParser.parse(try load(path), problems: &other.problems),
                    let fields = other.fields(root, "a file of models", known: ["models"])
                {
                    all.merge(models(fields["models"], &other)) { first, _ in first }
                }
            } catch {
                other.problems.add("\(error)", line: 0)
            }
            for problem in other.problems.lines { reader.reject(problem, node) }
        }
        return all
    }

    private static func models(_ node: DocumentNode?, _ reader: inout DocumentReader) -> [String: DocumentNode] {
        guard let node else { return [:] }
        guard let fields = node.fields else {
            reader.reject("'models' is an object: a name, and a file or a model", node)
            return [:]
        }
        return Dictionary(fields.map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// One set of values for each run of the scenario, and the line where it stands.
    private static func rows(
        _ node: DocumentNode?, of scenario: DocumentNode, _ reader: inout DocumentReader
    ) -> [(values: Parameters, line: Int)] {
        guard let node else { return [(Parameters(), scenario.line)] }
        let rows = reader.list(node, "'where'")
        if node.list?.isEmpty == true { reader.reject("'where' has at least one row", node) }
        for row in rows where row.fields == nil { reader.reject("a row of 'where' is an object", row) }
        return rows.map { (Parameters($0), $0.line) }
    }

    private static func scenario(
        _ node: DocumentNode, _ row: Parameters, _ shared: [String: DocumentNode], _ partitions: Int,
        _ reader: inout DocumentReader, _ load: @escaping ModelLibrary.Loader
    ) -> (scenario: Scenario, models: [String: [DeployResources.Resource]]) {
        var scenario = Scenario(
            name: "", line: node.line, answers: [], differs: nil, pending: nil, partitions: partitions, steps: [])
        guard let fields = reader.fields(node, "a scenario", known: scenarioFields) else { return (scenario, [:]) }
        func filled(_ name: String, _ reader: inout DocumentReader) -> DocumentNode? {
            fields[name].map { row.filled(into: $0, &reader) }
        }
        scenario.name = reader.text(filled("name", &reader), "'name'") ?? ""
        if !fields.has("name") { reader.reject("a scenario needs a 'name'", node) }
        scenario.answers = reader.texts(filled("answers", &reader), "'answers'")
        // These two may stand at a row, for that row alone.
        func remark(_ name: String, _ reader: inout DocumentReader) -> String? {
            let node = filled(name, &reader) ?? row.values[name]
            return node.flatMap { $0.isNull ? nil : reader.text($0, "'\(name)'") }
        }
        scenario.differs = remark("differs", &reader)
        scenario.pending = remark("pending", &reader)
        scenario.partitions = reader.number(filled("partitions", &reader), "'partitions'", in: 1...16) ?? partitions
        let own = models(fields["models"], &reader)
        let library = ModelLibrary(shared.merging(own) { _, own in own }, filling: row, load: load)
        var steps = ScenarioReader(reader: reader, library: library)
        let filledSteps = filled("steps", &steps.reader)
        guard !steps.reader.isExhausted else {
            reader = steps.reader
            return (scenario, [:])
        }
        let nodes = steps.reader.list(filledSteps, "'steps'")
        if nodes.isEmpty { steps.reader.reject("a scenario has 'steps', at least one", node) }
        scenario.steps = nodes.compactMap { steps.step($0) }
        reader = steps.reader
        return (scenario, steps.used)
    }

    /// Notes that a model is needed, and finds its faults.
    mutating func use(_ model: String, _ node: DocumentNode) {
        guard used[model] == nil else { return }
        used[model] = library.resources(of: model, askedFor: node, &reader)
    }

    /// A model of the scenario if there is one of this name, else a definition of the broker: `order:2`.
    mutating func target(_ node: DocumentNode, _ what: String) -> PlanDraft.Target? {
        guard let text = reader.text(node, what) else { return nil }
        if library.names.contains(text) {
            use(text, node)
            return .model(text)
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, let version = Int32(parts[1]), version > 0, !parts[0].isEmpty {
            return .definition(.version(processID: String(parts[0]), version: version))
        }
        if let key = Int64(text), key > 0 { return .definition(.key(ProcessDefinitionKey(key))) }
        let known = library.names.joined(separator: ", ")
        reader.reject("\(what) is a model (\(known.isEmpty ? "there are none" : known)), ID:VERSION or a key", node)
        return nil
    }
}
