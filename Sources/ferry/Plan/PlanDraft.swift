import FerryClient

/// What a comparison of two definitions came to, with the counts of all its pages: the stuff of a plan file.
struct PlanDraft: Hashable, Sendable {
    let source: ProcessDefinition
    let target: ProcessDefinition
    private(set) var instructions: [MigrationInstruction]
    private(set) var proposals: [ProposedInstruction]
    private(set) var unmapped: [UnmappedElement]
    private(set) var added: [String]
    private(set) var counts: ActiveCounts

    init(_ first: GenerateMigrationPlan.Answer) {
        source = first.source
        target = first.target
        instructions = first.instructions
        proposals = first.proposals
        unmapped = first.unmapped
        added = first.added
        counts = ActiveCounts()
        counts.add(first)
    }

    /// Asks for page after page until all instances are counted, or as many as are to be.
    static func compare(
        _ source: DefinitionReference, _ target: DefinitionReference, countMax: Int, from client: FerryClient
    ) async throws(Rejection) -> PlanDraft {
        var call = GenerateMigrationPlan(source: source, target: target, page: Page(size: Page.sizeMax))
        var answer = try await client.generateMigrationPlan(call)
        var draft = PlanDraft(answer)
        // By key from here on: what "latest" means may change meanwhile.
        call.source = .key(draft.source.key)
        call.target = .key(draft.target.key)
        while !answer.nextPageToken.isEmpty {
            guard draft.counts.instances < countMax else {
                draft.counts.isCut = true
                break
            }
            call.page.token = answer.nextPageToken
            answer = try await client.generateMigrationPlan(call)
            draft.counts.add(answer)
        }
        return draft
    }
}

/// How many instances of each element of the source are active.
struct ActiveCounts: Hashable, Sendable {
    private var counts: [String: ElementCount] = [:]
    private(set) var instances = 0
    /// There are more instances than were counted.
    var isCut = false

    mutating func add(_ page: GenerateMigrationPlan.Answer) {
        instances += Int(page.instancesCounted)
        for count in page.counts {
            counts[count.elementID, default: ElementCount(elementID: count.elementID, active: 0, withIncidents: 0)]
                .active += count.active
            counts[count.elementID]?.withIncidents += count.withIncidents
        }
    }

    subscript(id: String) -> Int64 { counts[id]?.active ?? 0 }

    func withIncidents(_ id: String) -> Int64 { counts[id]?.withIncidents ?? 0 }

    /// For people: `3 active, 1 at an incident`; nil for none.
    func phrase(_ id: String) -> String? {
        guard self[id] > 0 else { return nil }
        let incidents = withIncidents(id)
        return "\(isCut ? "at least " : "")\(self[id]) active" + (incidents > 0 ? ", \(incidents) at an incident" : "")
    }
}
