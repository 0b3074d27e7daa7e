package import FerryModel

extension Engine {
    /// Goes through what is due, the soonest first; jobs and messages that are due stand between the timers.
    func list(_ call: ListTimers) throws(CommandFailure) -> Answer {
        let definitionKey = try key(of: call.definition, tenant: call.tenant)
        let size = try PageCursor(Page(size: call.page.size)).size
        let begin = try DuePlace(token: call.page.token)
        var due: [(place: DuePlace, thing: DueThing)] = []
        var examined = 0
        try reading { () throws(StorageFailure) in
            try self.state.commit()
            try self.state.storage.scanDue(after: begin) { (place, thing) throws(StorageFailure) in
                examined += 1
                due.append((place, thing))
                return examined < Self.dueExaminedMax
            }
        }
        var timers: [TimerView] = []
        var last = begin
        var elements = 0
        var isWhole = examined < Self.dueExaminedMax
        for (place, thing) in due {
            guard timers.count < size, elements < PageCursor.elementsMax else {
                isWhole = false
                break
            }
            last = place
            switch thing {
            case .job, .message, .continuation: break
            case .timer(let owner):
                if let key = call.processInstanceKey, key != owner.instance { break }
                let found = try reading { () throws(StorageFailure) in try self.state.instance(owner.instance) }
                elements += found?.elementCount ?? 0
                guard let instance = found, let view = view(EventSubscriptionKey(place.key), owner, instance),
                    definitionKey.map({ $0 == view.definitionKey }) ?? true, call.admits(view)
                else { break }
                timers.append(view)
            case .startTimer(let key):
                guard call.processInstanceKey == nil, definitionKey.map({ $0 == key }) ?? true else { break }
                elements += 1
                let standing = try reading { () throws(StorageFailure) in try self.state.storage.startTimers(of: key) }
                guard let timer = standing.first(where: { $0.key.rawValue == place.key }), let view = view(timer),
                    call.admits(view)
                else { break }
                timers.append(view)
            }
        }
        return .listTimers(
            ListTimers.Answer(timers: timers, nextPageToken: isWhole ? [] : last?.token ?? []))
    }

    private static let dueExaminedMax = 10_000

    private func view(
        _ key: EventSubscriptionKey, _ owner: EventOwner, _ instance: ProcessInstance
    ) -> TimerView? {
        guard let subscription = instance.element(owner.element)?.subscription(key),
            case .timer(let wait) = subscription.trigger
        else { return nil }
        let record = state.definitions[instance.definitionKey]?.definition
        return TimerView(
            key: key, due: wait.due, repetitions: wait.repetitions, eventID: subscription.eventID,
            processInstanceKey: instance.key, elementInstanceKey: owner.element,
            definitionKey: instance.definitionKey, processID: record?.processID ?? "", version: record?.version ?? 0,
            tenant: instance.tenant)
    }

    private func view(_ timer: StartTimer) -> TimerView? {
        guard let record = state.definitions[timer.definitionKey]?.definition else { return nil }
        return TimerView(
            key: timer.key, due: timer.wait.due, repetitions: timer.wait.repetitions, eventID: timer.eventID,
            processInstanceKey: nil, elementInstanceKey: nil, definitionKey: record.key, processID: record.processID,
            version: record.version, tenant: record.tenant)
    }
}

extension ListTimers {
    fileprivate func admits(_ timer: TimerView) -> Bool {
        timer.tenant == tenant && (eventID.isEmpty || timer.eventID == eventID)
    }
}

/// Where something stands among what is due: by time, then key.
package struct DuePlace: Hashable, Sendable {
    package let time: Timestamp
    package let key: Int64

    package init(_ time: Timestamp, _ key: Int64) {
        self.time = time
        self.key = key
    }

    /// nil for an empty token: the first page.
    init?(token: [UInt8]) throws(CommandFailure) {
        guard !token.isEmpty else { return nil }
        let parts = String(decoding: token, as: UTF8.self).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let time = Int64(parts[0]), let key = Int64(parts[1]), key > 0 else {
            throw .rejected(.badPageToken)
        }
        self.init(Timestamp(milliseconds: time), key)
    }

    var token: [UInt8] { Array("\(time.milliseconds)/\(key)".utf8) }
}
