import FerryModel

/// What the broker says of plans and migrations, in the words of scenarios.
extension Seen {
    static func generated(_ answer: GenerateMigrationPlan.Answer, _ counts: [ElementCount]) -> Seen {
        var active: [String: Int64] = [:]
        for count in counts { active[count.elementID, default: 0] += count.active }
        return [
            "instructions": .list(answer.instructions.map { .arrow($0.from, $0.to) }),
            "proposals": .list(
                answer.proposals.map { proposal in
                    [
                        "from": .text(proposal.from), "to": .text(proposal.to), "score": .number(proposal.score),
                        "reasons": .texts(proposal.reasons),
                    ]
                }),
            "unmapped": .list(
                answer.unmapped.map { element in
                    ["element": .text(element.elementID), "kind": .text(element.kind), "note": .words(element.note)]
                }),
            "added": .list(answer.added.map { .text($0) }),
            "counts": .fields(active.keys.sorted().map { Field(name: $0, value: .number(active[$0] ?? 0)) }),
        ]
    }

    static func checked(_ answer: ValidateMigrationPlan.Answer) -> Seen {
        [
            "reasons": .list(answer.reasons.map { .text($0.summary) }),
            "warnings": .list(answer.warnings.map { .warning($0) }),
            "mapping": .list(answer.mapping.map { .arrow($0.from, $0.to) }),
        ]
    }

    static func migrated(_ report: MigrationReport) -> Seen {
        let structure = report.structure
        return [
            "elements": .list(report.elements.map { .arrow($0.from, $0.to) }),
            "events": .list(
                report.events.map { event in
                    [
                        "event": .text((event.after ?? event.before)?.eventID ?? ""),
                        "was": .text(event.before?.eventID ?? ""), "outcome": .text(event.outcome.rawValue),
                    ]
                }),
            "jobs": .list(
                structure.jobs.map { job in
                    ["was": .text(job.before?.type ?? ""), "type": .text(job.after?.type ?? "")]
                }),
            "created": .list(structure.created.map { .text($0.elementID) }),
            "removed": .list(structure.removed.map { .text($0.elementID) }),
            "variables": .list(
                structure.variables.map { variable in
                    ["name": .text(variable.name), "was": .value(variable.before), "is": .value(variable.after)]
                }),
            "warnings": .list(report.warnings.map { .warning($0) }),
        ]
    }

    /// `{a: b}`, or `a` alone for what stays.
    private static func arrow(_ from: String, _ to: String) -> Seen {
        from == to ? .text(from) : .fields([Field(name: from, value: .text(to))])
    }

    private static func warning(_ warning: MigrationWarning) -> Seen {
        [
            "code": .text(warning.code), "element": .text(warning.elementID), "from": .text(warning.from),
            "path": .texts(warning.path), "message": .words(warning.message),
        ]
    }
}
