import FerryModel

extension FNV1a {
    mutating func combine(_ decision: JobDecision) {
        switch decision {
        case .adHoc(let result):
            combine("adHoc")
            combine(result.isFulfilled ? 1 : 0)
            combine(result.cancelsRemaining ? 1 : 0)
            combine(result.activities)
        case .taskListener(let result):
            combine("taskListener")
            combine(result.isDenied ? 1 : 0)
            combine(result.deniedReason)
            combine(result.corrections)
        }
    }

    mutating func combine(_ activities: [AdHocActivation]) {
        for activity in activities {
            combine(activity.elementID)
            combine(activity.variables.json)
        }
        combine(0)
    }

    private mutating func combine(_ corrections: UserTaskCorrections) {
        combine(corrections.assignee.map { [$0] })
        combine(corrections.candidateGroups)
        combine(corrections.candidateUsers)
        combine(corrections.dueDate.map { [$0] })
        combine(corrections.followUpDate.map { [$0] })
        combine(corrections.priority.map { ["\($0)"] })
    }

    /// nil and an empty list are two things.
    private mutating func combine(_ texts: [String]?) {
        combine(texts == nil ? 0 : 1)
        for text in texts ?? [] { combine(text) }
        combine(0)
    }
}
