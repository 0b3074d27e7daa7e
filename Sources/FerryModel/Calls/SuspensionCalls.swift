/// Stops an instance, and all that it has called, where it stands: its jobs leave the queue, its timers and events wait,
/// and it takes no commands but resume, cancel, migrate, modify and set variables. Again: nothing happens.
///
/// Errors: `NOT_FOUND`.
public struct SuspendProcessInstance: Hashable, Sendable {
    public var processInstanceKey: ProcessInstanceKey
    public init(processInstanceKey: ProcessInstanceKey) { self.processInstanceKey = processInstanceKey }
}

/// Lets a suspended instance, and all that it has called, go on. One that is not suspended: nothing happens.
///
/// Errors: `NOT_FOUND`; `FAILED_PRECONDITION` while the instance that called it is suspended.
public struct ResumeProcessInstance: Hashable, Sendable {
    public var processInstanceKey: ProcessInstanceKey
    public init(processInstanceKey: ProcessInstanceKey) { self.processInstanceKey = processInstanceKey }
}
