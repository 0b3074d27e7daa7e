public import FerryModel

// One function for each unary call of the protocol. What a call means, and which errors it has of its own, stands at
// its type in FerryModel.
extension FerryClient {
    /// Asks whether the broker answers; gives back what it sent.
    public func ping(_ ping: Ping = Ping(), options: CallOptions = .init()) async throws(Rejection) -> Ping {
        let call = Call.ping(ping)
        guard case .ping(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    /// What the broker is made of, and how its partitions are.
    public func topology(options: CallOptions = .init()) async throws(Rejection) -> Topology {
        guard case .topology(let answer) = try await perform(.topology, options) else { throw .mismatch(.topology) }
        return answer
    }

    /// Deploys BPMN files, all or none; answered when every partition has the definitions.
    public func deployResources(
        _ deployment: DeployResources, options: CallOptions = .init()
    ) async throws(Rejection) -> DeployResources.Answer {
        let call = Call.deployResources(deployment)
        guard case .deployResources(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    /// Deletes a process definition, or a DMN file; answered when every partition has.
    public func deleteResource(_ deletion: DeleteResource, options: CallOptions = .init()) async throws(Rejection) {
        try await done(.deleteResource(deletion), options)
    }

    /// One definition, with the XML it was deployed from.
    public func getProcessDefinition(
        _ query: GetProcessDefinition, options: CallOptions = .init()
    ) async throws(Rejection) -> GetProcessDefinition.Answer {
        let call = Call.getProcessDefinition(query)
        guard case .getProcessDefinition(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    /// A page of the definitions.
    public func listProcessDefinitions(
        _ query: ListProcessDefinitions = .init(), options: CallOptions = .init()
    ) async throws(Rejection) -> ListProcessDefinitions.Answer {
        let call = Call.listProcessDefinitions(query)
        guard case .listProcessDefinitions(let answer) = try await perform(call, options) else {
            throw .mismatch(call)
        }
        return answer
    }

    /// Starts an instance. With `awaitResult` the answer comes when it has ended: give it a timeout to match.
    public func createProcessInstance(
        _ creation: CreateProcessInstance, options: CallOptions = .init()
    ) async throws(Rejection) -> CreateProcessInstance.Answer {
        let call = Call.createProcessInstance(creation)
        guard case .createProcessInstance(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    /// Ends an instance and all that belongs to it.
    public func cancelProcessInstance(
        _ key: ProcessInstanceKey, options: CallOptions = .init()
    ) async throws(Rejection) {
        try await done(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: key)), options)
    }

    /// Moves an instance to another definition, or says every reason why not.
    public func migrateProcessInstance(
        _ migration: MigrateProcessInstance, options: CallOptions = .init()
    ) async throws(Rejection) -> MigrationReport {
        let call = Call.migrateProcessInstance(migration)
        guard case .migrateProcessInstance(let report) = try await perform(call, options) else {
            throw .mismatch(call)
        }
        return report
    }

    /// Holds a plan against its two definitions, without any instance.
    public func validateMigrationPlan(
        _ validation: ValidateMigrationPlan, options: CallOptions = .init()
    ) async throws(Rejection) -> ValidateMigrationPlan.Answer {
        let call = Call.validateMigrationPlan(validation)
        guard case .validateMigrationPlan(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    /// Compares two definitions, and counts what runs where: one page of the instances at a time.
    public func generateMigrationPlan(
        _ generation: GenerateMigrationPlan, options: CallOptions = .init()
    ) async throws(Rejection) -> GenerateMigrationPlan.Answer {
        let call = Call.generateMigrationPlan(generation)
        guard case .generateMigrationPlan(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    /// Begins, ends and moves elements of an instance, or says every reason why not.
    public func modifyProcessInstance(
        _ modification: ModifyProcessInstance, options: CallOptions = .init()
    ) async throws(Rejection) -> ModificationReport {
        let call = Call.modifyProcessInstance(modification)
        guard case .modifyProcessInstance(let report) = try await perform(call, options) else { throw .mismatch(call) }
        return report
    }

    /// Stops an instance and all that it has called, until it is resumed.
    public func suspendProcessInstance(
        _ key: ProcessInstanceKey, options: CallOptions = .init()
    ) async throws(Rejection) {
        try await done(.suspendProcessInstance(SuspendProcessInstance(processInstanceKey: key)), options)
    }

    /// Lets a suspended instance go on.
    public func resumeProcessInstance(
        _ key: ProcessInstanceKey, options: CallOptions = .init()
    ) async throws(Rejection) {
        try await done(.resumeProcessInstance(ResumeProcessInstance(processInstanceKey: key)), options)
    }

    /// The whole tree of a running instance.
    public func getProcessInstance(
        _ key: ProcessInstanceKey, options: CallOptions = .init()
    ) async throws(Rejection) -> ProcessInstanceTree {
        let call = Call.getProcessInstance(GetProcessInstance(processInstanceKey: key))
        guard case .getProcessInstance(let tree) = try await perform(call, options) else { throw .mismatch(call) }
        return tree
    }

    /// A page of the running instances.
    public func listProcessInstances(
        _ query: ListProcessInstances = .init(), options: CallOptions = .init()
    ) async throws(Rejection) -> ListProcessInstances.Answer {
        let call = Call.listProcessInstances(query)
        guard case .listProcessInstances(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    /// Writes variables of one scope.
    public func setVariables(_ change: SetVariables, options: CallOptions = .init()) async throws(Rejection) {
        try await done(.setVariables(change), options)
    }

    /// Takes waiting jobs of one type; `runJobWorker` does this in a loop.
    public func activateJobs(
        _ activation: ActivateJobs, options: CallOptions = .init()
    ) async throws(Rejection) -> ActivateJobs.Answer {
        let call = Call.activateJobs(activation)
        guard case .activateJobs(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    /// The job's work is done.
    public func completeJob(_ completion: CompleteJob, options: CallOptions = .init()) async throws(Rejection) {
        try await done(.completeJob(completion), options)
    }

    /// The job's work could not be done.
    public func failJob(_ failure: FailJob, options: CallOptions = .init()) async throws(Rejection) {
        try await done(.failJob(failure), options)
    }

    /// Gives a job retries.
    public func updateJobRetries(_ change: UpdateJobRetries, options: CallOptions = .init()) async throws(Rejection) {
        try await done(.updateJobRetries(change), options)
    }

    /// Gives a job retries, or its worker another time, or both.
    public func updateJob(_ change: UpdateJob, options: CallOptions = .init()) async throws(Rejection) {
        try await done(.updateJob(change), options)
    }

    /// The job's work came to an error that the process knows.
    public func throwError(_ error: ThrowError, options: CallOptions = .init()) async throws(Rejection) {
        try await done(.throwError(error), options)
    }

    /// Gives a worker more time, or less, for a job it holds.
    public func updateJobTimeout(_ change: UpdateJobTimeout, options: CallOptions = .init()) async throws(Rejection) {
        try await done(.updateJobTimeout(change), options)
    }

    /// Tells everyone who waits for a signal; answers the instances it started.
    public func broadcastSignal(
        _ signal: BroadcastSignal, options: CallOptions = .init()
    ) async throws(Rejection) -> BroadcastSignal.Answer {
        let call = Call.broadcastSignal(signal)
        guard case .broadcastSignal(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    /// Starts the processes whose conditional start events hold; answers the instances.
    public func evaluateConditions(
        _ conditions: EvaluateConditions, options: CallOptions = .init()
    ) async throws(Rejection) -> EvaluateConditions.Answer {
        let call = Call.evaluateConditions(conditions)
        guard case .evaluateConditions(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    /// Publishes a message; it waits for its time to live.
    public func publishMessage(
        _ message: PublishMessage, options: CallOptions = .init()
    ) async throws(Rejection) -> PublishMessage.Answer {
        let call = Call.publishMessage(message)
        guard case .publishMessage(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    /// Publishes a message that does not wait, and answers which instance took it.
    public func correlateMessage(
        _ message: CorrelateMessage, options: CallOptions = .init()
    ) async throws(Rejection) -> CorrelateMessage.Answer {
        let call = Call.correlateMessage(message)
        guard case .correlateMessage(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    /// Evaluates a decision; a failing evaluation is an answer, too.
    public func evaluateDecision(
        _ evaluation: EvaluateDecision, options: CallOptions = .init()
    ) async throws(Rejection) -> EvaluateDecision.Answer {
        let call = Call.evaluateDecision(evaluation)
        guard case .evaluateDecision(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    /// A page of the decisions.
    public func listDecisions(
        _ query: ListDecisions = .init(), options: CallOptions = .init()
    ) async throws(Rejection) -> ListDecisions.Answer {
        let call = Call.listDecisions(query)
        guard case .listDecisions(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    /// A form with its document.
    public func getForm(
        _ call: GetForm, options: CallOptions = .init()
    ) async throws(Rejection) -> GetForm.Answer {
        let request = Call.getForm(call)
        guard case .getForm(let answer) = try await perform(request, options) else { throw .mismatch(request) }
        return answer
    }

    /// A page of the forms.
    public func listForms(
        _ query: ListForms = .init(), options: CallOptions = .init()
    ) async throws(Rejection) -> ListForms.Answer {
        let call = Call.listForms(query)
        guard case .listForms(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    /// A page of the unresolved incidents.
    public func listIncidents(
        _ query: ListIncidents = .init(), options: CallOptions = .init()
    ) async throws(Rejection) -> ListIncidents.Answer {
        let call = Call.listIncidents(query)
        guard case .listIncidents(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    /// Tries again what failed.
    public func resolveIncident(_ key: IncidentKey, options: CallOptions = .init()) async throws(Rejection) {
        try await done(.resolveIncident(ResolveIncident(incidentKey: key)), options)
    }

    /// Lets elements of an active ad-hoc subprocess begin.
    public func activateAdHocActivities(
        _ activation: ActivateAdHocActivities, options: CallOptions = .init()
    ) async throws(Rejection) {
        try await done(.activateAdHocActivities(activation), options)
    }

    /// Gives a user task to somebody, or takes it away.
    public func assignUserTask(_ assignment: AssignUserTask, options: CallOptions = .init()) async throws(Rejection) {
        try await done(.assignUserTask(assignment), options)
    }

    /// Changes attributes of a user task.
    public func updateUserTask(_ change: UpdateUserTask, options: CallOptions = .init()) async throws(Rejection) {
        try await done(.updateUserTask(change), options)
    }

    /// The user task is done.
    public func completeUserTask(
        _ completion: CompleteUserTask, options: CallOptions = .init()
    ) async throws(Rejection) {
        try await done(.completeUserTask(completion), options)
    }

    /// One open user task.
    public func getUserTask(
        _ key: ElementInstanceKey, options: CallOptions = .init()
    ) async throws(Rejection) -> UserTaskView {
        let call = Call.getUserTask(GetUserTask(userTaskKey: key))
        guard case .getUserTask(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    /// A page of the open user tasks.
    public func listUserTasks(
        _ query: ListUserTasks = .init(), options: CallOptions = .init()
    ) async throws(Rejection) -> ListUserTasks.Answer {
        let call = Call.listUserTasks(query)
        guard case .listUserTasks(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    private func done(_ call: Call, _ options: CallOptions) async throws(Rejection) {
        guard case .done = try await perform(call, options) else { throw .mismatch(call) }
    }
}

extension Rejection {
    static func mismatch(_ call: Call) -> Rejection {
        Rejection(.internal, "the broker answered \(call.name) with something else")
    }
}
