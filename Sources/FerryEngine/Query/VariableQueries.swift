import FerryModel

extension Engine {
    /// Goes through the instances in key order, and through the variables of each by scope and name.
    func list(_ call: ListVariables) throws(CommandFailure) -> Answer {
        let cursor = try VariableCursor(call.page)
        var instances: [ProcessInstanceKey] = []
        if let key = call.processInstanceKey {
            instances = [try listedInstance(key).key]
        } else {
            try reading { () throws(StorageFailure) in
                try self.state.commit()
                try self.state.storage.scanInstances(of: nil, after: cursor.instanceBefore) {
                    (key) throws(StorageFailure) in
                    instances.append(key)
                    return instances.count < PageCursor.examinedMax
                }
            }
        }
        var page = VariablePage(cursor)
        for key in instances {
            guard !page.isFull else { break }
            let found = try reading { () throws(StorageFailure) in try self.state.instance(key) }
            guard let instance = found, instance.tenant == call.tenant else {
                page.finish(key)
                continue
            }
            let variables = try reading { () throws(StorageFailure) in try self.state.variables(of: instance) }
            page.take(variables, of: key, where: call)
        }
        let mayBeMore = call.processInstanceKey == nil && instances.count == PageCursor.examinedMax
        return .listVariables(page.answer(mayBeMore: mayBeMore))
    }
}

/// Where a page of variables begins: behind this one.
private struct VariableCursor {
    let size: Int
    var instance: ProcessInstanceKey = 0
    /// 0: behind the whole instance.
    var scope: ElementInstanceKey = 0
    var name = ""

    init(_ page: Page) throws(CommandFailure) {
        size = try PageCursor(Page(size: page.size)).size
        guard !page.token.isEmpty else { return }
        let parts = String(decoding: page.token, as: UTF8.self).split(
            separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let instance = Int64(parts[0]), let scope = Int64(parts[1]), instance > 0, scope >= 0
        else { throw .rejected(.badPageToken) }
        self.instance = ProcessInstanceKey(instance)
        self.scope = ElementInstanceKey(scope)
        name = String(parts[2])
    }

    /// What instances are to be scanned behind: one that was not done to its end is looked at once more.
    var instanceBefore: ProcessInstanceKey {
        scope == 0 ? instance : ProcessInstanceKey(instance.rawValue - 1)
    }

    var token: [UInt8] { Array("\(instance)/\(scope)/\(name)".utf8) }

    func isBehind(_ scope: ElementInstanceKey, _ name: String) -> Bool {
        if scope != self.scope { return scope < self.scope }
        return !self.name.utf8.lexicographicallyPrecedes(name.utf8)
    }
}

/// A page of variables under way.
private struct VariablePage {
    private let begin: VariableCursor
    private var reached: VariableCursor
    private var entries: [VariableEntry] = []
    private var bytes = 0
    private var examined = 0
    private(set) var isFull = false

    private static let examinedMax = 20_000

    init(_ cursor: VariableCursor) {
        begin = cursor
        reached = cursor
    }

    /// Everything of this instance was looked at.
    mutating func finish(_ instance: ProcessInstanceKey) {
        (reached.instance, reached.scope, reached.name) = (instance, 0, "")
    }

    mutating func take(_ variables: InstanceVariables, of instance: ProcessInstanceKey, where call: ListVariables) {
        let isBegun = begin.scope != 0 && begin.instance == instance
        for scope in variables.sortedScopes where call.scope.map({ $0 == scope }) ?? true {
            for name in variables.names(in: scope) where call.name.isEmpty || call.name == name {
                if isBegun, begin.isBehind(scope, name) { continue }
                guard entries.count < begin.size, bytes < PageCursor.bytesMax, examined < Self.examinedMax else {
                    isFull = true
                    return
                }
                examined += 1
                (reached.instance, reached.scope, reached.name) = (instance, scope, name)
                guard let value = variables[scope, name], call.value.map({ $0 == value }) ?? true else { continue }
                bytes += value.bytes.count + name.utf8.count
                entries.append(VariableEntry(processInstanceKey: instance, scope: scope, name: name, value: value))
            }
        }
        finish(instance)
    }

    func answer(mayBeMore: Bool) -> ListVariables.Answer {
        ListVariables.Answer(variables: entries, nextPageToken: isFull || mayBeMore ? reached.token : [])
    }
}
