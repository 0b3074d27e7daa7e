package import FerryModel

/// One rehearsal: models, what is done with instances of them, and what must be seen.
package struct Scenario: Sendable {
    /// Unique within its file; with the parameters of its row.
    package var name: String
    package var line: Int
    /// Cases of another engine's test suite that this scenario answers.
    package var answers: [String]
    /// Why the engine under test decides otherwise than the case.
    package var differs: String?
    /// Why it cannot pass yet.
    package var pending: String?
    package var partitions: Int
    package var steps: [Step]
}

/// One entry of a scenario's steps.
package struct Step: Sendable {
    package let line: Int
    package let action: Action
    /// Which instance it is about: a name, then calling elements, such as `it/call`.
    package let instance: String
    /// It must be refused, for this.
    package let refusal: Refusal?
}

/// How a command must be refused.
package struct Refusal: Hashable, Sendable {
    var line: Int
    /// nil: any status.
    var status: StatusCode?
    /// `CODE` or `CODE element`, in any order; nil: any reasons.
    var reasons: [String]?
}

package enum Action: Sendable {
    case deploy(models: [String])
    case create(model: String?, process: String?, Variables, at: [String], name: String)
    /// Names the newest running instance of a process that has no name yet.
    case find(process: String, name: String)
    /// One after the other.
    case complete(elements: [String], Ordinal, Variables)
    case fail(element: String, Ordinal, retries: Int32, message: String, backoffMilliseconds: Int64, Variables)
    case throwError(element: String, Ordinal, code: String, message: String, Variables)
    case retries(element: String, Ordinal, Int32)
    case takeJobs(type: String, worker: String, milliseconds: Int64, count: Int32)
    case assign(element: String, Ordinal, assignee: String)
    case publish(PublishMessage)
    case correlate(CorrelateMessage)
    case broadcast(BroadcastSignal)
    case setVariables(Variables, in: String?, Ordinal, local: Bool)
    case resolve(element: String?, retries: Int32?)
    case suspend
    case resume
    case cancel
    case modify(ModificationDraft)
    case migrate(PlanDraft, dryRun: Bool)
    case advance(milliseconds: Int64)
    case advanceTo(event: String)
    /// Makes an event happen that the instance waits for, whatever it is.
    case trigger(event: String, Ordinal, Variables)
    case crash
    /// Completes whatever waits for a worker or a person until the instance ends.
    case finish
    case expect(Expectation)

    /// Why a broker that is not our own cannot do it; nil: it can.
    var needsEmbedded: String? {
        switch self {
        case .advance, .advanceTo: "time can only be moved on in an embedded broker"
        case .crash: "only an embedded broker is crashed"
        default: nil
        }
    }
}

/// Which of several, the oldest first, counted from 1.
package typealias Ordinal = Int

/// What a modification is to do; scopes are named by element.
package struct ModificationDraft: Sendable {
    struct Activation: Sendable {
        let element: String
        /// An active element around it.
        let within: String?
        let variables: Variables
    }

    struct Move: Sendable {
        let from: String
        let to: String
    }

    var activate: [Activation] = []
    var terminate: [String] = []
    var move: [Move] = []
}

/// A plan as it stands in a step: its target is a model of the scenario, or a definition of the broker.
package struct PlanDraft: Sendable {
    var target: Target?
    var source: Target?
    /// Without the definitions.
    var plan: MigrationPlan

    enum Target: Hashable, Sendable {
        case model(String)
        case definition(DefinitionReference)
    }
}
