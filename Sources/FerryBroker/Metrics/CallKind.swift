import FerryModel

/// Which call, without what it asks for: a number to count by.
enum CallKind: Int, CaseIterable {
    case ping, topology, deployResources, getProcessDefinition, listProcessDefinitions
    case createProcessInstance, cancelProcessInstance, migrateProcessInstance, getProcessInstance, listProcessInstances
    case setVariables, activateJobs, completeJob, failJob, updateJobRetries, listIncidents, resolveIncident
    case streamEvents, throwError, updateJobTimeout, broadcastSignal, publishMessage, correlateMessage

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
            case .publishMessage: .publishMessage
            case .correlateMessage: .correlateMessage
            }
    }

    /// As on the wire, for example `MigrateProcessInstance`.
    var name: String {
        let name = "\(self)"
        return name.prefix(1).uppercased() + name.dropFirst()
    }
}
