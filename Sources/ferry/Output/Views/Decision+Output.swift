import FerryModel

extension DecisionDefinition: Listed {
    static var columns: [Table.Column] {
        [
            .left("KEY"), .left("DECISION"), .right("VERSION"), .left("NAME"), .left("TAG"), .left("DEPLOYED"),
            .left("HASH"), .left("FILE"),
        ]
    }

    private static let hashDigitsShown = 12

    var cells: [String] {
        [
            "\(key)", decisionID, "\(version)", name, versionTag, deployedAt.iso8601,
            String(contentHash.prefix(Self.hashDigitsShown)), resourceName,
        ]
    }

    var json: JSON {
        [
            "key": .key(key), "decisionId": .string(decisionID), "version": .number(version), "name": .string(name),
            "versionTag": .string(versionTag), "requirementsKey": .key(requirementsKey),
            "requirementsId": .string(requirementsID), "resourceName": .string(resourceName),
            "contentHash": .string(contentHash), "deployedAt": .time(deployedAt), "tenant": .string(tenant.rawValue),
        ]
    }
}

/// What came of evaluating a decision, by a broker or here.
struct DecisionOutcome {
    let decisionID: String
    /// nil: it failed.
    let output: JSONValue?
    let failure: DecisionFailureView?
    let evaluatedDecisions: [EvaluatedDecisionView]

    var json: JSON {
        [
            "decisionId": .string(decisionID), "output": output.map { .value($0) } ?? .null,
            "failure": failure?.json ?? .null, "evaluatedDecisions": .array(evaluatedDecisions.map(\.json)),
        ]
    }
}

extension Console {
    /// The result on stdout, or the failure on stderr, which ends the command.
    func show(_ outcome: DecisionOutcome, with more: JSON) throws {
        if outcome.output != nil || format == .json {
            print(outcome.json.adding(more), orLines: [outcome.output?.text ?? ""])
        }
        guard let failure = outcome.failure else { return }
        diagnose("decision \(failure.decisionID) failed: \(failure.code): \(failure.message)")
        throw CommandStatus.refused
    }
}

extension DecisionFailureView {
    fileprivate var json: JSON {
        [
            "decisionId": .string(decisionID), "elementId": .string(elementID), "code": .string(code),
            "message": .string(message),
        ]
    }
}

extension EvaluatedDecisionView {
    fileprivate var json: JSON {
        [
            "decisionId": .string(decisionID), "name": .string(name), "kind": .string(kind), "output": .value(output),
            "inputs": .array(inputs.map(\.json)),
            "matchedRules": .array(
                matchedRules.map { rule in
                    ["id": .string(rule.id), "index": .number(rule.index), "outputs": .array(rule.outputs.map(\.json))]
                }),
        ]
    }
}

extension EvaluatedValue {
    fileprivate var json: JSON { ["id": .string(id), "name": .string(name), "value": .value(value)] }
}
