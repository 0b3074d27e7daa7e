import FerryClient
import Yams

/// Turns the document of a plan file into a plan, collecting what is wrong on the way.
struct PlanReader {
    private var problems: ProblemList

    init(fileName: String) { problems = ProblemList(fileName: fileName) }

    mutating func read(_ text: [UInt8]) throws(InputError) -> PlanFile {
        var plan = PlanFile()
        if let root = document(text) { plan = self.plan(from: root) }
        try problems.throwIfAny()
        return plan
    }

    mutating func throwProblems() throws(InputError) { try problems.throwIfAny() }

    mutating func document(_ text: [UInt8]) -> Node? {
        guard let yaml = String(validating: text, as: UTF8.self) else {
            problems.add("the file is not UTF-8", line: nil)
            return nil
        }
        do {
            guard let root = try Yams.compose(yaml: yaml) else {
                problems.add("the file is empty", line: nil)
                return nil
            }
            return root
        } catch {
            problems.add(error)
            return nil
        }
    }

    private mutating func plan(from root: Node) -> PlanFile {
        var plan = PlanFile()
        guard let fields = fields(of: root, "a plan", known: Self.planFields) else { return plan }
        if let node = fields["target"] { plan.target = definition(node, "target") }
        if let node = fields["source"] { plan.source = definition(node, "source") }
        if let node = fields["mode"] {
            plan.mode = choice(node, "mode", ["strict": .strict, "adaptive": .adaptive])
        }
        if let node = fields["auto-map"] {
            plan.autoMap = choice(node, "auto-map", ["none": .none, "equal": .equal])
        }
        if let node = fields["instructions"] { plan.instructions = instructions(node) }
        if let node = fields["variables"] { plan.variables = variables(node) }
        if let node = fields["unmapped-compensation"] {
            plan.unmappedCompensation = choice(node, "unmapped-compensation", ["reject": .reject, "drop": .drop])
        }
        if let node = fields["skip-listeners"] { plan.skipListeners = flag(node, "skip-listeners") }
        if let node = fields["skip-io-mappings"] { plan.skipIOMappings = flag(node, "skip-io-mappings") }
        return plan
    }

    static let planFields = [
        "target", "source", "mode", "auto-map", "instructions", "variables", "unmapped-compensation", "skip-listeners",
        "skip-io-mappings",
    ]
    static let instructionFields = ["from", "to", "trigger", "timer", "job"]

    private mutating func instructions(_ node: Node) -> [MigrationInstruction] {
        guard let sequence = node.sequence else {
            problems.add("instructions is a list of {from, to}", line: node.mark?.line)
            return []
        }
        var lineBySource: [String: Int] = [:]
        return sequence.compactMap { element in
            guard let fields = fields(of: element, "an instruction", known: Self.instructionFields) else {
                return nil
            }
            let line = element.mark?.line
            guard let from = id(fields["from"], "from", line), let to = id(fields["to"], "to", line) else { return nil }
            if let earlier = lineBySource.updateValue(line ?? 0, forKey: from) {
                problems.add("'\(from)' is mapped already in line \(earlier)", line: line)
            }
            return MigrationInstruction(
                from: from, to: to,
                trigger: fields["trigger"].flatMap { choice($0, "trigger", TriggerTreatment.names) } ?? .keep,
                timer: fields["timer"].flatMap { choice($0, "timer", TimerTreatment.names) },
                job: fields["job"].flatMap { choice($0, "job", JobTreatment.names) } ?? .keep)
        }
    }

    private mutating func id(_ node: Node?, _ field: String, _ line: Int?) -> String? {
        guard let node else {
            problems.add("an instruction needs '\(field)'", line: line)
            return nil
        }
        return string(node, field)
    }

    mutating func fields(of node: Node, _ what: String, known: [String]) -> [String: Node]? {
        guard let mapping = node.mapping else {
            problems.add("\(what) is an object with the fields \(known.joined(separator: ", "))", line: node.mark?.line)
            return nil
        }
        var fields: [String: Node] = [:]
        for (key, value) in mapping {
            guard let name = key.string, known.contains(name) else {
                let name = key.string.map { "field '\($0)'" } ?? "field"
                problems.add("unknown \(name); known are \(known.joined(separator: ", "))", line: key.mark?.line)
                continue
            }
            fields[name] = value
        }
        return fields
    }

    /// A scalar that YAML does not take for something else; quotes make anything a string.
    mutating func string(_ node: Node, _ field: String) -> String? {
        guard let scalar = node.scalar, node.tag == Tag(.str), !scalar.string.isEmpty else {
            reject("\(field) is a string; put it in quotes if it looks like something else", node)
            return nil
        }
        return scalar.string
    }

    private mutating func flag(_ node: Node, _ field: String) -> Bool? {
        guard node.tag == Tag(.bool), let value = node.bool else {
            reject("\(field) is true or false", node)
            return nil
        }
        return value
    }

    private mutating func choice<Value>(
        _ node: Node, _ field: String, _ values: KeyValuePairs<String, Value>
    ) -> Value? {
        if let text = node.scalar?.string, let value = values.first(where: { $0.key == text })?.value { return value }
        reject("\(field) is \(values.map(\.key).joined(separator: " or "))", node)
        return nil
    }

    mutating func reject(_ problem: String, _ node: Node) { problems.add(problem, line: node.mark?.line) }
}
