import FerryBPMN
import FerryModel

extension Execution {
    /// Why a task listener cannot say this of this change; nil when it can (A91-A93).
    func fault(
        of result: TaskListenerResult, with variables: Variables, _ job: Job, of element: ElementInstance
    ) throws(CommandFailure) -> Rejection? {
        guard let change = element.taskChange else { throw broken("job \(job.key) listens to no change") }
        var reasons = result.corrections.faults
        func refuse(_ code: String, _ expected: String, _ found: String, _ hint: String = "") {
            reasons.append(
                Reason(code: code, elementID: element.elementID, expected: expected, found: found, hint: hint))
        }
        if !variables.isEmpty {
            refuse(
                "LISTENER_VARIABLES", "a task listener without variables",
                variables.entries.map(\.name).joined(separator: ", "))
        }
        if result.isDenied, !result.corrections.isEmpty {
            refuse("LISTENER_DENIES_AND_CORRECTS", "a denial or corrections", "both")
        }
        if result.isDenied, !change.kind.canBeDenied {
            refuse(
                "LISTENER_CANNOT_DENY", "a denial of an assignment, an update or a completion",
                "one of \(change.kind.name)")
        }
        if change.kind == .creating, result.corrections.assignee != nil,
            try model(element).activity.userTask?.assignee != nil
        {
            refuse(
                "ASSIGNEE_OF_THE_MODEL", "no assignee, where the model names one", "one of the listener's",
                "let a listener to assigning correct it")
        }
        if reasons.isEmpty { return nil }
        return Rejection(.invalidArgument, "job \(job.key) cannot be completed this way", reasons: reasons)
    }
}

extension Variables {
    /// Others in their place, and beside them; `names`: only these, unless it is empty.
    mutating func cover(with others: Variables, names: [String]) {
        for entry in others.entries where names.isEmpty || names.contains(entry.name) { self[entry.name] = entry.value }
    }
}
