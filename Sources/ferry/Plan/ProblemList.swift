import Yams

/// What is wrong with a file, in the order of its lines.
struct ProblemList {
    private let fileName: String
    private var problems: [(line: Int, text: String)] = []

    init(fileName: String) { self.fileName = fileName }

    mutating func add(_ text: String, line: Int?) { problems.append((line ?? 0, text)) }

    mutating func add(_ error: any Error) {
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let text = [context.map(\.text), problem].compactMap(\.self).joined(separator: ", ")
            add(text.split(whereSeparator: \.isWhitespace).joined(separator: " "), line: mark.line)
        case .duplicatedKeysInMapping(let duplicates, let context):
            for name in duplicates { add("the field '\(name)' stands more than once", line: context.mark.line) }
        case .reader(let problem, _, _, _): add(problem, line: nil)
        default: add("\(error)", line: nil)
        }
    }

    func throwIfAny() throws(InputError) {
        guard !problems.isEmpty else { return }
        let ordered = problems.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
        let lines = ordered.map { _, problem in
            problem.line > 0 ? "\(fileName):\(problem.line): \(problem.text)" : "\(fileName): \(problem.text)"
        }
        throw InputError(lines.joined(separator: "\n"))
    }
}
