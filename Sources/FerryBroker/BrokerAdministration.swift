/// What those who run a broker ask of it, beside the calls of its clients. Any thread may.
package protocol BrokerAdministration: AnyObject, Sendable {
    var metrics: MetricsText { get }
    /// `done` is called once, at once or on another thread.
    func backUp(_ name: String, _ done: @escaping @Sendable (Result<BackupOutcome, BackupFailure>) -> Void)
}
