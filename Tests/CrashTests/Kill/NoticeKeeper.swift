import FerryClient

/// Deploys one version of a process after the other; the last deployment may have been lost.
struct NoticeKeeper: Sendable {
    /// Versions known to be deployed.
    private(set) var deployed = 0
    private(set) var isPending = false
    private(set) var acknowledged = 0
    /// Instances that were started and ended at once, to see that every partition knows a version.
    private(set) var readCount = 0

    mutating func work(_ client: FerryClient, _ acknowledgements: Acknowledgements) async throws {
        while !Task.isCancelled {
            isPending = true
            do throws(Rejection) {
                try await deployNext(client)
            } catch {
                guard error.isLoss else { throw error }
                return
            }
            acknowledgements.add()
        }
    }

    private mutating func deployNext(_ client: FerryClient) async throws(Rejection) {
        let resource = DeployResources.Resource(name: "notice.bpmn", content: OrderModel.notice(deployed + 1))
        let answer = try await client.deployResources(DeployResources(resources: [resource]))
        guard answer.definitions.map(\.version) == [Int32(deployed + 1)] else {
            throw Rejection(.dataLoss, "expected version \(deployed + 1), was answered \(answer.definitions)")
        }
        deployed += 1
        acknowledged += 1
        isPending = false
    }

    /// Answers every problem: a version that is missing or came twice, or that some partition does not know.
    mutating func settle(_ client: FerryClient, partitions: Int) async throws(Rejection) -> [String] {
        let listed = try await Self.versions(client)
        let expected = (0..<deployed).map { Int32($0 + 1) }
        let isThere = isPending && listed == expected + [Int32(deployed + 1)]
        guard listed == expected || isThere else { return ["expected notices \(deployed), found \(listed)"] }
        if isPending { try await deployNext(client) }
        guard deployed > 0 else { return [] }
        for _ in 0..<partitions {
            _ = try await client.createProcessInstance(
                CreateProcessInstance(definition: .version(processID: "notice", version: Int32(deployed))))
            readCount += 1
        }
        return []
    }

    private static func versions(_ client: FerryClient) async throws(Rejection) -> [Int32] {
        var versions: [Int32] = []
        var page = Page(size: 500)
        repeat {
            let query = ListProcessDefinitions(processID: "notice", page: page)
            let answer = try await client.listProcessDefinitions(query)
            versions += answer.definitions.map(\.version)
            page.token = answer.nextPageToken
        } while !page.token.isEmpty
        return versions
    }
}
