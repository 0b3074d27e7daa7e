/// A change of a user task that waits for its listeners; the task itself stays as it was until they are done.
package struct UserTaskChange: Hashable, Sendable {
    package enum Kind: Int32, Sendable, CaseIterable {
        case creating = 0
        case assigning = 1
        case updating = 2
        case completing = 3
        case canceling = 4

        /// Camunda's name of the state, such as `ASSIGNING`.
        package var name: String {
            switch self {
            case .creating: "CREATING"
            case .assigning: "ASSIGNING"
            case .updating: "UPDATING"
            case .completing: "COMPLETING"
            case .canceling: "CANCELING"
            }
        }
    }

    package let kind: Kind
    /// The task as whoever asked wants it.
    package let requested: UserTask
    /// The same with what listeners have corrected; nil: nothing so far.
    package var corrected: UserTask?
    /// What whoever asked has named, whether it changes or not.
    package let named: [String]
    package let action: String
    /// What the completion, or the update, brings.
    package let variables: Variables
    /// The update is one of the task's variables.
    package let setsVariables: Bool
    /// The command that asked, if it may be repeated; its answer is recorded when the change is made.
    package var request: Request?

    package struct Request: Hashable, Sendable {
        package let idempotencyKey: [UInt8]
        package let fingerprint: UInt64

        package init(idempotencyKey: [UInt8], fingerprint: UInt64) {
            self.idempotencyKey = idempotencyKey
            self.fingerprint = fingerprint
        }
    }

    package init(
        kind: Kind, requested: UserTask, corrected: UserTask? = nil, named: [String] = [], action: String = "",
        variables: Variables = Variables(), setsVariables: Bool = false, request: Request? = nil
    ) {
        self.kind = kind
        self.requested = requested
        self.corrected = corrected
        self.named = named
        self.action = action
        self.variables = variables
        self.setsVariables = setsVariables
        self.request = request
    }

    package var task: UserTask { corrected ?? requested }
}
