import FerryClient

extension MigratedStructure {
    /// Only what there is.
    var json: JSON {
        [
            "reshaped": .array(reshaped.map(\.json)), "removedScopes": .array(removed.map(\.json)),
            "createdScopes": .array(created.map(\.json)), "replacedJobs": .array(jobs.map(\.json)),
            "variables": .array(variables.map(\.json)), "compensations": .array(compensations.map(\.json)),
            "continuations": .array(continuations.map(\.json)),
        ]
    }

    /// A table for scopes and kinds, jobs, variables, and compensation, each where there is something to tell.
    var tables: [[String]] {
        var scopes = Table([.left("SCOPE"), .left("KEY"), .left("KIND"), .left("WHAT")])
        var shapes = Table([.left("RESHAPED"), .left("KIND"), .left("BECOMES"), .left("SCOPE"), .left("BECOMES")])
        var jobTable = Table([.left("JOB"), .left("TYPE"), .left("BECOMES"), .left("TYPE")])
        var variableTable = Table([.left("VARIABLE"), .left("SCOPE"), .left("BEFORE"), .left("AFTER")])
        var undone = Table([.left("COMPENSATION"), .left("BECOMES"), .left("HANDLER AT")])
        return [
            scopes.lines(
                removed.map { [$0.elementID, "\($0.key)", $0.kind, "REMOVED"] }
                    + created.map { [$0.elementID, "\($0.key)", $0.kind, "CREATED"] }),
            shapes.lines(reshaped.map { ["\($0.key)", $0.fromKind, $0.toKind, "\($0.fromScope)", "\($0.toScope)"] }),
            jobTable.lines(
                jobs.map { job in
                    [
                        job.before?.key.description ?? "", job.before?.type ?? "",
                        job.after?.key.description ?? (job.userTask == nil ? "" : "user task"), job.after?.type ?? "",
                    ]
                }),
            variableTable.lines(
                variables.map { [$0.name, "\($0.scope)", $0.before?.text ?? "", $0.after?.text ?? "(lost)"] }),
            undone.lines(
                compensations.map {
                    [$0.before?.activityID ?? "", $0.after?.activityID ?? "(dropped)", $0.after?.eventID ?? ""]
                }),
        ]
    }
}

extension ReshapedElement {
    var json: JSON {
        [
            "key": .key(key), "fromKind": .string(fromKind), "toKind": .string(toKind), "fromScope": .key(fromScope),
            "toScope": .key(toScope), "endedIteration": .number(endedIteration),
        ]
    }
}

extension RemovedScope {
    var json: JSON {
        ["key": .key(key), "elementId": .string(elementID), "kind": .string(kind), "scope": .key(scope)]
    }
}

extension CreatedScope {
    var json: JSON {
        ["key": .key(key), "elementId": .string(elementID), "kind": .string(kind), "scope": .key(scope)]
    }
}

extension ReplacedJob {
    var json: JSON {
        [
            "elementInstanceKey": .key(elementInstanceKey), "before": before?.json ?? .null,
            "incidentKey": .key(incident), "after": after?.json ?? .null, "becameUserTask": .bool(userTask != nil),
        ]
    }
}

extension JobOutline {
    var json: JSON {
        [
            "key": .key(key), "type": .string(type), "retries": .number(retries), "kind": .string(kind.description),
            "priority": .number(priority),
        ]
    }
}

extension MigratedVariable {
    var json: JSON {
        [
            "scope": .key(scope), "name": .string(name), "before": before.map(JSON.value) ?? .null,
            "after": after.map(JSON.value) ?? .null, "lost": .bool(after == nil),
        ]
    }
}

extension MovedCompensation {
    var json: JSON {
        [
            "key": .key((before ?? after)?.key), "from": before.map { JSON.string($0.activityID) } ?? .null,
            "to": after.map { JSON.string($0.activityID) } ?? .null,
            "event": after?.eventID.map { JSON.string($0) } ?? .null,
        ]
    }
}

extension MovedContinuation {
    var json: JSON {
        [
            "key": .key(key), "fromFlows": .array(fromFlows.map { .string($0) }),
            "toFlows": .array(toFlows.map { .string($0) }),
        ]
    }
}
