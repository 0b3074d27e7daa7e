import FerryXML

/// Messages and signals that are used must be whole. What is wrong with one is told once, however many events use it.
enum DeclarationRules {
    static func check(_ drafts: [DraftProcess], _ declarations: Declarations, report: inout ProblemReport) {
        var told: Set<DeclarationUse.Declared> = []
        var toldKeys: Set<DeclarationUse.Declared> = []
        for use in drafts.flatMap(\.elements).flatMap(\.uses) {
            switch use.declared {
            case .message(let id):
                guard let message = declarations.messages[id] else { continue }
                if told.insert(use.declared).inserted { report.add(contentsOf: message.nameFaults) }
                if use.needsKey, toldKeys.insert(use.declared).inserted { report.add(contentsOf: message.keyFaults) }
            case .signal(let id):
                guard let signal = declarations.signals[id], told.insert(use.declared).inserted else { continue }
                report.add(contentsOf: signal.nameFaults)
            }
        }
    }
}
