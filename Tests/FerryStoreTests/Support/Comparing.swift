import FerryBPMN
import FerryEngine
import FerryModel

@testable import FerryStore

/// A process instance as a value, so that two can be compared.
struct InstanceValue: Hashable {
    let key: ProcessInstanceKey
    let tenant: TenantID
    let startedAt: Timestamp
    let definitionKey: ProcessDefinitionKey
    let isBanned: Bool
    let isSuspended: Bool
    let tags: [String]
    let businessID: String
    let elements: [Element]
    let tokens: [WaitingToken]

    struct Element: Hashable {
        let key: ElementInstanceKey
        let scope: ElementInstanceKey?
        let elementID: String
        let kind: String
        let state: ElementState
        let childCount: Int
        let job: Job?
        let incident: Incident?
    }

    init(_ instance: ProcessInstance) {
        key = instance.key
        tenant = instance.tenant
        startedAt = instance.startedAt
        definitionKey = instance.definitionKey
        isBanned = instance.isBanned
        isSuspended = instance.isSuspended
        tags = instance.tags
        businessID = instance.businessID
        tokens = instance.tokens
        elements = instance.elements.map {
            Element(
                key: $0.key, scope: $0.scope, elementID: $0.elementID, kind: $0.kind.rawValue, state: $0.state,
                childCount: $0.childCount, job: $0.job, incident: $0.incident)
        }
    }
}

extension RecordWriter {
    static func bytes(_ write: (inout RecordWriter) -> Void) -> [UInt8] {
        var writer = RecordWriter()
        write(&writer)
        return writer.bytes
    }
}
