import FerryBPMN
import FerryModel

/// The words of refusals about scopes, repetition, compensation, jobs and variables.
extension Reason {
    // MARK: Scopes and repetition

    static func hierarchyNotPreserved(_ from: Element, _ to: Element, outer: Element, base: Element) -> Reason {
        Reason(
            code: "HIERARCHY_NOT_PRESERVED", elementID: from.id,
            expected: "an element inside '\(base.id)', which '\(outer.id)' is mapped to",
            found: "'\(to.id)', which is not", hint: "map it to an element in there, or leave '\(outer.id)' unmapped")
    }

    static func hierarchyNotPreserved(_ id: String, _ to: Element, base: Element) -> Reason {
        Reason(
            code: "HIERARCHY_NOT_PRESERVED", elementID: id, expected: "an element inside '\(base.id)'",
            found: "'\(to.id)', which is not", hint: "leave the scope around '\(id)' unmapped, or map it elsewhere")
    }

    static func multiInstanceChanged(_ id: String, _ from: Element, _ to: Element) -> Reason {
        Reason(
            code: "MULTI_INSTANCE_CHANGED", elementID: id, expected: from.repetition,
            found: "'\(to.id)', \(to.repetition)",
            hint: from.activity.multiInstance != nil && to.activity.multiInstance == nil
                ? "adaptive mode takes the marker away: map '\(from.id)' to '\(to.id)'"
                : "map it to an activity that repeats in the same way")
    }

    static func multiInstanceChanged(_ id: String, _ repeats: Bool, _ to: Element) -> Reason {
        Reason(
            code: "MULTI_INSTANCE_CHANGED", elementID: id,
            expected: repeats ? "a multi-instance activity" : "an activity that does not repeat",
            found: "'\(to.id)', \(to.repetition)",
            hint: "map what completed in it to an activity around which the same repeats")
    }

    static func multiInstanceAdded(_ from: Element, _ to: Element, around: Element) -> Reason {
        Reason(
            code: "MULTI_INSTANCE_CHANGED", elementID: from.id,
            expected: "an element around which nothing repeats anew",
            found: "'\(to.id)' inside '\(around.id)', \(around.repetition)",
            hint: "a repetition cannot begin in its middle; map '\(from.id)' to an element outside")
    }

    static func multiInstanceAdded(_ around: Element) -> Reason {
        Reason(
            code: "MULTI_INSTANCE_CHANGED", elementID: around.id, expected: "a scope that can come by a migration",
            found: around.repetition, hint: "a repetition cannot begin in its middle; map to elements outside")
    }

    static func innerActivityLost(_ from: Element, _ to: Element, _ mapped: Element?) -> Reason {
        Reason(
            code: "MULTI_INSTANCE_CHANGED", elementID: from.bodyID,
            expected: "an instruction from '\(from.id)' to '\(to.id)', the activity itself",
            found: mapped.map { "one to '\($0.id)'" } ?? "none",
            hint: "one instruction from '\(from.id)' covers its body too; leave the one for the body out")
    }

    static func innerInstanceChanged(_ instruction: MigrationInstruction) -> Reason {
        Reason(
            code: "ELEMENT_TYPE_CHANGED", elementID: instruction.from,
            expected: "inner instances of an ad-hoc subprocess on both sides, or on none",
            found: "'\(instruction.to)'",
            hint: "one instruction for an ad-hoc subprocess covers its inner instances too; leave theirs out")
    }

    static func innerInstanceLost(_ from: Element, _ to: Element, _ mapped: Element) -> Reason {
        Reason(
            code: "SCOPE_CHANGED", elementID: from.innerInstanceID,
            expected: "'\(mapped.innerInstanceID)', because '\(from.id)' is mapped to '\(mapped.id)'",
            found: "'\(to.innerInstanceID)'",
            hint: "one instruction for an ad-hoc subprocess covers its inner instances too; leave theirs out")
    }

    static func nothingRepeatedYet(_ element: ElementInstance, _ to: Element) -> Reason {
        Reason(
            code: "MULTI_INSTANCE_CHANGED", elementID: element.elementID,
            expected: "a repetition under way, whose instances can go on alone", found: "one that has none now",
            hint: "map it to an activity that repeats, or wait until it has begun")
    }

    static func pendingEventUnmapped(_ eventID: String, in target: ProcessDefinition) -> Reason {
        Reason(
            code: "ACTIVE_ELEMENT_UNMAPPED", elementID: eventID,
            expected: "an instruction for an event that has happened and whose element is still to begin",
            found: "none that fits", hint: "map '\(eventID)' to an event of \(target.title) on the mapped element")
    }

    static func listenerCannotRun(_ id: String) -> Reason {
        Reason(
            code: "LISTENER_CANNOT_RUN", elementID: id, expected: "a scope without end listeners",
            found: "end listeners, which are jobs and would have nothing to stand on",
            hint: "map '\(id)', or let the plan skip listeners")
    }

    // MARK: Rests

    static func asyncMissing(_ id: String, _ place: Continuation.Place, _ to: Element) -> Reason {
        let attribute = place == .before ? "asyncBefore" : "asyncAfter"
        return Reason(
            code: "ASYNC_MISSING_IN_TARGET", elementID: id, expected: "a target with \(attribute), as it rests there",
            found: "'\(to.id)', without it",
            hint: "map it to an element with \(attribute), or wait until it has gone on")
    }

    static func asyncFlowAmbiguous(_ id: String, _ flowID: String?, _ to: Element, _ flows: [String]) -> Reason {
        Reason(
            code: "ASYNC_FLOW_AMBIGUOUS", elementID: id,
            expected: flowID.map { "a flow out of '\(to.id)' for the flow '\($0)' it is to go on by" }
                ?? "one flow out of '\(to.id)'",
            found: flows.prefix(8).map { "'\($0)'" }.joined(separator: ", "),
            hint: flowID.map { "add an instruction from '\($0)' to one of them" }
                ?? "map it to an element with one flow")
    }

    static func processStartNested(_ from: Element, _ to: Element, scope: Element) -> Reason {
        Reason(
            code: "PROCESS_START_NESTED", elementID: from.id,
            expected: "an element directly in the process, which is still to begin",
            found: "'\(to.id)' inside '\(scope.id)'", hint: "map it to the start event of the process")
    }

    // MARK: Compensation

    static func compensationUnmapped(
        _ subscription: CompensationSubscription, _ eventID: String, in target: ProcessDefinition
    ) -> Reason {
        Reason(
            code: "COMPENSATION_UNMAPPED", elementID: eventID,
            expected: "an instruction for the compensation of '\(subscription.activityID)', which has completed",
            found: "none",
            hint: "map '\(eventID)' to a compensation boundary event of \(target.title), or let the plan drop it")
    }

    static func compensationScopeChanged(_ id: String, expected: String, found: String) -> Reason {
        Reason(
            code: "COMPENSATION_SCOPE_CHANGED", elementID: id, expected: "the completed activity inside '\(expected)'",
            found: "'\(found)'", hint: "map it to the compensation of an activity with the same scopes around it")
    }

    static func compensationActive(_ id: String) -> Reason {
        Reason(
            code: "COMPENSATION_ACTIVE", elementID: id, expected: "no compensation under way", found: "one that runs",
            hint: "migrate the instance before it compensates, or after it has")
    }

    // MARK: Jobs and variables

    static func jobNotRecreatable(_ id: String, _ target: Element) -> Reason {
        Reason(
            code: "JOB_NOT_RECREATABLE", elementID: id, expected: "a target with a job for what the job is there for",
            found: "'\(target.id)', without one", hint: "keep the job, or map '\(id)' elsewhere")
    }

    static func expressionFailed(_ id: String, _ message: String) -> Reason {
        Reason(
            code: "EXPRESSION_FAILED", elementID: id, expected: "an expression that gives a usable value",
            found: message,
            hint: "correct it, or give the instance the variables that it needs")
    }

    static func unknownVariableScope(_ id: String, in definition: ProcessDefinition) -> Reason {
        Reason(
            code: "UNKNOWN_SOURCE_ELEMENT", elementID: id,
            expected: "an element of \(definition.title), for its variables",
            found: "no such element", hint: "leave the scope out for variables of the process")
    }

    static func variableConflict(_ id: String, name: String, newName: String) -> Reason {
        Reason(
            code: "VARIABLE_CONFLICT", elementID: id, expected: "no variable '\(newName)' beside '\(name)'",
            found: "both, of which one would be lost", hint: "remove '\(newName)' first, or choose another name")
    }
}

extension Element {
    /// With what matters to whether one can become another, for example `a SERVICE_TASK that repeats in parallel`.
    var phrase: String { activity.multiInstance == nil ? kind.phrase : "\(kind.phrase), \(repetition)" }

    var repetition: String {
        switch activity.multiInstance?.isSequential {
        case nil: "which does not repeat"
        case true?: "which repeats one after the other"
        case false?: "which repeats in parallel"
        }
    }
}
