import FerryClient

extension FerryClient {
    /// All running instances, or those of one definition, or those at one element, or at most `limit` of them.
    func instances(
        of definition: DefinitionReference? = nil, at elementID: String = "", limit: Int? = nil
    ) async throws -> [ProcessInstanceSummary] {
        var instances: [ProcessInstanceSummary] = []
        try await ListOptions(limit: limit).eachPage { page in
            let answer = try await listProcessInstances(
                ListProcessInstances(definition: definition, elementID: elementID, page: page))
            return (answer.instances, answer.nextPageToken)
        } visit: {
            instances += $0
        }
        return instances
    }

    func incidents() async throws -> [IncidentView] {
        var incidents: [IncidentView] = []
        try await ListOptions(limit: nil).eachPage { page in
            let answer = try await listIncidents(ListIncidents(page: page))
            return (answer.incidents, answer.nextPageToken)
        } visit: {
            incidents += $0
        }
        return incidents
    }
}
