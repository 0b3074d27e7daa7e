import FerryModel

extension Engine {
    func show(_ call: GetProcessDefinition) throws(CommandFailure) -> Answer {
        guard let deployed = state.definitions.find(call.definition, tenant: call.tenant) else {
            throw .rejected(.unknownDefinition(call.definition))
        }
        return .getProcessDefinition(GetProcessDefinition.Answer(definition: deployed.definition, xml: deployed.xml))
    }

    /// Goes on behind the definition the page before ended with.
    func list(_ call: ListProcessDefinitions) throws(CommandFailure) -> Answer {
        let cursor = try PageCursor(call.page)
        var all = state.definitions.all(tenant: call.tenant).map(\.definition)
        if !call.processID.isEmpty { all = all.filter { $0.processID == call.processID } }
        if call.latestOnly {
            all = all.filter { state.definitions.latest($0.processID, tenant: call.tenant)?.definition == $0 }
        }
        // By where the last one stood, which may be deleted by now.
        var start = cursor.after == 0 ? 0 : all.count
        if let last = state.definitions[ProcessDefinitionKey(cursor.after)]?.definition {
            start = all.firstIndex { (last.processID, last.version) < ($0.processID, $0.version) } ?? all.count
        }
        let page = Array(all[start...].prefix(cursor.size))
        let isWhole = start + page.count >= all.count
        return .listProcessDefinitions(
            ListProcessDefinitions.Answer(
                definitions: page,
                nextPageToken: isWhole ? [] : PageCursor.token(after: page.last?.key.rawValue ?? cursor.after)))
    }
}
