/// What triggers a catching event, or what a throwing event throws.
package enum EventDefinition: Sendable {
    case message(MessageDefinition)
    case timer(TimerDefinition)
    case signal(name: Expression)
    case conditional(ConditionalDefinition)
    case error(CodeDefinition)
    case escalation(CodeDefinition)
    case compensation(CompensationDefinition)
    case link(name: String)
    case terminate
    case cancel

    /// BPMN's word for the trigger, in Camunda's spelling.
    package var kind: EventKind {
        switch self {
        case .message: .message
        case .timer: .timer
        case .signal: .signal
        case .conditional: .conditional
        case .error: .error
        case .escalation: .escalation
        case .compensation: .compensation
        case .link: .link
        case .terminate: .terminate
        case .cancel: .cancel
        }
    }
}

package enum EventKind: String, Sendable, CaseIterable {
    case message = "MESSAGE"
    case timer = "TIMER"
    case signal = "SIGNAL"
    case conditional = "CONDITIONAL"
    case error = "ERROR"
    case escalation = "ESCALATION"
    case compensation = "COMPENSATION"
    case link = "LINK"
    case terminate = "TERMINATE"
    case cancel = "CANCEL"
}

/// `bpmn:message` with `zeebe:subscription`.
package struct MessageDefinition: Sendable {
    /// Must evaluate to a string. Empty where a worker sends the message and alone knows which.
    package let name: Expression
    /// Must evaluate to a string or a number; nil where no instance waits yet, at the start of a process, and where the
    /// message is thrown.
    package let correlationKey: Expression?

    package init(name: Expression, correlationKey: Expression?) {
        self.name = name
        self.correlationKey = correlationKey
    }
}

/// `zeebe:publishMessage`: a message the engine publishes when the element is reached.
package struct PublishedMessage: Sendable {
    /// Must evaluate to a string.
    package let name: Expression
    /// Must evaluate to a string or a number.
    package let correlationKey: Expression
    /// Must evaluate to a string; nil: the message is told apart from no other.
    package let messageID: Expression?
    /// Must evaluate to a duration; nil: the message reaches only who waits for it now.
    package let timeToLive: Expression?

    package init(name: Expression, correlationKey: Expression, messageID: Expression?, timeToLive: Expression?) {
        self.name = name
        self.correlationKey = correlationKey
        self.messageID = messageID
        self.timeToLive = timeToLive
    }
}

/// A moment, a wait, or a rhythm (ISO 8601, cron, or FEEL).
package struct TimerDefinition: Sendable {
    package enum Form: String, Sendable {
        case date = "DATE"
        case duration = "DURATION"
        case cycle = "CYCLE"
    }

    package let form: Form
    package let value: Expression

    package init(form: Form, value: Expression) {
        self.form = form
        self.value = value
    }
}

/// Triggers when its condition is true after a variable it looks at changed.
package struct ConditionalDefinition: Sendable {
    package let condition: Expression
    /// Only changes of these count; empty: of all that the condition may see.
    package let variableNames: [String]
    /// Only these changes count; empty: both.
    package let changes: [Change]

    package enum Change: String, Sendable {
        case create
        case update
    }

    package init(condition: Expression, variableNames: [String] = [], changes: [Change] = []) {
        self.condition = condition
        self.variableNames = variableNames
        self.changes = changes
    }
}

/// An error or an escalation.
package struct CodeDefinition: Sendable {
    /// nil catches every code. Fixed text where it is caught; may be an expression where it is thrown.
    package let code: Expression?
    /// Camunda 7: where the caught code and message are to be written; nil: nowhere.
    package let codeVariable: String?
    package let messageVariable: String?

    package init(code: Expression?, codeVariable: String? = nil, messageVariable: String? = nil) {
        self.code = code
        self.codeVariable = codeVariable
        self.messageVariable = messageVariable
    }
}

package struct CompensationDefinition: Sendable {
    /// For a throwing event: the one activity to compensate; nil: all of the scope.
    package let activity: ElementIndex?

    package init(activity: ElementIndex?) { self.activity = activity }
}
