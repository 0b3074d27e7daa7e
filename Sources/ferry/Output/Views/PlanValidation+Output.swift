import FerryClient

extension ValidateMigrationPlan.Answer {
    var json: JSON { json(with: nil) }

    func json(with counts: ActiveCounts?) -> JSON {
        let answer: JSON = [
            "valid": .bool(reasons.isEmpty), "source": source.json, "target": target.json,
            "reasons": .array(reasons.map(\.json)),
            "mapping": .array(
                mapping.map { mapping in
                    guard let counts else { return mapping.json }
                    return mapping.json.adding([
                        "active": .number(counts[mapping.from]),
                        "withIncidents": .number(counts.withIncidents(mapping.from)),
                    ])
                }),
            "warnings": .array(warnings.map(\.json)),
        ]
        guard let counts else { return answer }
        return answer.adding(["instances": .number(Int64(counts.instances)), "countsAreCut": .bool(counts.isCut)])
    }

    /// Faults as the refusal they would lead to; nil for a good plan.
    var rejection: Rejection? {
        guard !reasons.isEmpty else { return nil }
        let count = reasons.count == 1 ? "1 reason" : "\(reasons.count) reasons"
        return Rejection(
            .invalidArgument, "no instance can migrate from \(source.title) to \(target.title) by this plan: \(count)",
            reasons: reasons)
    }

    var checkLines: [String] {
        let mapped = mapping.count { !$0.to.isEmpty }
        let verdict = reasons.isEmpty ? "good" : "faulty"
        return [
            "\(verdict)  \(source.title) -> \(target.title): \(mapped) of \(mapping.count) elements go somewhere"
        ] + warnings.flatMap(\.lines)
    }

    /// Side by side; what an element waits for stands below it.
    func lines(with counts: ActiveCounts) -> [String] {
        var table = Table([
            .left("SOURCE"), .left("TYPE"), .left("TARGET"), .left("HOW"), .right("ACTIVE"), .right("INCIDENTS"),
        ])
        let rows = mapping.flatMap { mapping -> [[String]] in
            let incidents = counts.withIncidents(mapping.from)
            let own = [
                mapping.from, mapping.kind, mapping.to.isEmpty ? "-" : mapping.to, mapping.origin.word,
                counts[mapping.from] > 0 ? "\(counts[mapping.from])" : "", incidents > 0 ? "\(incidents)" : "",
            ]
            return [own]
                + mapping.events.map { event in
                    [
                        event.from.isEmpty ? "" : "  " + event.from, event.kind,
                        event.to.isEmpty ? "" : "  " + event.to,
                        event.fate.word, "", "",
                    ]
                }
        }
        let running = "\(counts.isCut ? "at least " : "")\(counts.instances) instances running"
        return ["\(source.title) -> \(target.title)  \(running)", ""] + table.lines(rows)
            + (warnings.isEmpty ? [] : [""]) + warnings.flatMap(\.lines)
    }
}

extension ElementMapping {
    var json: JSON {
        [
            "from": .string(from), "kind": .string(kind), "to": to.isEmpty ? .null : .string(to),
            "origin": .string(origin.word),
            "events": .array(
                events.map { event in
                    [
                        "from": event.from.isEmpty ? .null : .string(event.from),
                        "to": event.to.isEmpty ? .null : .string(event.to), "kind": .string(event.kind),
                        "fate": .string(event.fate.word),
                    ]
                }),
        ]
    }
}

extension ElementMapping.Origin {
    fileprivate var word: String {
        switch self {
        case .unmapped: "unmapped"
        case .explicit: "instruction"
        case .generated: "auto-map"
        case .faulty: "faulty"
        }
    }
}

extension EventMapping.Fate {
    fileprivate var word: String {
        switch self {
        case .kept: "kept"
        case .updated: "updated"
        case .closed: "closed"
        case .opened: "opened"
        }
    }
}
