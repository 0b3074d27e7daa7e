import FerryClient

/// Everything a broker shows of its running instances, and whether its parts agree.
struct BrokerView: Sendable {
    var summaries: [ProcessInstanceSummary] = []
    var trees: [ProcessInstanceKey: ProcessInstanceTree] = [:]
    var incidents: [IncidentView] = []

    static func read(_ client: FerryClient) async throws -> BrokerView {
        var view = BrokerView()
        view.summaries = try await allInstances(client)
        view.incidents = try await allIncidents(client)
        let keys = view.summaries.map(\.key)
        try await withThrowingTaskGroup(of: ProcessInstanceTree.self) { group in
            var next = 0
            while next < keys.count || !group.isEmpty {
                while next < keys.count, next - view.trees.count < 32 {
                    let key = keys[next]
                    next += 1
                    group.addTask { try await client.getProcessInstance(key) }
                }
                if let tree = try await group.next() { view.trees[tree.summary.key] = tree }
            }
        }
        return view
    }

    static func allInstances(_ client: FerryClient) async throws(Rejection) -> [ProcessInstanceSummary] {
        var found: [ProcessInstanceSummary] = []
        var page = Page(size: 500)
        repeat {
            let answer = try await client.listProcessInstances(ListProcessInstances(page: page))
            found += answer.instances
            page.token = answer.nextPageToken
        } while !page.token.isEmpty
        return found
    }

    static func allIncidents(_ client: FerryClient) async throws(Rejection) -> [IncidentView] {
        var found: [IncidentView] = []
        var page = Page(size: 500)
        repeat {
            let answer = try await client.listIncidents(ListIncidents(page: page))
            found += answer.incidents
            page.token = answer.nextPageToken
        } while !page.token.isEmpty
        return found
    }

    /// Where lists and trees disagree, or a tree with itself.
    var problems: [String] {
        var problems: [String] = []
        if Set(summaries.map(\.key)).count != summaries.count { problems.append("an instance is listed twice") }
        for summary in summaries where trees[summary.key]?.summary != summary {
            problems.append("listed as \(summary), read as \(String(describing: trees[summary.key]?.summary))")
        }
        for tree in trees.values { problems += Self.problems(of: tree) }
        let hanging = trees.values.flatMap { $0.elements.flatMap(\.incidents) }.sorted { $0.key < $1.key }
        if hanging != incidents.sorted(by: { $0.key < $1.key }) {
            problems.append("\(incidents.count) incidents are listed, other ones (\(hanging.count)) hang on instances")
        }
        return problems
    }

    private static func problems(of tree: ProcessInstanceTree) -> [String] {
        let keys = Set(tree.elements.map(\.key))
        let suffix = "\(tree.summary.version)"
        var problems: [String] = []
        for element in tree.elements {
            let isRoot = element.key == tree.summary.key.root
            if !isRoot, !element.elementID.hasSuffix(suffix) {
                problems.append("\(element.elementID) is not of version \(suffix)")
            }
            if isRoot != (element.scope == nil) || element.scope.map({ !keys.contains($0) }) ?? false {
                problems.append("\(element.elementID) has no scope")
            }
            if element.kind == "SERVICE_TASK", element.job == nil { problems.append("\(element.elementID) has no job") }
        }
        for variable in tree.variables where !keys.contains(variable.scope) {
            problems.append("variable \(variable.name) has no scope")
        }
        if tree.summary.incidents != tree.elements.reduce(0, { $0 + Int32($1.incidents.count) }) {
            problems.append("instance \(tree.summary.key) miscounts its incidents")
        }
        return problems.map { "instance \(tree.summary.key): \($0)" }
    }
}
