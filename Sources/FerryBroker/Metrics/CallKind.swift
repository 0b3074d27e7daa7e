import FerryModel

/// Which call, without what it asks for: a number to count by.
enum CallKind: Int, CaseIterable {
    case ping, topology, deployResources, getProcessDefinition, listProcessDefinitions
    case createProcessInstance, cancelProcessInstance, migrateProcessInstance, getProcessInstance, listProcessInstances
    case setVariables, activateJobs, completeJob, failJob, updateJobRetries, listIncidents, resolveIncident
    case modifyProcessInstance, activateAdHocActivities, suspendProcessInstance, resumeProcessInstance
    case streamEvents, throwError, updateJobTimeout, broadcastSignal, publishMessage, correlateMessage
    case evaluateConditions
    case evaluateDecision, listDecisions
    case getForm, listForms
    case validateMigrationPlan, generateMigrationPlan
    case assignUserTask, updateUserTask, completeUserTask, getUserTask, listUserTasks
    case deleteResource
    case streamJobs
    case listTimers
    case listMessageSubscriptions
    case listMessages
    case listVariables
    case listJobs
    case updateJob

    init(_ call: Call) {
        self =
            switch call {
            case .ping: .ping
            case .topology: .topology
            case .deployResources: .deployResources
            case .getProcessDefinition: .getProcessDefinition
            case .listProcessDefinitions: .listProcessDefinitions
            case .createProcessInstance: .createProcessInstance
            case .cancelProcessInstance: .cancelProcessInstance
            case .migrateProcessInstance: .migrateProcessInstance
            case .modifyProcessInstance: .modifyProcessInstance
            case .activateAdHocActivities: .activateAdHocActivities
            case .suspendProcessInstance: .suspendProcessInstance
            case .resumeProcessInstance: .resumeProcessInstance
            case .getProcessInstance: .getProcessInstance
            case .listProcessInstances: .listProcessInstances
            case .setVariables: .setVariables
            case .activateJobs: .activateJobs
            case .completeJob: .completeJob
            case .failJob: .failJob
            case .updateJobRetries: .updateJobRetries
            case .listIncidents: .listIncidents
            case .resolveIncident: .resolveIncident
            case .streamEvents: .streamEvents
            case .throwError: .throwError
            case .updateJobTimeout: .updateJobTimeout
            case .broadcastSignal: .broadcastSignal
            case .evaluateConditions: .evaluateConditions
            case .publishMessage: .publishMessage
            case .correlateMessage: .correlateMessage
            case .evaluateDecision: .evaluateDecision
            case .listDecisions: .listDecisions
            case .getForm: .getForm
            case .listForms: .listForms
            case .validateMigrationPlan: .validateMigrationPlan
            case .generateMigrationPlan: .generateMigrationPlan
            case .assignUserTask: .assignUserTask
            case .updateUserTask: .updateUserTask
            case .completeUserTask: .completeUserTask
            case .getUserTask: .getUserTask
            case .listUserTasks: .listUserTasks
            case .deleteResource: .deleteResource
            case .streamJobs: .streamJobs
            case .listTimers: .listTimers
            case .listMessageSubscriptions: .listMessageSubscriptions
            case .listMessages: .listMessages
            case .listVariables: .listVariables
            case .listJobs: .listJobs
            case .updateJob: .updateJob
            }
    }

    /// As on the wire, for example `MigrateProcessInstance`.
    var name: String {
        let name = "\(self)"
        return name.prefix(1).uppercased() + name.dropFirst()
    }
}
