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
    var instance = "it"
    /// It must be refused, for this.
    var refusal: Refusal?
    /// What the broker must answer.
    var gives: DocumentNode?
    /// Names for the instances that the answer tells of.
    var names: [String] = []
    /// Done so many times.
    var times = 1
    /// What is done something to is no longer there, or never was.
    var absent: Absent?
    var tenant = TenantID.default

    enum Absent: Hashable, Sendable {
        /// What the element had when it was seen last.
        case gone
        case key(Int64)
    }
}

/// How a command must be refused.
package struct Refusal: Hashable, Sendable {
    var line: Int
    /// nil: any status.
    var status: StatusCode?
    /// In any order; nil: any reasons.
    var reasons: [ExpectedReason]?
    /// A part of what it says; empty: anything.
    var message = ""

    /// A reason, of which only what is given is looked at.
    struct ExpectedReason: Hashable, Sendable {
        /// `CODE` or `CODE element`.
        var summary: String
        /// Where in a file.
        var place = ""
        /// Parts of what the reason says.
        var expected = ""
        var found = ""
        var hint = ""
    }
}

package enum Action: Sendable {
    case deploy(models: [String], together: Bool)
    case delete(models: [String])
    case create(CreationDraft, name: String)
    /// Names the newest running instance of a process that has no name yet.
    case find(process: String, name: String)
    /// One after the other.
    case complete(elements: [String], Ordinal, Variables, action: String, JobDecision?)
    case fail(element: String, Ordinal, retries: Int32, message: String, backoffMilliseconds: Int64, Variables)
    case throwError(element: String, Ordinal, code: String, message: String, Variables)
    case retries(element: String, Ordinal, Int32)
    case timeout(element: String, Ordinal, milliseconds: Int64)
    case updateJob(element: String, Ordinal, retries: Int32?, milliseconds: Int64?)
    case takeJobs(ActivateJobs, atLeast: Int)
    case assign(element: String, Ordinal, assignee: String, isClaim: Bool, action: String)
    case update(element: String, Ordinal, UpdateUserTask)
    case activate(element: String, Ordinal, [AdHocActivation])
    case publish(PublishMessage)
    case correlate(CorrelateMessage)
    case broadcast(BroadcastSignal)
    case evaluateConditions(Variables, model: String?)
    case evaluate(decision: String, Variables)
    case setVariables(Variables, in: String?, Ordinal, local: Bool)
    case resolve(element: String?, retries: Int32?)
    case suspend
    case resume
    case cancel
    case modify(ModificationDraft)
    case migrate(PlanDraft, dryRun: Bool)
    case generatePlan(source: PlanDraft.Target, target: PlanDraft.Target)
    case checkPlan(PlanDraft)
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

/// An active element: which of several.
struct ElementChoice: Hashable, Sendable {
    let element: String
    var number: Ordinal = 1
}

/// The instance that is to begin.
package struct CreationDraft: Sendable {
    /// A model of the scenario; nil: `process` is one that the broker has.
    var model: String?
    var process: String?
    /// Without the definition.
    var call: CreateProcessInstance
}

/// What a modification is to do; scopes are named by element.
package struct ModificationDraft: Sendable {
    struct Activation: Sendable {
        let element: String
        /// An active element around it.
        var within: ElementChoice?
        var variables: [ScopeVariables] = []
    }

    struct Move: Sendable {
        /// All of this element, where no number is given.
        let from: Selection
        let to: String
        var ancestor = ElementMove.Ancestor.inferred
        var within: ElementChoice?
        var variables: [ScopeVariables] = []
    }

    enum Selection: Sendable {
        case all(String)
        case one(ElementChoice)
        case key(ElementInstanceKey)
    }

    var activate: [Activation] = []
    var terminate: [Selection] = []
    var move: [Move] = []
    var isDryRun = false
}

/// A plan as it stands in a step: its target is a model of the scenario, or a definition of the broker.
package struct PlanDraft: Sendable {
    /// Nil: the file's.
    var target: Target?
    var source: Target?
    var file: PlanFile

    package enum Target: Hashable, Sendable {
        case model(String)
        case definition(DefinitionReference)
    }
}
