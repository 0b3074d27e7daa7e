package import FerryModel

/// Why a command came to nothing. Whatever it emitted is discarded.
package enum CommandFailure: Error {
    /// The command cannot be done; the caller learns why.
    case rejected(Rejection)
    /// The disk failed: the partition stops.
    case storage(StorageFailure)
    /// An internal check failed while this instance was worked on: the instance is banned, the partition goes on.
    case broken(ProcessInstanceKey, String)

    var message: String {
        switch self {
        case .rejected(let rejection): rejection.message
        case .storage(let failure): failure.message
        case .broken(_, let invariant): invariant
        }
    }
}

extension Rejection {
    package static func notFound(_ what: String, _ reason: String, hint: String) -> Rejection {
        Rejection(
            .notFound, "\(what) is not there",
            reasons: [Reason(code: reason, expected: what, found: "nothing", hint: hint)])
    }

    package static func unknownInstance(_ key: ProcessInstanceKey) -> Rejection {
        notFound(
            "a running process instance \(key)", "INSTANCE_NOT_ACTIVE",
            hint: "it has ended, was cancelled or never was; the event log of partition \(key.partition) tells")
    }

    package static func unknownDefinition(_ reference: DefinitionReference) -> Rejection {
        notFound(
            "process definition \(reference)", "DEFINITION_NOT_FOUND",
            hint: "list the definitions to see what is deployed")
    }
}

/// The storage's failures inside the engine's.
func reading<Value>(_ body: () throws(StorageFailure) -> Value) throws(CommandFailure) -> Value {
    do { return try body() } catch { throw .storage(error) }
}
