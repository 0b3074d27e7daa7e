import Foundation

/// The cases that tests in Swift answer, read from the names they are shown by: each begins with the cases and a
/// colon, as in `JTE-5, ERRC-9 to ERRC-11, decided otherwise: why`.
struct NamedCases {
    private(set) var verdicts: [String: ConformanceReport.Verdict] = [:]
    /// What looks like a case, but is none.
    private(set) var strayNames: [String] = []

    private let index: CaseIndex

    init(_ index: CaseIndex) throws {
        self.index = index
        let folders = ["ConformanceTests", "FerryEngineTests", "FerryWireTests"].map { "Tests/\($0)" }
        // Cases of migration are numbered on their own, and all of them are scenarios.
        for path in try folders.flatMap(Repository.swiftTests) where !path.contains("Migration") {
            let source = String(decoding: try Repository.bytes(path), as: UTF8.self)
            for match in source.matches(of: #/@Test\(\s*"([A-Za-z/]+-[0-9][^":]*)(?::\s*([^"]*))?"/#) {
                read(String(match.1), text: match.2.map(String.init) ?? "")
            }
        }
    }

    private mutating func read(_ head: String, text: String) {
        var parts = head.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        var verdict = ConformanceReport.Verdict.passing
        if parts.last == "decided otherwise" {
            parts.removeLast()
            verdict = .differing(text.prefix(1).uppercased() + text.dropFirst() + ".")
        }
        var family = ""
        for part in parts {
            let ends = part.components(separatedBy: " to ").map { Number($0, in: family) }
            guard let first = ends[0], let last = ends[ends.count - 1] else {
                // Rules of the text, as `R86`, may stand among its cases.
                if part.contains("-") { strayNames.append(part) }
                continue
            }
            family = first.family
            let cases = (first.number...max(first.number, last.number)).map { "\(family)-\($0)" }
                .filter(index.cases.contains)
            if cases.isEmpty { strayNames.append(part) }
            for name in cases { verdicts[name] = verdict }
        }
    }

    /// `ERRC-9`, or `9` alone behind another case of the same family.
    private struct Number {
        let family: String
        let number: Int

        init?(_ text: String, in family: String) {
            let dash = text.lastIndex(of: "-")
            guard let number = Int(dash.map { text[text.index(after: $0)...] } ?? text[...]) else { return nil }
            self.family = dash.map { String(text[..<$0]) } ?? family
            self.number = number
        }
    }
}
