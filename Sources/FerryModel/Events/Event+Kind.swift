extension Event {
    /// What an event is called by those who read the log, and by scenarios that expect it.
    package enum Kind: String, Sendable, CaseIterable {
        case processDefinitionDeployed = "PROCESS_DEFINITION_DEPLOYED"
        case decisionsDeployed = "DECISIONS_DEPLOYED"
        case processDefinitionDeleted = "PROCESS_DEFINITION_DELETED"
        case decisionsDeleted = "DECISIONS_DELETED"
        case formDeployed = "FORM_DEPLOYED"
        case formDeleted = "FORM_DELETED"
        case decisionEvaluated = "DECISION_EVALUATED"
        case processInstanceCreated = "PROCESS_INSTANCE_CREATED"
        case elementActivating = "ELEMENT_ACTIVATING"
        case elementActivated = "ELEMENT_ACTIVATED"
        case elementCompleting = "ELEMENT_COMPLETING"
        case elementCompleted = "ELEMENT_COMPLETED"
        case elementTerminating = "ELEMENT_TERMINATING"
        case elementTerminated = "ELEMENT_TERMINATED"
        case sequenceFlowTaken = "SEQUENCE_FLOW_TAKEN"
        case tokenArrived = "TOKEN_ARRIVED"
        case tokensJoined = "TOKENS_JOINED"
        case variableSet = "VARIABLE_SET"
        case processInstanceMigrated = "PROCESS_INSTANCE_MIGRATED"
        case processInstanceBanned = "PROCESS_INSTANCE_BANNED"
        case processInstanceModified = "PROCESS_INSTANCE_MODIFIED"
        case processInstanceSuspended = "PROCESS_INSTANCE_SUSPENDED"
        case processInstanceResumed = "PROCESS_INSTANCE_RESUMED"
        case eventSubscribed = "EVENT_SUBSCRIBED"
        case eventUnsubscribed = "EVENT_UNSUBSCRIBED"
        case eventTriggered = "EVENT_TRIGGERED"
        case scopeInterrupted = "SCOPE_INTERRUPTED"
        case scopeReopened = "SCOPE_REOPENED"
        case signalBroadcast = "SIGNAL_BROADCAST"
        case startTimerCreated = "START_TIMER_CREATED"
        case startTimerTriggered = "START_TIMER_TRIGGERED"
        case startTimerCancelled = "START_TIMER_CANCELLED"
        case jobErrorThrown = "JOB_ERROR_THROWN"
        case jobTimeoutUpdated = "JOB_TIMEOUT_UPDATED"
        case messagePublished = "MESSAGE_PUBLISHED"
        case messageMarked = "MESSAGE_MARKED"
        case messageUnmarked = "MESSAGE_UNMARKED"
        case messageExpired = "MESSAGE_EXPIRED"
        case messageSubscriptionOpened = "MESSAGE_SUBSCRIPTION_OPENED"
        case messageSubscriptionChanged = "MESSAGE_SUBSCRIPTION_CHANGED"
        case messageSubscriptionClosed = "MESSAGE_SUBSCRIPTION_CLOSED"
        case compensationSubscribed = "COMPENSATION_SUBSCRIBED"
        case compensationTriggered = "COMPENSATION_TRIGGERED"
        case compensationCompleted = "COMPENSATION_COMPLETED"
        case compensationDeleted = "COMPENSATION_DELETED"
        case continuationScheduled = "CONTINUATION_SCHEDULED"
        case continuationEnded = "CONTINUATION_ENDED"
        case adHocFulfilled = "AD_HOC_FULFILLED"
        case loopBegan = "LOOP_BEGAN"
        case listItemSet = "LIST_ITEM_SET"
        case processInstanceCalled = "PROCESS_INSTANCE_CALLED"
        case calledInstanceEnded = "CALLED_INSTANCE_ENDED"
        case jobCreated = "JOB_CREATED"
        case jobActivated = "JOB_ACTIVATED"
        case jobCompleted = "JOB_COMPLETED"
        case jobFailed = "JOB_FAILED"
        case jobTimedOut = "JOB_TIMED_OUT"
        case jobYielded = "JOB_YIELDED"
        case jobRecurred = "JOB_RECURRED"
        case jobRetriesUpdated = "JOB_RETRIES_UPDATED"
        case jobPriorityUpdated = "JOB_PRIORITY_UPDATED"
        case jobCancelled = "JOB_CANCELLED"
        case userTaskCreated = "USER_TASK_CREATED"
        case userTaskAssigned = "USER_TASK_ASSIGNED"
        case userTaskUpdated = "USER_TASK_UPDATED"
        case userTaskCompleted = "USER_TASK_COMPLETED"
        case userTaskCancelled = "USER_TASK_CANCELLED"
        case userTaskChanging = "USER_TASK_CHANGING"
        case userTaskCorrected = "USER_TASK_CORRECTED"
        case userTaskChangeDenied = "USER_TASK_CHANGE_DENIED"
        case incidentRaised = "INCIDENT_RAISED"
        case incidentResolved = "INCIDENT_RESOLVED"
        case answerRecorded = "ANSWER_RECORDED"
        case answersForgotten = "ANSWERS_FORGOTTEN"
        case outboxMessageQueued = "OUTBOX_MESSAGE_QUEUED"
        case outboxMessageAcknowledged = "OUTBOX_MESSAGE_ACKNOWLEDGED"
        case inboxMessageTaken = "INBOX_MESSAGE_TAKEN"
    }

    package var kind: Kind {
        switch self {
        case .processDefinitionDeployed: .processDefinitionDeployed
        case .decisionsDeployed: .decisionsDeployed
        case .processDefinitionDeleted: .processDefinitionDeleted
        case .decisionsDeleted: .decisionsDeleted
        case .formDeployed: .formDeployed
        case .formDeleted: .formDeleted
        case .decisionEvaluated: .decisionEvaluated
        case .processInstanceCreated: .processInstanceCreated
        case .elementActivating: .elementActivating
        case .elementActivated: .elementActivated
        case .elementCompleting: .elementCompleting
        case .elementCompleted: .elementCompleted
        case .elementTerminating: .elementTerminating
        case .elementTerminated: .elementTerminated
        case .sequenceFlowTaken: .sequenceFlowTaken
        case .tokenArrived: .tokenArrived
        case .tokensJoined: .tokensJoined
        case .variableSet: .variableSet
        case .processInstanceMigrated: .processInstanceMigrated
        case .processInstanceBanned: .processInstanceBanned
        case .processInstanceModified: .processInstanceModified
        case .processInstanceSuspended: .processInstanceSuspended
        case .processInstanceResumed: .processInstanceResumed
        case .eventSubscribed: .eventSubscribed
        case .eventUnsubscribed: .eventUnsubscribed
        case .eventTriggered: .eventTriggered
        case .scopeInterrupted: .scopeInterrupted
        case .scopeReopened: .scopeReopened
        case .signalBroadcast: .signalBroadcast
        case .startTimerCreated: .startTimerCreated
        case .startTimerTriggered: .startTimerTriggered
        case .startTimerCancelled: .startTimerCancelled
        case .jobErrorThrown: .jobErrorThrown
        case .jobTimeoutUpdated: .jobTimeoutUpdated
        case .messagePublished: .messagePublished
        case .messageMarked: .messageMarked
        case .messageUnmarked: .messageUnmarked
        case .messageExpired: .messageExpired
        case .messageSubscriptionOpened: .messageSubscriptionOpened
        case .messageSubscriptionChanged: .messageSubscriptionChanged
        case .messageSubscriptionClosed: .messageSubscriptionClosed
        case .compensationSubscribed: .compensationSubscribed
        case .compensationTriggered: .compensationTriggered
        case .compensationCompleted: .compensationCompleted
        case .compensationDeleted: .compensationDeleted
        case .continuationScheduled: .continuationScheduled
        case .continuationEnded: .continuationEnded
        case .adHocFulfilled: .adHocFulfilled
        case .loopBegan: .loopBegan
        case .listItemSet: .listItemSet
        case .processInstanceCalled: .processInstanceCalled
        case .calledInstanceEnded: .calledInstanceEnded
        case .jobCreated: .jobCreated
        case .jobActivated: .jobActivated
        case .jobCompleted: .jobCompleted
        case .jobFailed: .jobFailed
        case .jobTimedOut: .jobTimedOut
        case .jobYielded: .jobYielded
        case .jobRecurred: .jobRecurred
        case .jobRetriesUpdated: .jobRetriesUpdated
        case .jobPriorityUpdated: .jobPriorityUpdated
        case .jobCancelled: .jobCancelled
        case .userTaskCreated: .userTaskCreated
        case .userTaskAssigned: .userTaskAssigned
        case .userTaskUpdated: .userTaskUpdated
        case .userTaskCompleted: .userTaskCompleted
        case .userTaskCancelled: .userTaskCancelled
        case .userTaskChanging: .userTaskChanging
        case .userTaskCorrected: .userTaskCorrected
        case .userTaskChangeDenied: .userTaskChangeDenied
        case .incidentRaised: .incidentRaised
        case .incidentResolved: .incidentResolved
        case .answerRecorded: .answerRecorded
        case .answersForgotten: .answersForgotten
        case .outboxMessageQueued: .outboxMessageQueued
        case .outboxMessageAcknowledged: .outboxMessageAcknowledged
        case .inboxMessageTaken: .inboxMessageTaken
        }
    }
}
