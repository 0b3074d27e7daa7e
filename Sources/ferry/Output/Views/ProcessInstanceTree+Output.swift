import FerryClient

extension ProcessInstanceTree {
    var json: JSON {
        summary.json.adding([
            "elements": .array(elements.map(\.json)), "variables": .array(variables.map(\.json)),
            "tokens": .array(tokens.map(\.json)),
        ])
    }

    /// The instance, then its elements under one another, then what they carry.
    var lines: [String] {
        summary.lines + section("elements", elementLines) + section("variables", variableLines)
            + section("waiting for events", subscriptionLines) + section("waiting at joins", tokenLines)
            + section("incidents", incidentLines)
    }

    private func section(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["", title] + lines.map { "  " + $0 }
    }

    private var elementLines: [String] {
        var table = Table([.left("ELEMENT"), .left("KEY"), .left("KIND"), .left("STATE"), .left("JOB")])
        return table.lines(
            indentedElements().map { depth, element in
                [
                    String(repeating: "  ", count: depth) + element.elementID, "\(element.key)", element.kind,
                    "\(element.state)\(element.incidents.isEmpty ? "" : " !")",
                    element.job?.line ?? element.userTask?.line ?? element.continuation?.line ?? "",
                ]
            })
    }

    private var variableLines: [String] {
        var table = Table([.left("SCOPE"), .left("NAME"), .left("VALUE")])
        return table.lines(variables.map { [name(of: $0.scope), $0.name, $0.value.text] })
    }

    private var subscriptionLines: [String] {
        var table = Table([.left("ELEMENT"), .left("EVENT"), .left("KIND"), .left("FOR"), .left("KEY")])
        return table.lines(
            elements.flatMap { element in
                element.subscriptions.map {
                    [
                        element.elementID, $0.eventID + ($0.isInterrupting ? "" : " (non-interrupting)"),
                        $0.trigger.kind, $0.trigger.line, "\($0.key)",
                    ]
                }
            })
    }

    private var tokenLines: [String] {
        var table = Table([.left("JOIN"), .left("CAME BY"), .right("TOKENS"), .left("SCOPE")])
        return table.lines(tokens.map { [$0.gatewayID, $0.flowID, "\($0.count)", name(of: $0.scope)] })
    }

    private var incidentLines: [String] {
        var table = Table([.left("KEY"), .left("ELEMENT"), .left("TYPE"), .left("MESSAGE")])
        return table.lines(
            elements.flatMap { element in
                element.incidents.map { ["\($0.key)", element.elementID, "\($0.type)", $0.message] }
            })
    }

    private func name(of scope: ElementInstanceKey) -> String {
        guard let element = elements.first(where: { $0.key == scope }) else { return "\(scope)" }
        return element.scope == nil ? element.elementID : "\(element.elementID) \(scope)"
    }

    /// Depth first, each below its scope, siblings in the order they came.
    private func indentedElements() -> [(depth: Int, element: ElementInstanceView)] {
        let children = Dictionary(grouping: elements.filter { $0.scope != nil }) { $0.scope }
        var result: [(depth: Int, element: ElementInstanceView)] = []
        var open = elements.filter { $0.scope == nil }.reversed().map { (depth: 0, element: $0) }
        while let next = open.popLast() {
            result.append(next)
            open += (children[next.element.key] ?? []).reversed().map { (next.depth + 1, $0) }
        }
        return result
    }
}

extension ElementInstanceView {
    var json: JSON {
        [
            "key": .key(key), "scope": .key(scope), "elementId": .string(elementID), "kind": .string(kind),
            "state": .string(state.description), "job": job?.json ?? .null,
            "incidents": .array(incidents.map(\.json)), "subscriptions": .array(subscriptions.map(\.json)),
            "loopCounter": loopCounter == 0 ? .null : .number(loopCounter), "calledInstance": .key(calledInstance),
            "userTask": userTask?.json ?? .null, "continuation": continuation?.json ?? .null,
        ]
    }
}

extension Continuation {
    /// As in `rests before` or `rests after, goes by toPay`.
    fileprivate var line: String {
        let flows = flowIDs.isEmpty ? "" : ", goes by \(flowIDs.joined(separator: ", "))"
        return "rests \(place == .before ? "before" : "after")\(flows)"
    }

    fileprivate var json: JSON {
        [
            "place": .string(place.description), "flowIds": .strings(flowIDs),
            "retries": .number(retries), "due": .time(due),
            "errorMessage": .string(errorMessage),
        ]
    }
}

extension VariableView {
    var json: JSON { ["scope": .key(scope), "name": .string(name), "value": .value(value)] }
}

extension WaitingToken {
    var json: JSON {
        [
            "scope": .key(scope), "gatewayId": .string(gatewayID), "flowId": .string(flowID), "count": .number(count),
        ]
    }
}
