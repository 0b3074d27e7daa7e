import FerryClient

extension MigrationReport {
    var json: JSON {
        [
            "processInstanceKey": .key(processInstanceKey), "source": .key(source), "target": .key(target),
            "dryRun": .bool(isDryRun),
            "elements": .array(elements.map(\.json)), "tokens": .array(tokens.map(\.json)),
            "events": .array(events.map(\.json)), "structure": structure.json,
            "warnings": .array(warnings.map(\.json)),
            "position": position == .none ? .null : .number(Int64(clamping: position.rawValue)),
        ]
    }

    /// What moved where; elements that keep their id are shown too, for the reader wants to see all of them.
    func lines(naming name: DefinitionNames) -> [String] {
        let verb = isDryRun ? "would migrate" : "migrated"
        var elementTable = Table([.left("ELEMENT"), .left("KEY"), .left("BECOMES"), .left("JOB"), .left("INCIDENT")])
        var tokenTable = Table([.left("JOIN"), .left("CAME BY"), .right("TOKENS"), .left("BECOMES"), .left("CAME BY")])
        let elementLines = elementTable.lines(
            elements.map { [$0.from, "\($0.key)", $0.to, $0.job?.description ?? "", $0.incident?.description ?? ""] })
        let tokenLines = tokenTable.lines(
            tokens.map { [$0.fromGateway, $0.fromFlow, "\($0.count)", $0.toGateway, $0.toFlow] })
        return ["\(verb) \(processInstanceKey)  \(name(source)) -> \(name(target))"]
            + ([elementLines, tokenLines, eventLines] + structure.tables + [warnings.flatMap(\.lines)]).filter {
                !$0.isEmpty
            }.joined(separator: [""]).map {
                $0.isEmpty ? "" : "  " + $0
            }
    }

    private var eventLines: [String] {
        var table = Table([
            .left("EVENT"), .left("KEY"), .left("BECOMES"), .left("WHAT"), .left("WAITS FOR"), .left("BEFORE"),
        ])
        return table.lines(
            events.map { event in
                let before = event.before?.trigger.line ?? ""
                let after = event.after?.trigger.line ?? ""
                return [
                    event.before?.eventID ?? "", (event.after ?? event.before)?.key.description ?? "",
                    event.after?.eventID ?? "", event.outcome.rawValue, after, before == after ? "" : before,
                ]
            })
    }
}

extension MovedElement {
    var json: JSON {
        [
            "key": .key(key), "from": .string(from), "to": .string(to), "jobKey": .key(job),
            "incidentKey": .key(incident),
        ]
    }
}

extension MovedToken {
    var json: JSON {
        [
            "scope": .key(scope), "fromGateway": .string(fromGateway), "toGateway": .string(toGateway),
            "fromFlow": .string(fromFlow), "toFlow": .string(toFlow), "count": .number(count),
        ]
    }
}

extension MovedEvent {
    var json: JSON {
        [
            "elementInstanceKey": .key(element), "outcome": .string(outcome.rawValue),
            "before": before?.json ?? .null, "after": after?.json ?? .null,
        ]
    }
}
