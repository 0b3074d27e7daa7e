import FerryBPMN
import FerryBroker
import FerryEngine
import FerryModel
import FerryStore

/// What situations name: elements, jobs and definitions by their ids.
extension CrossingWorld {
    /// Active instances of an element, oldest first.
    func elements(_ id: String) throws -> [ElementInstance] {
        let found = instances.flatMap(\.elements).filter { $0.elementID == id }
        guard !found.isEmpty else { throw Violation(.consistentState, "nobody stands at '\(id)'") }
        return found
    }

    func element(_ id: String) throws -> ElementInstanceKey { try elements(id)[0].key }

    func job(_ id: String, _ number: Int = 0) throws -> JobKey {
        let jobs = try elements(id).compactMap(\.job)
        guard number < jobs.count else { throw Violation(.consistentState, "'\(id)' has \(jobs.count) jobs") }
        return jobs[number].key
    }

    func incident(_ id: String) throws -> IncidentKey {
        let incidents = try elements(id).compactMap { $0.incident?.key ?? $0.job?.incident?.key }
        guard let first = incidents.first else { throw Violation(.consistentState, "'\(id)' has no incident") }
        return first
    }

    func instance(of processID: String) throws -> ProcessInstanceKey {
        let definitions = Eye(node: node).definitions.filter { $0.definition.processID == processID }
        let keys = Set(definitions.map(\.definition.key))
        guard let found = instances.first(where: { keys.contains($0.definitionKey) }) else {
            throw Violation(.consistentState, "'\(processID)' does not run")
        }
        return found.key
    }

    func definition(_ processID: String, _ version: Int32) throws -> ProcessDefinitionKey {
        let found = Eye(node: node).definitions.first {
            $0.definition.processID == processID && $0.definition.version == version
        }
        guard let found else { throw Violation(.consistentState, "'\(processID)' has no version \(version)") }
        return found.definition.key
    }

    @discardableResult
    func deploy(_ models: [DrawnModel]) throws -> [ProcessDefinition] {
        let resources = models.map { DeployResources.Resource(name: "\($0.processID).bpmn", content: $0.xml) }
        guard case .deployResources(let answer) = try perform(.deployResources(DeployResources(resources: resources)))
        else { return [] }
        return answer.definitions
    }

    func activate(_ type: String, milliseconds: Int64 = 60_000) throws -> [ActivatedJob] {
        let call = ActivateJobs(type: type, worker: "w", timeoutMilliseconds: milliseconds)
        guard case .activateJobs(let answer) = try perform(.activateJobs(call)) else { return [] }
        return answer.jobs
    }

    /// Of a partition other than the first, where there are several.
    var correlationKey: String {
        let count = node.partitions.count
        return (0..<100).map { "k\($0)" }.first {
            PartitionID(forCorrelationKey: $0, of: count) == PartitionID(UInt16(count))
        } ?? "k0"
    }

    /// An idempotency key that leads a creation to the second partition, where there are several.
    var creationKey: String {
        let count = UInt64(node.partitions.count)
        return (0..<100).map { "begin \($0)" }.first {
            IdempotencyRoute.hash(Array($0.utf8)) % count == min(1, count - 1)
        } ?? "begin"
    }

    /// Where everything stands, as people read it: `p0 v2: w2 job ACTIVATABLE`.
    var standing: String {
        let definitions = Eye(node: node).definitions.map(\.definition)
        let lines = instances.map { instance -> String in
            let definition = definitions.first { $0.key == instance.definitionKey }
            let places = instance.elements.filter { $0.scope != nil }.map { element in
                let state = Situation(element, of: instance).state
                return state == "ACTIVATED" ? element.elementID : "\(element.elementID) \(state)"
            }
            let tokens = instance.tokens.map { "token at \($0.gatewayID)" + ($0.count > 1 ? " x\($0.count)" : "") }
            let all = places + tokens
            return "\(definition?.processID ?? "?") v\(definition?.version ?? 0): \(all.joined(separator: ", "))"
        }
        return lines.isEmpty ? "over" : lines.sorted().joined(separator: "; ")
    }
}
