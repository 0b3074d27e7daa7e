/// Every call of `ferry.client.v1`.
public indirect enum Call: Hashable, Sendable {
    case ping(Ping)
    case topology
    case deployResources(DeployResources)
    case getProcessDefinition(GetProcessDefinition)
    case listProcessDefinitions(ListProcessDefinitions)
    case createProcessInstance(CreateProcessInstance)
    case cancelProcessInstance(CancelProcessInstance)
    case migrateProcessInstance(MigrateProcessInstance)
    case validateMigrationPlan(ValidateMigrationPlan)
    case generateMigrationPlan(GenerateMigrationPlan)
    case modifyProcessInstance(ModifyProcessInstance)
    case activateAdHocActivities(ActivateAdHocActivities)
    case suspendProcessInstance(SuspendProcessInstance)
    case resumeProcessInstance(ResumeProcessInstance)
    case getProcessInstance(GetProcessInstance)
    case listProcessInstances(ListProcessInstances)
    case setVariables(SetVariables)
    case activateJobs(ActivateJobs)
    case completeJob(CompleteJob)
    case failJob(FailJob)
    case updateJobRetries(UpdateJobRetries)
    case throwError(ThrowError)
    case updateJobTimeout(UpdateJobTimeout)
    case broadcastSignal(BroadcastSignal)
    case evaluateConditions(EvaluateConditions)
    case publishMessage(PublishMessage)
    case correlateMessage(CorrelateMessage)
    case evaluateDecision(EvaluateDecision)
    case listDecisions(ListDecisions)
    case getForm(GetForm)
    case listForms(ListForms)
    case listIncidents(ListIncidents)
    case resolveIncident(ResolveIncident)
    case assignUserTask(AssignUserTask)
    case updateUserTask(UpdateUserTask)
    case completeUserTask(CompleteUserTask)
    case getUserTask(GetUserTask)
    case listUserTasks(ListUserTasks)
    case updateJob(UpdateJob)
    case listJobs(ListJobs)
    case listVariables(ListVariables)
    case listMessages(ListMessages)
    case listMessageSubscriptions(ListMessageSubscriptions)
    case listTimers(ListTimers)
    case streamJobs(StreamJobs)
    case deleteResource(DeleteResource)
    case streamEvents(StreamEvents)

    /// The call's name on the wire and in metrics, for example `MigrateProcessInstance`.
    public var name: String {
        switch self {
        case .ping: "Ping"
        case .topology: "Topology"
        case .deployResources: "DeployResources"
        case .getProcessDefinition: "GetProcessDefinition"
        case .listProcessDefinitions: "ListProcessDefinitions"
        case .createProcessInstance: "CreateProcessInstance"
        case .cancelProcessInstance: "CancelProcessInstance"
        case .migrateProcessInstance: "MigrateProcessInstance"
        case .validateMigrationPlan: "ValidateMigrationPlan"
        case .generateMigrationPlan: "GenerateMigrationPlan"
        case .modifyProcessInstance: "ModifyProcessInstance"
        case .activateAdHocActivities: "ActivateAdHocActivities"
        case .suspendProcessInstance: "SuspendProcessInstance"
        case .resumeProcessInstance: "ResumeProcessInstance"
        case .getProcessInstance: "GetProcessInstance"
        case .listProcessInstances: "ListProcessInstances"
        case .setVariables: "SetVariables"
        case .activateJobs: "ActivateJobs"
        case .completeJob: "CompleteJob"
        case .failJob: "FailJob"
        case .updateJobRetries: "UpdateJobRetries"
        case .throwError: "ThrowError"
        case .updateJobTimeout: "UpdateJobTimeout"
        case .broadcastSignal: "BroadcastSignal"
        case .evaluateConditions: "EvaluateConditions"
        case .publishMessage: "PublishMessage"
        case .correlateMessage: "CorrelateMessage"
        case .evaluateDecision: "EvaluateDecision"
        case .listDecisions: "ListDecisions"
        case .getForm: "GetForm"
        case .listForms: "ListForms"
        case .listIncidents: "ListIncidents"
        case .resolveIncident: "ResolveIncident"
        case .assignUserTask: "AssignUserTask"
        case .updateUserTask: "UpdateUserTask"
        case .completeUserTask: "CompleteUserTask"
        case .getUserTask: "GetUserTask"
        case .listUserTasks: "ListUserTasks"
        case .updateJob: "UpdateJob"
        case .listJobs: "ListJobs"
        case .listVariables: "ListVariables"
        case .listMessages: "ListMessages"
        case .listMessageSubscriptions: "ListMessageSubscriptions"
        case .listTimers: "ListTimers"
        case .streamJobs: "StreamJobs"
        case .deleteResource: "DeleteResource"
        case .streamEvents: "StreamEvents"
        }
    }
}

/// What a call that succeeded answers. Calls that only change something answer `done`.
public indirect enum Answer: Hashable, Sendable {
    case done
    case ping(Ping)
    case topology(Topology)
    case deployResources(DeployResources.Answer)
    case getProcessDefinition(GetProcessDefinition.Answer)
    case listProcessDefinitions(ListProcessDefinitions.Answer)
    case createProcessInstance(CreateProcessInstance.Answer)
    case migrateProcessInstance(MigrationReport)
    case validateMigrationPlan(ValidateMigrationPlan.Answer)
    case generateMigrationPlan(GenerateMigrationPlan.Answer)
    case modifyProcessInstance(ModificationReport)
    case getProcessInstance(ProcessInstanceTree)
    case listProcessInstances(ListProcessInstances.Answer)
    case activateJobs(ActivateJobs.Answer)
    case listIncidents(ListIncidents.Answer)
    case getUserTask(UserTaskView)
    case listUserTasks(ListUserTasks.Answer)
    case broadcastSignal(BroadcastSignal.Answer)
    case evaluateConditions(EvaluateConditions.Answer)
    case evaluateDecision(EvaluateDecision.Answer)
    case listDecisions(ListDecisions.Answer)
    case getForm(GetForm.Answer)
    case listForms(ListForms.Answer)
    case publishMessage(PublishMessage.Answer)
    case correlateMessage(CorrelateMessage.Answer)
    case listJobs(ListJobs.Answer)
    case listVariables(ListVariables.Answer)
    case listMessages(ListMessages.Answer)
    case listMessageSubscriptions(ListMessageSubscriptions.Answer)
    case listTimers(ListTimers.Answer)
    case streamJobs(StreamJobs.Answer)
    /// One message of a stream; more may follow until the stream ends with a status.
    case streamEvents(EventBatch)
}

/// What travels beside a call.
public struct CallMetadata: Hashable, Sendable {
    /// When the caller stops waiting; nil for never.
    public var deadline: Timestamp?
    /// Names this command so that a repeat is answered, not done again; empty for none. At most 128 bytes.
    public var idempotencyKey: [UInt8]

    /// The name the client gave in its handshake; recorded with what it changes.
    public var caller: String

    public static let idempotencyKeyBytesMax = 128

    public init(deadline: Timestamp? = nil, idempotencyKey: [UInt8] = [], caller: String = "") {
        self.deadline = deadline
        self.idempotencyKey = idempotencyKey
        self.caller = caller
    }
}
