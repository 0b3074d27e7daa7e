import FerryRehearsal

/// The cases of another engine's test suite, by class, and those that say nothing to Ferry.
struct CaseIndex {
    struct Class {
        let name: String
        var cases: [String] = []
    }

    let engine: String
    private(set) var classes: [Class] = []
    /// Reasons by case.
    private(set) var notApplicable: [String: String] = [:]
    /// Patterns of `not-applicable.yaml` that fit no case.
    private(set) var strayPatterns: [String] = []

    /// Camunda 7's cases are `Class.test`; Camunda 8's are numbered, each number once. Numbers that two of the texts
    /// about its elements use for different cases have the text's name before them: `commands/ACT-1`.
    init(_ engine: String) throws {
        self.engine = engine
        let text = String(decoding: try Repository.bytes("Tests/Conformance/\(engine)/cases.txt"), as: UTF8.self)
        for line in text.split(separator: "\n") {
            if line.hasPrefix("  ") {
                let last = classes.count - 1
                let name = String(line.dropFirst(2))
                classes[last].cases.append(engine == "camunda7" ? "\(classes[last].name).\(name)" : name)
            } else {
                classes.append(Class(name: String(line)))
            }
        }
        try readNotApplicable()
    }

    var cases: Set<String> { Set(classes.flatMap(\.cases)) }

    private mutating func readNotApplicable() throws {
        let path = "Tests/Conformance/not-applicable.yaml"
        var problems = ProblemList(fileName: path)
        guard let root = DocumentParser.parse(try Repository.bytes(path), problems: &problems), problems.isEmpty,
            let groups = root[engine]?.list
        else { throw Unreadable(description: "\(path): \(problems.lines)") }
        let all = cases
        for group in groups {
            for pattern in group["cases"]?.list?.compactMap(\.text) ?? [] {
                let prefix = pattern.hasSuffix(".*") ? String(pattern.dropLast()) : nil
                let fitting = all.filter { prefix.map($0.hasPrefix) ?? ($0 == pattern) }
                if fitting.isEmpty { strayPatterns.append(pattern) }
                for name in fitting { notApplicable[name] = group["reason"]?.text ?? "" }
            }
        }
    }
}
