/// The kinds of element. Raw values are BPMN's names in Camunda's spelling, shown to users.
package enum ElementKind: String, Sendable, CaseIterable {
    case process = "PROCESS"
    case startEvent = "START_EVENT"
    case endEvent = "END_EVENT"
    case task = "TASK"
    case manualTask = "MANUAL_TASK"
    case serviceTask = "SERVICE_TASK"
    case sendTask = "SEND_TASK"
    case scriptTask = "SCRIPT_TASK"
    case businessRuleTask = "BUSINESS_RULE_TASK"
    case userTask = "USER_TASK"
    case exclusiveGateway = "EXCLUSIVE_GATEWAY"
    case parallelGateway = "PARALLEL_GATEWAY"
    case subProcess = "SUB_PROCESS"
    case receiveTask = "RECEIVE_TASK"
    case callActivity = "CALL_ACTIVITY"
    case eventSubProcess = "EVENT_SUB_PROCESS"
    case transaction = "TRANSACTION"
    case adHocSubProcess = "AD_HOC_SUB_PROCESS"
    case inclusiveGateway = "INCLUSIVE_GATEWAY"
    case eventBasedGateway = "EVENT_BASED_GATEWAY"
    case intermediateCatchEvent = "INTERMEDIATE_CATCH_EVENT"
    case intermediateThrowEvent = "INTERMEDIATE_THROW_EVENT"
    case boundaryEvent = "BOUNDARY_EVENT"
    /// Only in running instances: stands around the instances of a multi-instance activity and has its id.
    case multiInstanceBody = "MULTI_INSTANCE_BODY"
    /// Only in running instances: one activation inside an ad-hoc subprocess.
    case adHocInnerInstance = "AD_HOC_SUB_PROCESS_INNER_INSTANCE"

    /// True for what holds other elements of the model.
    package var isScope: Bool {
        switch self {
        case .process, .subProcess, .eventSubProcess, .transaction, .adHocSubProcess: true
        default: false
        }
    }

    /// True for what only running instances have, under the id of the activity it belongs to.
    package var isAuxiliary: Bool { self == .multiInstanceBody || self == .adHocInnerInstance }

    /// True for what can carry boundary events, repeat, or compensate.
    package var isActivity: Bool {
        switch self {
        case .task, .manualTask, .serviceTask, .sendTask, .scriptTask, .businessRuleTask, .userTask, .receiveTask,
            .callActivity, .subProcess, .transaction, .adHocSubProcess:
            true
        default: false
        }
    }

    package var isGateway: Bool {
        switch self {
        case .exclusiveGateway, .parallelGateway, .inclusiveGateway, .eventBasedGateway: true
        default: false
        }
    }

    package var isEvent: Bool {
        switch self {
        case .startEvent, .endEvent, .intermediateCatchEvent, .intermediateThrowEvent, .boundaryEvent: true
        default: false
        }
    }
}
