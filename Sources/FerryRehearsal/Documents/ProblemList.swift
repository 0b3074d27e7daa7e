import Yams

/// What is wrong with a file, in the order of its lines; each thing once.
package struct ProblemList: Sendable {
    private struct Problem: Hashable {
        let line: Int
        let text: String
    }

    private let fileName: String
    private var problems: [Problem] = []
    private var known: Set<Problem> = []

    /// More are not worth reading at a time.
    private static let countMax = 100

    package init(fileName: String) { self.fileName = fileName }

    package var isEmpty: Bool { problems.isEmpty }

    /// Line 0: of the file as a whole. What may help is looked for only where it will be read.
    package mutating func add(_ text: String, line: Int, hint: () -> String = { "" }) {
        let problem = Problem(line: line, text: text)
        guard problems.count < Self.countMax, known.insert(problem).inserted else { return }
        problems.append(Problem(line: line, text: text + hint()))
    }

    mutating func add(_ error: any Error) {
        switch error {
        case let limit as LimitExceeded: add(limit.text, line: limit.line)
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            let text = [context.map(\.text), problem].compactMap(\.self).joined(separator: ", ")
            add(text.split(whereSeparator: \.isWhitespace).joined(separator: " "), line: mark.line)
        case YamlError.duplicatedKeysInMapping(let duplicates, let context):
            for name in duplicates { add("the field '\(name)' stands more than once", line: context.mark.line) }
        case YamlError.reader(let problem, _, _, _): add(problem, line: 0)
        default: add("\(error)", line: 0)
        }
    }

    /// `FILE:LINE: what is wrong`, by line.
    package var lines: [String] {
        problems.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
            .map { _, problem in
                problem.line > 0 ? "\(fileName):\(problem.line): \(problem.text)" : "\(fileName): \(problem.text)"
            }
    }
}
