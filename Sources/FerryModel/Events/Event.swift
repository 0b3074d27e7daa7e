/// One thing that happened. State changes by nothing else: applying the events of a log in order rebuilds the state.
///
/// How a released case is applied never changes; new behaviour needs a new case or a new field.
package indirect enum Event: Hashable, Sendable {
    // Definitions
    case processDefinitionDeployed(DeployedDefinition)
    case decisionsDeployed(DeployedDecisions)
    case processDefinitionDeleted(ProcessDefinitionKey)
    case decisionsDeleted(DecisionRequirementsKey)
    case formDeployed(DeployedForm)
    case formDeleted(FormKey)

    case decisionEvaluated(DecisionEvaluated)

    // The process instance and its elements
    case processInstanceCreated(ProcessInstanceCreated)
    case elementActivating(ElementActivating)
    case elementActivated(ElementStep)
    case elementCompleting(ElementStep)
    case elementCompleted(ElementStep)
    case elementTerminating(ElementStep)
    case elementTerminated(ElementStep)
    case sequenceFlowTaken(FlowStep)
    /// A token came to a join by this flow and waits for the others.
    case tokenArrived(JoinStep)
    /// One token of each named flow left the join together.
    case tokensJoined(JoinStep)
    case variableSet(VariableSet)
    case processInstanceMigrated(ProcessInstanceMigrated)
    case processInstanceBanned(ProcessInstanceBanned)
    case processInstanceModified(ProcessInstanceModified)
    case processInstanceSuspended(ProcessInstanceHalted)
    case processInstanceResumed(ProcessInstanceHalted)

    // Events that element instances wait for
    case eventSubscribed(EventSubscribed)
    case eventUnsubscribed(EventUnsubscribed)
    case eventTriggered(EventTriggered)
    case scopeInterrupted(ScopeInterrupted)
    /// An interrupted scope takes elements again.
    case scopeReopened(ElementInstanceKey)

    case signalBroadcast(SignalBroadcast)

    // Timers that begin processes, on the partition that deploys
    case startTimerCreated(StartTimer)
    case startTimerTriggered(StartTimerTriggered)
    case startTimerCancelled(StartTimer)

    // Messages, on the partition of their correlation key
    case messagePublished(MessagePublished)
    case messageMarked(MessageMark)
    case messageUnmarked(MessageMark)
    case messageExpired(MessageExpired)
    case messageSubscriptionOpened(MessageSubscription)
    case messageSubscriptionChanged(MessageSubscription)
    case messageSubscriptionClosed(MessageSubscription)

    // Compensation
    case compensationSubscribed(CompensationSubscription)
    case compensationTriggered(CompensationTriggered)
    /// The handler has completed.
    case compensationCompleted(CompensationKey)
    /// It can be compensated no more: what it completed in was terminated.
    case compensationDeleted(CompensationKey)

    // Multi-instance activities
    case loopBegan(LoopBegan)
    case listItemSet(ListItemSet)

    // Continuations
    case continuationScheduled(ContinuationScheduled)
    /// The element instance goes on, or ends.
    case continuationEnded(ElementInstanceKey)

    /// The worker of an ad-hoc subprocess has said that it is done once nothing is left inside.
    case adHocFulfilled(ElementInstanceKey)

    // Call activities
    case processInstanceCalled(ProcessInstanceCalled)
    case calledInstanceEnded(ProcessInstanceCalled)

    // Jobs
    case jobCreated(JobCreated)
    case jobActivated(JobActivated)
    case jobCompleted(JobKey)
    case jobFailed(JobFailed)
    case jobTimedOut(JobKey)
    /// Its worker never got it: it waits for another.
    case jobYielded(JobKey)
    /// The back-off of a failed job is over.
    case jobRecurred(JobKey)
    case jobRetriesUpdated(JobRetriesUpdated)
    case jobPriorityUpdated(JobPriorityUpdated)
    case jobCancelled(JobKey)
    case jobErrorThrown(JobErrorThrown)
    case jobTimeoutUpdated(JobTimeoutUpdated)

    // User tasks of Ferry's own
    case userTaskCreated(UserTaskCreated)
    case userTaskAssigned(UserTaskAssigned)
    case userTaskUpdated(UserTaskUpdated)
    case userTaskCompleted(UserTaskCompleted)
    case userTaskCancelled(ElementInstanceKey)
    case userTaskChanging(UserTaskChanging)
    case userTaskCorrected(UserTaskCorrected)
    case userTaskChangeDenied(UserTaskChangeDenied)

    // Incidents
    case incidentRaised(IncidentRaised)
    case incidentResolved(IncidentResolved)

    // Between the broker's parts
    case answerRecorded(RecordedAnswer)
    case answersForgotten(AnswersForgotten)
    case outboxMessageQueued(OutboxMessage)
    case outboxMessageAcknowledged(OutboxAcknowledgement)
    case inboxMessageTaken(InboxPosition)
}

/// An event and the instance it belongs to.
package struct InstanceEvent: Hashable, Sendable {
    /// 0 for events of the partition itself.
    package let instance: ProcessInstanceKey
    package let event: Event

    package init(instance: ProcessInstanceKey, event: Event) {
        self.instance = instance
        self.event = event
    }
}

/// What one command did: consecutive events that stand in the log as one record, whole or not at all.
package struct LogRecord: Hashable, Sendable {
    /// The position of the first event; the others follow without a gap.
    package let first: LogPosition
    package let timestamp: Timestamp
    package let events: [InstanceEvent]

    package init(first: LogPosition, timestamp: Timestamp, events: [InstanceEvent]) {
        precondition(!events.isEmpty, "a log record holds at least one event")
        self.first = first
        self.timestamp = timestamp
        self.events = events
    }

    package var last: LogPosition { LogPosition(first.rawValue + UInt64(events.count) - 1) }
}
