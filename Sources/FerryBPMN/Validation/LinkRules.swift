import FerryXML

/// A link's throw event goes on at the catch event of its name in the same scope.
enum LinkRules {
    static func check(_ draft: DraftProcess, report: inout ProblemReport) {
        let targets = draft.linkTargets()
        var firsts: [String: String] = [:]
        for element in draft.elements {
            guard let link = element.link else { continue }
            switch element.kind {
            case .intermediateCatchEvent:
                if let first = firsts[link.name] {
                    report.add(
                        .duplicateLink, at: element.node,
                        expected: "one catch event for the link \(link.name.quotable)",
                        found: "another one beside \(first)", hint: "names of links are unique in the whole process")
                } else {
                    firsts[link.name] = element.id
                }
            case .intermediateThrowEvent:
                if targets[link] == nil {
                    report.add(
                        .linkTargetMissing, at: element.node,
                        expected: "a catch event for the link \(link.name.quotable) in the same scope", found: "none")
                }
                if !element.outgoing.isEmpty {
                    report.add(
                        .flowNotAllowed, at: element.node, expected: "a link throw event without outgoing flows",
                        found: "\(element.outgoing.count) of them", hint: "it goes on at its catch event")
                }
            default: break
            }
        }
    }
}
