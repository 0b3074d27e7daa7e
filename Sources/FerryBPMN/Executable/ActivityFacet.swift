package import FerryFEEL

/// What only activities have; all absent for everything else.
package struct ActivityFacet: Sendable {
    package var multiInstance: MultiInstance?
    package var calledElement: CalledElement?
    /// Who is to do it, and when. A user task that runs as a job has `Element.job` too, with what is fixed among its
    /// headers, and here only what is to be evaluated; a native one has no job, and here everything.
    package var userTask: UserTaskDefinition?
    package var script: ScriptDefinition?
    package var calledDecision: CalledDecision?
    /// What a receive task waits for.
    package var message: MessageDefinition?

    package init(
        multiInstance: MultiInstance? = nil, calledElement: CalledElement? = nil, userTask: UserTaskDefinition? = nil,
        script: ScriptDefinition? = nil, calledDecision: CalledDecision? = nil, message: MessageDefinition? = nil
    ) {
        self.multiInstance = multiInstance
        self.calledElement = calledElement
        self.userTask = userTask
        self.script = script
        self.calledDecision = calledDecision
        self.message = message
    }
}

/// `multiInstanceLoopCharacteristics` with `zeebe:loopCharacteristics`.
package struct MultiInstance: Sendable {
    package let isSequential: Bool
    package let items: Items
    /// The variable that holds an instance's item.
    package let inputElement: String?
    package let output: Output?
    package let completionCondition: Expression?
    /// Camunda 7's continuations of each single instance; those of the activity stand around all of them.
    package let asyncBefore: Bool
    package let asyncAfter: Bool

    package enum Items: Sendable {
        /// Must evaluate to a list: one instance an item.
        case collection(Expression)
        /// BPMN's `loopCardinality`: must evaluate to a whole number, how many instances there are.
        case cardinality(Expression)
    }

    package struct Output: Sendable {
        package let collection: String
        package let element: Expression
        /// The variable an instance begins with as null so that its result stays with it; nil when the element's
        /// expression is more than a name or a path.
        package let elementVariable: String?

        package init(collection: String, element: Expression, elementVariable: String?) {
            self.collection = collection
            self.element = element
            self.elementVariable = elementVariable
        }
    }

    package init(
        isSequential: Bool, items: Items, inputElement: String?, output: Output?, completionCondition: Expression?,
        asyncBefore: Bool = false, asyncAfter: Bool = false
    ) {
        self.isSequential = isSequential
        self.items = items
        self.inputElement = inputElement
        self.output = output
        self.completionCondition = completionCondition
        self.asyncBefore = asyncBefore
        self.asyncAfter = asyncAfter
    }
}

/// Which version of something named is meant.
package enum Binding: Hashable, Sendable {
    case latest
    /// The version deployed together with the definition that names it.
    case deployment
    case versionTag(String)
}

/// `zeebe:calledElement`.
package struct CalledElement: Sendable {
    /// Must evaluate to a string.
    package let processID: Expression
    package let binding: Binding
    package let propagatesAllParentVariables: Bool
    package let propagatesAllChildVariables: Bool
    /// nil: the caller's.
    package let businessID: Expression?

    package init(
        processID: Expression, binding: Binding = .latest, propagatesAllParentVariables: Bool = true,
        propagatesAllChildVariables: Bool = true, businessID: Expression? = nil
    ) {
        self.processID = processID
        self.binding = binding
        self.propagatesAllParentVariables = propagatesAllParentVariables
        self.propagatesAllChildVariables = propagatesAllChildVariables
        self.businessID = businessID
    }
}

/// A user task's assignment, schedule, priority and form.
package struct UserTaskDefinition: Sendable {
    package var assignee: Expression?
    /// Fixed texts are already split at their commas.
    package var candidateGroups: Candidates?
    package var candidateUsers: Candidates?
    package var dueDate: Expression?
    package var followUpDate: Expression?
    /// 50 unless told.
    package var priority: Expression?
    package var form: Form?
    package var headers: [JobDefinition.Header] = []
    /// In document order.
    package var listeners: [TaskListener] = []

    package enum Candidates: Sendable {
        case names([String])
        /// Must evaluate to a list of strings.
        case expression(Expression)
    }

    package enum Form: Sendable {
        case id(Expression, Binding)
        case external(Expression)
    }

    package init() {}
}

package struct TaskListener: Sendable {
    package let event: Event
    package let job: JobDefinition

    package enum Event: String, Sendable, CaseIterable {
        case creating
        case assigning
        case updating
        case completing
        case canceling
    }

    package init(event: Event, job: JobDefinition) {
        self.event = event
        self.job = job
    }
}

package struct ExecutionListener: Sendable {
    package let event: Event
    package let job: JobDefinition

    package enum Event: String, Sendable, CaseIterable {
        case beforeAll
        case start
        case end
        case cancel
    }

    package init(event: Event, job: JobDefinition) {
        self.event = event
        self.job = job
    }
}

/// `zeebe:script`: an expression instead of a worker.
package struct ScriptDefinition: Sendable {
    package let expression: FEELExpression
    package let resultVariable: String

    package init(expression: FEELExpression, resultVariable: String) {
        self.expression = expression
        self.resultVariable = resultVariable
    }
}

/// `zeebe:calledDecision`.
package struct CalledDecision: Sendable {
    /// Must evaluate to a string.
    package let decisionID: Expression
    package let binding: Binding
    package let resultVariable: String

    package init(decisionID: Expression, binding: Binding, resultVariable: String) {
        self.decisionID = decisionID
        self.binding = binding
        self.resultVariable = resultVariable
    }
}

/// `bpmn:adHocSubProcess` with `zeebe:adHoc`.
package struct AdHocDefinition: Sendable {
    /// Inner elements without incoming flow: what may be activated, in document order.
    package let activities: [AdHocActivity]
    /// Must evaluate to a list of element ids; nil: none begins by itself.
    package let activeElements: Expression?
    package let completionCondition: Expression?
    package let cancelsRemaining: Bool
    package let output: MultiInstance.Output?

    package var activatable: [ElementIndex] { activities.map(\.index) }

    package init(
        activities: [AdHocActivity], activeElements: Expression?, completionCondition: Expression?,
        cancelsRemaining: Bool, output: MultiInstance.Output?
    ) {
        self.activities = activities
        self.activeElements = activeElements
        self.completionCondition = completionCondition
        self.cancelsRemaining = cancelsRemaining
        self.output = output
    }
}
