import FerryClient

/// Everything a broker can be asked, each part with its answer or the refusal of it.
struct Snapshot: Sendable {
    private(set) var parts: [String: Part] = [:]

    enum Part: Equatable, Sendable {
        case answer(Answer)
        case history([EventView])
        case refused(StatusCode)
    }

    /// `instances`: those to ask for, listed or not.
    static func read(_ client: FerryClient, instances: [ProcessInstanceKey]) async throws -> Snapshot {
        var snapshot = Snapshot()
        // Events first: every other answer must be one to the state that they lead to.
        for partition in [1, 2] as [UInt16] { await snapshot.readHistory(PartitionID(partition), client) }
        for version in [1, 2] as [Int32] {
            await snapshot.ask(
                .getProcessDefinition(GetProcessDefinition(definition: .version(processID: "order", version: version))),
                client)
        }
        await snapshot.ask(.listProcessDefinitions(ListProcessDefinitions()), client)
        for token in ["", "2:"] {
            let page = Page(size: 1_000, token: Array(token.utf8))
            await snapshot.ask(.listProcessInstances(ListProcessInstances(page: page)), client)
            await snapshot.ask(.listIncidents(ListIncidents(page: page)), client)
        }
        for key in instances {
            await snapshot.ask(.getProcessInstance(GetProcessInstance(processInstanceKey: key)), client)
        }
        return snapshot
    }

    private mutating func ask(_ call: Call, _ client: FerryClient) async {
        do throws(Rejection) {
            parts["\(call)"] = .answer(try await client.carryOut(call, []))
        } catch {
            parts["\(call)"] = .refused(error.code)
        }
    }

    private mutating func readHistory(_ partition: PartitionID, _ client: FerryClient) async {
        var events: [EventView] = []
        do throws(Rejection) {
            for try await batch in client.streamEvents(StreamEvents(partition: partition)) { events += batch.events }
            parts["history \(partition)"] = .history(events)
        } catch {
            parts["history \(partition)"] = .refused(error.code)
        }
    }

    /// Answers that differ from those of the unharmed broker: what was refused with a word about the disk is not wrong.
    func wrongAnswers(beside unharmed: Snapshot) -> [String] {
        parts.compactMap { question, part in
            guard part != unharmed.parts[question] else { return nil }
            if case .refused(let code) = part, [.dataLoss, .unavailable].contains(code) { return nil }
            return "\(question): \("\(part)".prefix(300))"
        }
    }

    var refusals: Int { parts.values.count { if case .refused = $0 { true } else { false } } }
}
