import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    /// nil where there is none.
    mutating func jobDecision(_ result: UnsafeMutablePointer<CJobDecision>?) -> JobDecision? {
        guard let result = unsafe result?.pointee else { return nil }
        switch unsafe (result.ad_hoc, result.task_listener) {
        case (let adHoc?, nil): return .adHoc(within("decision.ad_hoc") { unsafe $0.adHocResult(adHoc.pointee) })
        case (nil, let listener?):
            return .taskListener(within("decision.task_listener") { unsafe $0.listenerResult(listener.pointee) })
        case (let adHoc, _):
            fault(
                "FIELD_CONFLICT", "decision", expected: "one kind of decision",
                found: unsafe adHoc == nil ? "none" : "two")
            return nil
        }
    }

    private mutating func listenerResult(_ result: CTaskListenerResult) -> TaskListenerResult {
        unsafe TaskListenerResult(
            isDenied: result.denied != 0, deniedReason: text(result.denied_reason, "denied_reason"),
            corrections: result.corrections.map { corrections in
                within("corrections") { unsafe $0.corrections(corrections.pointee) }
            } ?? UserTaskCorrections())
    }

    private mutating func corrections(_ given: CUserTaskCorrections) -> UserTaskCorrections {
        var corrections = UserTaskCorrections()
        for name in unsafe names(given.n_corrected, given.corrected, "corrected", atMost: 100) {
            switch UserTaskAttribute(rawValue: name) {
            case .candidateGroups:
                corrections.candidateGroups = unsafe candidates(
                    given.n_candidate_groups, given.candidate_groups, "candidate_groups")
            case .candidateUsers:
                corrections.candidateUsers = unsafe candidates(
                    given.n_candidate_users, given.candidate_users, "candidate_users")
            case .dueDate: corrections.dueDate = unsafe text(given.due_date, "due_date")
            case .followUpDate: corrections.followUpDate = unsafe text(given.follow_up_date, "follow_up_date")
            case .priority: corrections.priority = unsafe number(given.priority, "priority", in: UserTask.priorities)
            case nil where name == "assignee": corrections.assignee = unsafe text(given.assignee, "assignee")
            case nil: fault("UNKNOWN_VALUE", "corrected", expected: "an attribute that can be corrected", found: name)
            }
        }
        return corrections
    }
}

extension FieldWriter {
    func jobDecision(_ result: JobDecision) -> CJobDecision {
        switch result {
        case .adHoc(let result):
            unsafe CJobDecision(base: CJobDecision.head, ad_hoc: message(adHocResult(result)), task_listener: nil)
        case .taskListener(let result):
            unsafe CJobDecision(base: CJobDecision.head, ad_hoc: nil, task_listener: message(listenerResult(result)))
        }
    }

    private func listenerResult(_ result: TaskListenerResult) -> CTaskListenerResult {
        unsafe CTaskListenerResult(
            base: CTaskListenerResult.head, denied: result.isDenied ? 1 : 0, denied_reason: text(result.deniedReason),
            corrections: result.corrections.isEmpty ? nil : message(corrections(result.corrections)))
    }

    private func corrections(_ corrections: UserTaskCorrections) -> CUserTaskCorrections {
        let groups = corrections.candidateGroups ?? []
        let users = corrections.candidateUsers ?? []
        let corrected = corrections.corrected
        return unsafe CUserTaskCorrections(
            base: CUserTaskCorrections.head, n_corrected: corrected.count, corrected: names(corrected),
            assignee: text(corrections.assignee ?? ""), n_candidate_groups: groups.count,
            candidate_groups: names(groups), n_candidate_users: users.count, candidate_users: names(users),
            due_date: text(corrections.dueDate ?? ""), follow_up_date: text(corrections.followUpDate ?? ""),
            priority: corrections.priority ?? 0)
    }
}
