import FerryModel

extension FerryClient {
    /// Makes a call and waits for its answer; cancelling the task cancels the call.
    func perform(_ call: Call, _ options: CallOptions) async throws(Rejection) -> Answer {
        guard configuration.retriesLostCommands else {
            return try await attempt(
                call, timeout: timeout(of: call, options), idempotencyKey: options.idempotencyKey)
        }
        return try await performAgainWhenLost(call, options)
    }

    private func performAgainWhenLost(_ call: Call, _ options: CallOptions) async throws(Rejection) -> Answer {
        let idempotencyKey = options.idempotencyKey.isEmpty ? call.freshIdempotencyKey : options.idempotencyKey
        let deadline = ContinuousClock.now + timeout(of: call, options)
        var pauses = Backoff(first: configuration.reconnectBackoff, max: configuration.reconnectBackoffMax)
        while true {
            do throws(Rejection) {
                return try await attempt(
                    call, timeout: deadline - ContinuousClock.now, idempotencyKey: idempotencyKey)
            } catch {
                let pause = pauses.next()
                guard error.code == .unavailable, ContinuousClock.now + pause < deadline else { throw error }
                do { try await Task.sleep(for: pause) } catch { throw .cancelledByCaller }
            }
        }
    }

    private func attempt(
        _ call: Call, timeout: Duration, idempotencyKey: [UInt8]
    ) async throws(Rejection) -> Answer {
        let ticket = CallTicket()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                transport.send(
                    OutgoingCall(call, timeout: timeout, idempotencyKey: idempotencyKey, ticket: ticket) {
                        continuation.resume(returning: $0)
                    })
            }
        } onCancel: {
            ticket.cancel()
        }
        return try result.get()
    }
}

extension Rejection {
    package static let cancelledByCaller = Rejection(.cancelled, "cancelled by the caller")
    package static let timedOut = Rejection(.deadlineExceeded, "the answer did not come in time")
    package static let clientClosed = Rejection(.cancelled, "the client is closed")
}

extension Call {
    /// A random name for a command; empty for a call that changes nothing.
    fileprivate var freshIdempotencyKey: [UInt8] {
        switch self {
        case .modifyProcessInstance, .activateAdHocActivities, .suspendProcessInstance, .resumeProcessInstance,
            .deployResources,
            .createProcessInstance, .cancelProcessInstance, .migrateProcessInstance, .setVariables,
            .completeJob, .failJob, .updateJobRetries, .resolveIncident, .assignUserTask, .updateUserTask,
            .completeUserTask, .deleteResource, .throwError, .updateJob, .updateJobTimeout,
            .broadcastSignal, .evaluateConditions, .publishMessage:
            var random = SystemRandomNumberGenerator()
            return (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        case .ping, .topology, .getProcessDefinition, .listProcessDefinitions, .getProcessInstance,
            .listProcessInstances, .activateJobs, .listIncidents, .getUserTask, .listUserTasks, .streamEvents,
            .streamJobs,
            .correlateMessage, .evaluateDecision, .listDecisions, .getForm, .listForms, .listJobs, .listVariables,
            .listMessages,
            .listMessageSubscriptions, .listTimers, .validateMigrationPlan, .generateMigrationPlan:
            return []
        }
    }
}
