import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    mutating func migrateProcessInstance(_ call: CMigrateProcessInstanceRequest) -> MigrateProcessInstance {
        unsafe MigrateProcessInstance(
            processInstanceKey: key(call.process_instance_key, "process_instance_key"), plan: plan(call.plan),
            dryRun: call.dry_run != 0)
    }

    mutating func plan(_ plan: UnsafeMutablePointer<CMigrationPlan>?) -> MigrationPlan {
        guard let plan = unsafe plan else {
            missing("plan")
            return MigrationPlan(target: .key(0))
        }
        return within("plan") { unsafe $0.plan(plan.pointee) }
    }

    private mutating func plan(_ plan: CMigrationPlan) -> MigrationPlan {
        unsafe MigrationPlan(
            target: definitionReference(plan.target, "target"),
            source: optionalDefinitionReference(plan.source, "source"),
            instructions: list(plan.n_instructions, plan.instructions, "instructions", atMost: 10_000) {
                unsafe $0.instruction($1)
            },
            autoMap: choice(plan.auto_map.rawValue, "auto_map", or: .none),
            mode: choice(plan.mode.rawValue, "mode", or: .strict),
            variables: list(plan.n_variables, plan.variables, "variables", atMost: Self.variablesMax) {
                unsafe $0.variableChange($1)
            },
            unmappedCompensation: choice(plan.unmapped_compensation.rawValue, "unmapped_compensation", or: .reject),
            skipListeners: plan.skip_listeners != 0, skipIOMappings: plan.skip_io_mappings != 0)
    }

    mutating func instruction(_ instruction: CMigrationInstruction) -> MigrationInstruction {
        unsafe MigrationInstruction(
            from: requiredText(instruction.from_id, "from_id"), to: requiredText(instruction.to_id, "to_id"),
            trigger: choice(instruction.trigger.rawValue, "trigger", or: .keep),
            timer: instruction.timer.rawValue == 0 ? nil : choice(instruction.timer.rawValue, "timer", or: .keepDue),
            job: choice(instruction.job.rawValue, "job", or: .keep))
    }

    private mutating func variableChange(_ change: CVariableChange) -> VariableChange {
        let name = unsafe requiredText(change.name, "name")
        var actions: [VariableChange.Action] = []
        if unsafe change.value.len > 0 { unsafe actions.append(.set(name, json(change.value, "value"))) }
        if unsafe change.expression.len > 0 {
            unsafe actions.append(.evaluate(name, text(change.expression, "expression")))
        }
        if unsafe change.new_name.len > 0 {
            unsafe actions.append(.rename(name, to: text(change.new_name, "new_name")))
        }
        if unsafe change.remove != 0 { actions.append(.remove(name)) }
        if actions.count != 1 {
            fault(
                "FIELD_CONFLICT", "value", expected: "exactly one of value, expression, new_name and remove",
                found: "\(actions.count) of them")
        }
        return unsafe VariableChange(scopeID: text(change.scope_id, "scope_id"), actions.first ?? .remove(name))
    }

    mutating func migrateProcessInstance(_ report: CMigrateProcessInstanceResponse) -> MigrationReport {
        unsafe MigrationReport(
            processInstanceKey: ProcessInstanceKey(report.process_instance_key),
            source: ProcessDefinitionKey(report.source), target: ProcessDefinitionKey(report.target),
            isDryRun: report.is_dry_run != 0,
            elements: list(report.n_elements, report.elements, "elements") { unsafe $0.movedElement($1) },
            tokens: list(report.n_tokens, report.tokens, "tokens") { unsafe $0.movedToken($1) },
            events: list(report.n_events, report.events, "events") { unsafe $0.movedEvent($1) },
            position: LogPosition(report.position),
            structure: report.structure.map { unsafe structure($0.pointee) } ?? MigratedStructure(),
            warnings: list(report.n_warnings, report.warnings, "warnings") { unsafe $0.warning($1) })
    }

    mutating func warning(_ warning: CMigrationWarning) -> MigrationWarning {
        unsafe MigrationWarning(
            code: text(warning.code, "code"), from: text(warning.from_id, "from_id"),
            elementID: text(warning.element_id, "element_id"), message: text(warning.message, "message"),
            path: names(warning.n_path, warning.path, "path"))
    }

    private mutating func movedEvent(_ event: CMovedEvent) -> MovedEvent {
        unsafe MovedEvent(
            element: ElementInstanceKey(event.element),
            before: event.before.map { unsafe subscription($0.pointee) },
            after: event.after.map { unsafe subscription($0.pointee) })
    }

    private mutating func movedElement(_ element: CMovedElement) -> MovedElement {
        unsafe MovedElement(
            key: ElementInstanceKey(element.key), from: text(element.from_id, "from_id"),
            to: text(element.to_id, "to_id"), job: optionalKey(element.job, "job"),
            incident: optionalKey(element.incident, "incident"))
    }

    private mutating func movedToken(_ token: CMovedToken) -> MovedToken {
        unsafe MovedToken(
            scope: ElementInstanceKey(token.scope), fromGateway: text(token.from_gateway, "from_gateway"),
            toGateway: text(token.to_gateway, "to_gateway"), fromFlow: text(token.from_flow, "from_flow"),
            toFlow: text(token.to_flow, "to_flow"), count: token.count,
            toScope: optionalKey(token.to_scope, "to_scope"))
    }
}

extension FieldWriter {
    func migrateProcessInstance(_ call: MigrateProcessInstance) -> CMigrateProcessInstanceRequest {
        unsafe CMigrateProcessInstanceRequest(
            base: CMigrateProcessInstanceRequest.head, process_instance_key: call.processInstanceKey.rawValue,
            plan: message(plan(call.plan)), dry_run: call.dryRun ? 1 : 0)
    }

    func plan(_ plan: MigrationPlan) -> CMigrationPlan {
        unsafe CMigrationPlan(
            base: CMigrationPlan.head, target: definitionReference(plan.target),
            source: optionalDefinitionReference(plan.source), n_instructions: plan.instructions.count,
            instructions: list(plan.instructions) { unsafe $0.instruction($1) },
            auto_map: .init(UInt32(bitPattern: plan.autoMap.rawValue)),
            mode: .init(UInt32(bitPattern: plan.mode.rawValue)), n_variables: plan.variables.count,
            variables: list(plan.variables) { unsafe $0.variableChange($1) },
            unmapped_compensation: .init(UInt32(bitPattern: plan.unmappedCompensation.rawValue)),
            skip_listeners: plan.skipListeners ? 1 : 0, skip_io_mappings: plan.skipIOMappings ? 1 : 0)
    }

    func instruction(_ instruction: MigrationInstruction) -> CMigrationInstruction {
        unsafe CMigrationInstruction(
            base: CMigrationInstruction.head, from_id: text(instruction.from), to_id: text(instruction.to),
            trigger: .init(UInt32(bitPattern: instruction.trigger.rawValue)),
            timer: .init(UInt32(bitPattern: instruction.timer?.rawValue ?? 0)),
            job: .init(UInt32(bitPattern: instruction.job.rawValue)))
    }

    private func variableChange(_ change: VariableChange) -> CVariableChange {
        var fields = unsafe CVariableChange()
        unsafe fields.base = CVariableChange.head
        unsafe fields.scope_id = text(change.scopeID)
        switch change.action {
        case .set(let name, let value):
            unsafe fields.name = text(name)
            unsafe fields.value = bytes(value.bytes)
        case .evaluate(let name, let expression):
            unsafe fields.name = text(name)
            unsafe fields.expression = text(expression)
        case .rename(let name, let newName):
            unsafe fields.name = text(name)
            unsafe fields.new_name = text(newName)
        case .remove(let name):
            unsafe fields.name = text(name)
            unsafe fields.remove = 1
        }
        return unsafe fields
    }

    func migrateProcessInstance(_ report: MigrationReport) -> CMigrateProcessInstanceResponse {
        unsafe CMigrateProcessInstanceResponse(
            base: CMigrateProcessInstanceResponse.head, process_instance_key: report.processInstanceKey.rawValue,
            source: report.source.rawValue, target: report.target.rawValue, is_dry_run: report.isDryRun ? 1 : 0,
            n_elements: report.elements.count, elements: list(report.elements) { unsafe $0.movedElement($1) },
            n_tokens: report.tokens.count, tokens: list(report.tokens) { unsafe $0.movedToken($1) },
            position: report.position.rawValue, n_events: report.events.count,
            events: list(report.events) { unsafe $0.movedEvent($1) }, n_warnings: report.warnings.count,
            warnings: list(report.warnings) { unsafe $0.warning($1) },
            structure: report.structure.isEmpty ? nil : message(structure(report.structure)))
    }

    private func movedEvent(_ event: MovedEvent) -> CMovedEvent {
        unsafe CMovedEvent(
            base: CMovedEvent.head, element: event.element.rawValue,
            before: event.before.flatMap { unsafe message(subscription($0)) },
            after: event.after.flatMap { unsafe message(subscription($0)) })
    }

    func warning(_ warning: MigrationWarning) -> CMigrationWarning {
        unsafe CMigrationWarning(
            base: CMigrationWarning.head, code: text(warning.code), from_id: text(warning.from),
            element_id: text(warning.elementID), message: text(warning.message), n_path: warning.path.count,
            path: names(warning.path))
    }

    private func movedElement(_ element: MovedElement) -> CMovedElement {
        unsafe CMovedElement(
            base: CMovedElement.head, key: element.key.rawValue, from_id: text(element.from), to_id: text(element.to),
            job: element.job?.rawValue ?? 0, incident: element.incident?.rawValue ?? 0)
    }

    private func movedToken(_ token: MovedToken) -> CMovedToken {
        unsafe CMovedToken(
            base: CMovedToken.head, scope: token.scope.rawValue, from_gateway: text(token.fromGateway),
            to_gateway: text(token.toGateway), from_flow: text(token.fromFlow), to_flow: text(token.toFlow),
            count: token.count, to_scope: token.toScope?.rawValue ?? 0)
    }
}
