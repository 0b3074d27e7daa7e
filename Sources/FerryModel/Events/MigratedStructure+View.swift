/// How the event of a migration tells what changed beside elements and tokens. Says nothing of what did not.
extension MigratedStructure {
    func describe(_ json: inout JSONObjectWriter) {
        if !reshaped.isEmpty { json.field("reshaped", objects: reshaped.map(\.json)) }
        if !removed.isEmpty { json.field("removedScopes", objects: removed.map(\.json)) }
        if !created.isEmpty { json.field("createdScopes", objects: created.map(\.json)) }
        if !jobs.isEmpty { json.field("replacedJobs", objects: jobs.map(\.json)) }
        if !variables.isEmpty { json.field("variables", objects: variables.map(\.json)) }
        if !compensations.isEmpty { json.field("compensations", objects: compensations.map(\.json)) }
        if !continuations.isEmpty { json.field("continuations", objects: continuations.map(\.json)) }
    }
}

extension ReshapedElement {
    fileprivate var json: JSONValue {
        var json = JSONObjectWriter()
        json.field("elementInstanceKey", key)
        json.field("fromKind", fromKind)
        json.field("toKind", toKind)
        json.field("fromScopeKey", fromScope)
        json.field("toScopeKey", toScope)
        if endedIteration > 0 { json.field("endedIteration", number: endedIteration) }
        return json.finish()
    }
}

extension RemovedScope {
    fileprivate var json: JSONValue {
        var json = JSONObjectWriter()
        json.field("elementInstanceKey", key)
        json.field("elementId", elementID)
        json.field("kind", kind)
        json.field("scopeKey", scope)
        return json.finish()
    }
}

extension CreatedScope {
    fileprivate var json: JSONValue {
        var json = JSONObjectWriter()
        json.field("elementInstanceKey", key)
        json.field("elementId", elementID)
        json.field("kind", kind)
        json.field("scopeKey", scope)
        return json.finish()
    }
}

extension ReplacedJob {
    fileprivate var json: JSONValue {
        var json = JSONObjectWriter()
        json.field("elementInstanceKey", elementInstanceKey)
        if let before {
            json.field("cancelledJobKey", before.key)
            json.field("cancelledType", before.type)
        }
        if let incident { json.field("incidentKey", incident) }
        if let after {
            json.field("createdJobKey", after.key)
            json.field("createdType", after.type)
        }
        if let userTask { json.field("assignee", userTask.assignee) }
        return json.finish()
    }
}

extension MigratedVariable {
    fileprivate var json: JSONValue {
        var json = JSONObjectWriter()
        json.field("scopeKey", scope)
        json.field("name", name)
        if let before { json.field("before", json: before) }
        if let after { json.field("after", json: after) }
        return json.finish()
    }
}

extension MovedCompensation {
    fileprivate var json: JSONValue {
        var json = JSONObjectWriter()
        if let key = (before ?? after)?.key { json.field("compensationKey", key) }
        if let before { json.field("from", before.activityID) }
        if let after { json.field("to", after.activityID) }
        return json.finish()
    }
}

extension MovedContinuation {
    fileprivate var json: JSONValue {
        var json = JSONObjectWriter()
        json.field("elementInstanceKey", key)
        json.field("fromFlows", fromFlows)
        json.field("toFlows", toFlows)
        return json.finish()
    }
}
