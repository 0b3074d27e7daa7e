import CFerryProto
import CProtobufC
import FerryModel

/// What a migration changes beside elements and tokens.
extension FieldReader {
    mutating func structure(_ structure: CMigratedStructure) -> MigratedStructure {
        unsafe MigratedStructure(
            reshaped: list(structure.n_reshaped, structure.reshaped, "reshaped") { unsafe $0.reshaped($1) },
            removed: list(structure.n_removed, structure.removed, "removed") { unsafe $0.removed($1) },
            created: list(structure.n_created, structure.created, "created") { unsafe $0.created($1) },
            jobs: list(structure.n_jobs, structure.jobs, "jobs") { unsafe $0.replaced($1) },
            variables: list(structure.n_variables, structure.variables, "variables") { unsafe $0.migrated($1) },
            compensations: list(structure.n_compensations, structure.compensations, "compensations") {
                unsafe $0.moved($1)
            },
            continuations: list(structure.n_continuations, structure.continuations, "continuations") {
                unsafe MovedContinuation(
                    key: ElementInstanceKey($1.key), fromFlows: $0.names($1.n_from_flows, $1.from_flows, "from_flows"),
                    toFlows: $0.names($1.n_to_flows, $1.to_flows, "to_flows"))
            })
    }

    private mutating func reshaped(_ element: CReshapedElement) -> ReshapedElement {
        unsafe ReshapedElement(
            key: ElementInstanceKey(element.key), fromKind: text(element.from_kind, "from_kind"),
            toKind: text(element.to_kind, "to_kind"), fromScope: ElementInstanceKey(element.from_scope),
            toScope: ElementInstanceKey(element.to_scope), endedIteration: element.ended_iteration)
    }

    private mutating func removed(_ scope: CRemovedScope) -> RemovedScope {
        unsafe RemovedScope(
            key: ElementInstanceKey(scope.key), elementID: text(scope.element_id, "element_id"),
            kind: text(scope.kind, "kind"), scope: ElementInstanceKey(scope.scope), loopCounter: scope.loop_counter,
            loop: scope.loop.map {
                unsafe LoopCounts(
                    total: $0.pointee.total, begun: $0.pointee.begun, completed: $0.pointee.completed,
                    terminated: $0.pointee.terminated)
            },
            interruptedBy: scope.interrupted_by.len == 0 ? nil : text(scope.interrupted_by, "interrupted_by"))
    }

    private mutating func created(_ scope: CCreatedScope) -> CreatedScope {
        unsafe CreatedScope(
            key: ElementInstanceKey(scope.key), elementID: text(scope.element_id, "element_id"),
            kind: text(scope.kind, "kind"), scope: ElementInstanceKey(scope.scope))
    }

    private mutating func replaced(_ job: CReplacedJob) -> ReplacedJob {
        unsafe ReplacedJob(
            elementInstanceKey: ElementInstanceKey(job.element_instance_key),
            before: job.before.map { unsafe outline($0.pointee) }, incident: optionalKey(job.incident, "incident"),
            after: job.after.map { unsafe outline($0.pointee) },
            userTask: job.user_task.map { unsafe userTask($0.pointee) })
    }

    private mutating func outline(_ job: CJobOutline) -> JobOutline {
        unsafe JobOutline(
            key: JobKey(job.key), type: text(job.type, "type"), retries: job.retries,
            headers: list(job.n_headers, job.headers, "headers") {
                unsafe ActivatedJob.Header(key: $0.text($1.key, "key"), value: $0.text($1.value, "value"))
            },
            kind: choice(job.kind.rawValue, "kind", or: .element), listenerIndex: job.listener_index,
            priority: job.priority)
    }

    private mutating func migrated(_ variable: CMigratedVariable) -> MigratedVariable {
        unsafe MigratedVariable(
            scope: ElementInstanceKey(variable.scope), name: text(variable.name, "name"),
            before: variable.before.len == 0 ? nil : json(variable.before, "before"),
            after: variable.after.len == 0 ? nil : json(variable.after, "after"))
    }

    private mutating func moved(_ compensation: CMovedCompensation) -> MovedCompensation {
        unsafe MovedCompensation(
            before: compensation.before.map { unsafe self.compensation($0.pointee) },
            after: compensation.after.map { unsafe self.compensation($0.pointee) })
    }

    private mutating func compensation(_ subscription: CCompensationSubscription) -> CompensationSubscription {
        unsafe CompensationSubscription(
            key: CompensationKey(subscription.key), activityID: text(subscription.activity_id, "activity_id"),
            activityInstance: ElementInstanceKey(subscription.activity_instance),
            scope: ElementInstanceKey(subscription.scope),
            eventID: subscription.event_id.len == 0 ? nil : text(subscription.event_id, "event_id"),
            thrower: optionalKey(subscription.thrower, "thrower"))
    }
}

extension FieldWriter {
    func structure(_ structure: MigratedStructure) -> CMigratedStructure {
        unsafe CMigratedStructure(
            base: CMigratedStructure.head, n_reshaped: structure.reshaped.count,
            reshaped: list(structure.reshaped) { unsafe $0.reshaped($1) }, n_removed: structure.removed.count,
            removed: list(structure.removed) { unsafe $0.removed($1) }, n_created: structure.created.count,
            created: list(structure.created) { unsafe $0.created($1) }, n_jobs: structure.jobs.count,
            jobs: list(structure.jobs) { unsafe $0.replaced($1) }, n_variables: structure.variables.count,
            variables: list(structure.variables) { unsafe $0.migrated($1) },
            n_compensations: structure.compensations.count,
            compensations: list(structure.compensations) { unsafe $0.moved($1) },
            n_continuations: structure.continuations.count,
            continuations: list(structure.continuations) {
                unsafe CMovedContinuation(
                    base: CMovedContinuation.head, key: $1.key.rawValue, n_from_flows: $1.fromFlows.count,
                    from_flows: $0.names($1.fromFlows), n_to_flows: $1.toFlows.count, to_flows: $0.names($1.toFlows))
            })
    }

    private func reshaped(_ element: ReshapedElement) -> CReshapedElement {
        unsafe CReshapedElement(
            base: CReshapedElement.head, key: element.key.rawValue, from_kind: text(element.fromKind),
            to_kind: text(element.toKind), from_scope: element.fromScope.rawValue, to_scope: element.toScope.rawValue,
            ended_iteration: element.endedIteration)
    }

    private func removed(_ scope: RemovedScope) -> CRemovedScope {
        unsafe CRemovedScope(
            base: CRemovedScope.head, key: scope.key.rawValue, element_id: text(scope.elementID),
            kind: text(scope.kind), scope: scope.scope.rawValue, loop_counter: scope.loopCounter,
            loop: scope.loop.flatMap {
                unsafe message(
                    CLoopCounts(
                        base: CLoopCounts.head, total: $0.total, begun: $0.begun, completed: $0.completed,
                        terminated: $0.terminated))
            },
            interrupted_by: text(scope.interruptedBy ?? ""))
    }

    private func created(_ scope: CreatedScope) -> CCreatedScope {
        unsafe CCreatedScope(
            base: CCreatedScope.head, key: scope.key.rawValue, element_id: text(scope.elementID),
            kind: text(scope.kind), scope: scope.scope.rawValue)
    }

    private func replaced(_ job: ReplacedJob) -> CReplacedJob {
        unsafe CReplacedJob(
            base: CReplacedJob.head, element_instance_key: job.elementInstanceKey.rawValue,
            before: job.before.flatMap { unsafe message(outline($0)) }, incident: job.incident?.rawValue ?? 0,
            after: job.after.flatMap { unsafe message(outline($0)) },
            user_task: job.userTask.flatMap { unsafe message(userTask($0)) })
    }

    private func outline(_ job: JobOutline) -> CJobOutline {
        unsafe CJobOutline(
            base: CJobOutline.head, key: job.key.rawValue, type: text(job.type), retries: job.retries,
            n_headers: job.headers.count,
            headers: list(job.headers) {
                unsafe CJobHeader(base: CJobHeader.head, key: $0.text($1.key), value: $0.text($1.value))
            },
            kind: .init(UInt32(bitPattern: job.kind.rawValue)), listener_index: job.listenerIndex,
            priority: job.priority)
    }

    private func migrated(_ variable: MigratedVariable) -> CMigratedVariable {
        unsafe CMigratedVariable(
            base: CMigratedVariable.head, scope: variable.scope.rawValue, name: text(variable.name),
            before: bytes(variable.before?.bytes ?? []), after: bytes(variable.after?.bytes ?? []))
    }

    private func moved(_ moved: MovedCompensation) -> CMovedCompensation {
        unsafe CMovedCompensation(
            base: CMovedCompensation.head, before: moved.before.flatMap { unsafe message(compensation($0)) },
            after: moved.after.flatMap { unsafe message(compensation($0)) })
    }

    private func compensation(_ subscription: CompensationSubscription) -> CCompensationSubscription {
        unsafe CCompensationSubscription(
            base: CCompensationSubscription.head, key: subscription.key.rawValue,
            activity_id: text(subscription.activityID), activity_instance: subscription.activityInstance.rawValue,
            scope: subscription.scope.rawValue, event_id: text(subscription.eventID ?? ""),
            thrower: subscription.thrower?.rawValue ?? 0)
    }
}
