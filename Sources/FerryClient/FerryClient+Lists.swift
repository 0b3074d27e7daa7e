public import FerryModel

// Lists of what is there: each answers a page, and how to ask for the next.
extension FerryClient {
    /// A page of the jobs.
    public func listJobs(
        _ query: ListJobs = .init(), options: CallOptions = .init()
    ) async throws(Rejection) -> ListJobs.Answer {
        let call = Call.listJobs(query)
        guard case .listJobs(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    /// A page of the variables of running instances.
    public func listVariables(
        _ query: ListVariables = .init(), options: CallOptions = .init()
    ) async throws(Rejection) -> ListVariables.Answer {
        let call = Call.listVariables(query)
        guard case .listVariables(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    /// A page of the messages that wait.
    public func listMessages(
        _ query: ListMessages = .init(), options: CallOptions = .init()
    ) async throws(Rejection) -> ListMessages.Answer {
        let call = Call.listMessages(query)
        guard case .listMessages(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }

    /// A page of those who wait for a message.
    public func listMessageSubscriptions(
        _ query: ListMessageSubscriptions = .init(), options: CallOptions = .init()
    ) async throws(Rejection) -> ListMessageSubscriptions.Answer {
        let call = Call.listMessageSubscriptions(query)
        guard case .listMessageSubscriptions(let answer) = try await perform(call, options) else {
            throw .mismatch(call)
        }
        return answer
    }

    /// A page of the timers that run, the soonest first.
    public func listTimers(
        _ query: ListTimers = .init(), options: CallOptions = .init()
    ) async throws(Rejection) -> ListTimers.Answer {
        let call = Call.listTimers(query)
        guard case .listTimers(let answer) = try await perform(call, options) else { throw .mismatch(call) }
        return answer
    }
}
