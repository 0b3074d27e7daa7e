import FerryEngine
import FerryModel

/// Lists go from partition to partition: the broker's page tokens are those of a partition behind its number, as in
/// `2:token`.
extension Call {
    /// What a list of all partitions asks for; nil for every other call.
    var page: Page? {
        get {
            switch self {
            case .listProcessInstances(let call): call.page
            case .listIncidents(let call): call.page
            case .listUserTasks(let call): call.page
            case .listJobs(let call): call.page
            case .listVariables(let call): call.page
            case .listMessages(let call): call.page
            case .listMessageSubscriptions(let call): call.page
            case .listTimers(let call): call.page
            case .generateMigrationPlan(let call): call.page
            default: nil
            }
        }
        set {
            guard let page = newValue else { return }
            switch self {
            case .listProcessInstances(var call):
                call.page = page
                self = .listProcessInstances(call)
            case .listIncidents(var call):
                call.page = page
                self = .listIncidents(call)
            case .listUserTasks(var call):
                call.page = page
                self = .listUserTasks(call)
            case .listJobs(var call):
                call.page = page
                self = .listJobs(call)
            case .listVariables(var call):
                call.page = page
                self = .listVariables(call)
            case .listMessages(var call):
                call.page = page
                self = .listMessages(call)
            case .listMessageSubscriptions(var call):
                call.page = page
                self = .listMessageSubscriptions(call)
            case .listTimers(var call):
                call.page = page
                self = .listTimers(call)
            case .generateMigrationPlan(var call):
                call.page = page
                self = .generateMigrationPlan(call)
            default: break
            }
        }
    }

    /// A list that is narrowed to what lies with one instance asks its partition alone.
    var listedInstance: ProcessInstanceKey? {
        switch self {
        case .listIncidents(let call): call.processInstanceKey
        case .listUserTasks(let call): call.processInstanceKey
        case .listJobs(let call): call.processInstanceKey
        case .listVariables(let call): call.processInstanceKey
        case .listTimers(let call): call.processInstanceKey
        default: nil
        }
    }

    func paged(_ partitions: Int) -> Route {
        guard let page, !page.token.isEmpty else { return .page(PartitionID(1), self) }
        let parts = String(decoding: page.token, as: UTF8.self).split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let partition = UInt16(parts[0]), partition >= 1, Int(partition) <= partitions else {
            return .nowhere(.badPageToken)
        }
        var call = self
        call.page = Page(size: page.size, token: Array(parts[1].utf8))
        return .page(PartitionID(partition), call)
    }
}

extension Answer {
    /// A partition's page as part of the broker's: behind the last page of one partition comes the next partition.
    func paged(on partition: PartitionID, isLast: Bool, of call: Call) -> Answer {
        guard call.page != nil, call.listedInstance == nil else { return self }
        func token(_ inner: [UInt8]) -> [UInt8] {
            if !inner.isEmpty { return Array("\(partition):".utf8) + inner }
            return isLast ? [] : Array("\(partition.rawValue + 1):".utf8)
        }
        switch self {
        case .listProcessInstances(var answer):
            answer.nextPageToken = token(answer.nextPageToken)
            return .listProcessInstances(answer)
        case .listIncidents(var answer):
            answer.nextPageToken = token(answer.nextPageToken)
            return .listIncidents(answer)
        case .listUserTasks(var answer):
            answer.nextPageToken = token(answer.nextPageToken)
            return .listUserTasks(answer)
        case .listJobs(var answer):
            answer.nextPageToken = token(answer.nextPageToken)
            return .listJobs(answer)
        case .listVariables(var answer):
            answer.nextPageToken = token(answer.nextPageToken)
            return .listVariables(answer)
        case .listMessages(var answer):
            answer.nextPageToken = token(answer.nextPageToken)
            return .listMessages(answer)
        case .listMessageSubscriptions(var answer):
            answer.nextPageToken = token(answer.nextPageToken)
            return .listMessageSubscriptions(answer)
        case .listTimers(var answer):
            answer.nextPageToken = token(answer.nextPageToken)
            return .listTimers(answer)
        case .generateMigrationPlan(var answer):
            answer.nextPageToken = token(answer.nextPageToken)
            return .generateMigrationPlan(answer)
        default: return self
        }
    }
}
