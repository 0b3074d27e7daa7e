import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    mutating func modifyProcessInstance(_ call: CModifyProcessInstanceRequest) -> ModifyProcessInstance {
        unsafe ModifyProcessInstance(
            processInstanceKey: key(call.process_instance_key, "process_instance_key"),
            activate: list(call.n_activate, call.activate, "activate", atMost: 1_000) {
                unsafe ElementActivation(
                    elementID: $0.requiredText($1.element_id, "element_id"),
                    ancestor: $0.optionalKey($1.ancestor, "ancestor"),
                    variables: $0.scopeVariables($1.n_variables, $1.variables))
            },
            terminate: list(call.n_terminate, call.terminate, "terminate", atMost: 1_000) { unsafe $0.selection($1) },
            move: list(call.n_move, call.move, "move", atMost: 1_000) { unsafe $0.move($1) },
            dryRun: call.dry_run != 0)
    }

    private mutating func scopeVariables(
        _ count: Int, _ items: UnsafeMutablePointer<UnsafeMutablePointer<CScopeVariables>?>?
    ) -> [ScopeVariables] {
        unsafe list(count, items, "variables", atMost: 100) {
            unsafe ScopeVariables(
                scopeID: $0.text($1.scope_id, "scope_id"),
                variables: $0.variables($1.variables, "variables", atMost: Self.variablesMax))
        }
    }

    private mutating func selection(_ selection: CElementSelection) -> ElementSelection {
        let id = unsafe text(selection.element_id, "element_id")
        let key: ElementInstanceKey? = unsafe optionalKey(selection.element_instance_key, "element_instance_key")
        guard id.isEmpty != (key == nil) else {
            fault(
                "FIELD_CONFLICT", "element_instance_key", expected: "it or element_id, and not both",
                found: id.isEmpty ? "neither" : "both")
            return .element(id)
        }
        return key.map { .instance($0) } ?? .element(id)
    }

    private mutating func move(_ move: CElementMove) -> ElementMove {
        var source = ElementSelection.element("")
        if let given = unsafe move.source {
            source = within("source") { unsafe $0.selection(given.pointee) }
        } else {
            missing("source")
        }
        let ancestor: ElementMove.Ancestor
        switch unsafe move.ancestor {
        case FERRY__CLIENT__V1__MOVE_ANCESTOR__MOVE_ANCESTOR_INFERRED: ancestor = .inferred
        case FERRY__CLIENT__V1__MOVE_ANCESTOR__MOVE_ANCESTOR_SOURCE_SCOPE: ancestor = .sourceScope
        case FERRY__CLIENT__V1__MOVE_ANCESTOR__MOVE_ANCESTOR_ANY: ancestor = .any
        case FERRY__CLIENT__V1__MOVE_ANCESTOR__MOVE_ANCESTOR_INSTANCE:
            ancestor = unsafe .instance(key(move.ancestor_key, "ancestor_key"))
        default:
            fault("UNKNOWN_VALUE", "ancestor", expected: "a way to choose an ancestor known here")
            ancestor = .inferred
        }
        let isByKey = if case .instance = ancestor { true } else { false }
        if unsafe !isByKey && move.ancestor_key != 0 {
            fault(
                "FIELD_CONFLICT", "ancestor_key", expected: "0 unless ancestor is MOVE_ANCESTOR_INSTANCE",
                found: unsafe "\(move.ancestor_key)")
        }
        return unsafe ElementMove(
            source: source, target: requiredText(move.target_id, "target_id"), ancestor: ancestor,
            variables: scopeVariables(move.n_variables, move.variables))
    }

    mutating func modifyProcessInstance(_ report: CModifyProcessInstanceResponse) -> ModificationReport {
        unsafe ModificationReport(
            processInstanceKey: ProcessInstanceKey(report.process_instance_key), isDryRun: report.is_dry_run != 0,
            activated: list(report.n_activated, report.activated, "activated") { unsafe $0.reference($1) },
            terminated: list(report.n_terminated, report.terminated, "terminated") { unsafe $0.reference($1) },
            hasEnded: report.has_ended != 0)
    }

    private mutating func reference(_ reference: CElementInstanceReference) -> ElementInstanceReference {
        unsafe ElementInstanceReference(
            key: ElementInstanceKey(reference.key), elementID: text(reference.element_id, "element_id"))
    }

    mutating func suspendProcessInstance(_ call: CSuspendProcessInstanceRequest) -> SuspendProcessInstance {
        unsafe SuspendProcessInstance(processInstanceKey: key(call.process_instance_key, "process_instance_key"))
    }

    mutating func resumeProcessInstance(_ call: CResumeProcessInstanceRequest) -> ResumeProcessInstance {
        unsafe ResumeProcessInstance(processInstanceKey: key(call.process_instance_key, "process_instance_key"))
    }
}

extension FieldWriter {
    func modifyProcessInstance(_ call: ModifyProcessInstance) -> CModifyProcessInstanceRequest {
        unsafe CModifyProcessInstanceRequest(
            base: CModifyProcessInstanceRequest.head, process_instance_key: call.processInstanceKey.rawValue,
            n_activate: call.activate.count,
            activate: list(call.activate) {
                unsafe CElementActivation(
                    base: CElementActivation.head, element_id: $0.text($1.elementID),
                    ancestor: $1.ancestor?.rawValue ?? 0, n_variables: $1.variables.count,
                    variables: $0.scopeVariables($1.variables))
            },
            n_terminate: call.terminate.count, terminate: list(call.terminate) { unsafe $0.selection($1) },
            n_move: call.move.count, move: list(call.move) { unsafe $0.move($1) }, dry_run: call.dryRun ? 1 : 0)
    }

    private func scopeVariables(
        _ variables: [ScopeVariables]
    ) -> UnsafeMutablePointer<UnsafeMutablePointer<CScopeVariables>?>? {
        unsafe list(variables) {
            unsafe CScopeVariables(
                base: CScopeVariables.head, scope_id: $0.text($1.scopeID), variables: $0.variables($1.variables))
        }
    }

    private func selection(_ selection: ElementSelection) -> CElementSelection {
        switch selection {
        case .instance(let key):
            unsafe CElementSelection(
                base: CElementSelection.head, element_instance_key: key.rawValue, element_id: ProtobufCBinaryData())
        case .element(let id):
            unsafe CElementSelection(base: CElementSelection.head, element_instance_key: 0, element_id: text(id))
        }
    }

    private func move(_ move: ElementMove) -> CElementMove {
        var key: Int64 = 0
        let ancestor: Ferry__Client__V1__MoveAncestor
        switch move.ancestor {
        case .inferred: ancestor = FERRY__CLIENT__V1__MOVE_ANCESTOR__MOVE_ANCESTOR_INFERRED
        case .sourceScope: ancestor = FERRY__CLIENT__V1__MOVE_ANCESTOR__MOVE_ANCESTOR_SOURCE_SCOPE
        case .any: ancestor = FERRY__CLIENT__V1__MOVE_ANCESTOR__MOVE_ANCESTOR_ANY
        case .instance(let given):
            ancestor = FERRY__CLIENT__V1__MOVE_ANCESTOR__MOVE_ANCESTOR_INSTANCE
            key = given.rawValue
        }
        return unsafe CElementMove(
            base: CElementMove.head, source: message(selection(move.source)), target_id: text(move.target),
            ancestor: ancestor, ancestor_key: key, n_variables: move.variables.count,
            variables: scopeVariables(move.variables))
    }

    func modifyProcessInstance(_ report: ModificationReport) -> CModifyProcessInstanceResponse {
        unsafe CModifyProcessInstanceResponse(
            base: CModifyProcessInstanceResponse.head, process_instance_key: report.processInstanceKey.rawValue,
            is_dry_run: report.isDryRun ? 1 : 0, n_activated: report.activated.count,
            activated: list(report.activated) { unsafe $0.reference($1) }, n_terminated: report.terminated.count,
            terminated: list(report.terminated) { unsafe $0.reference($1) }, has_ended: report.hasEnded ? 1 : 0)
    }

    private func reference(_ reference: ElementInstanceReference) -> CElementInstanceReference {
        unsafe CElementInstanceReference(
            base: CElementInstanceReference.head, key: reference.key.rawValue, element_id: text(reference.elementID))
    }

    func suspendProcessInstance(_ call: SuspendProcessInstance) -> CSuspendProcessInstanceRequest {
        unsafe CSuspendProcessInstanceRequest(
            base: CSuspendProcessInstanceRequest.head, process_instance_key: call.processInstanceKey.rawValue)
    }

    func resumeProcessInstance(_ call: ResumeProcessInstance) -> CResumeProcessInstanceRequest {
        unsafe CResumeProcessInstanceRequest(
            base: CResumeProcessInstanceRequest.head, process_instance_key: call.processInstanceKey.rawValue)
    }
}
