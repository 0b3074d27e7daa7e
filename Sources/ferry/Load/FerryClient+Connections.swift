import FerryClient

extension FerryClient {
    /// Begins to open all the connections that were asked for.
    ///
    /// Calls alone do not: they take a connection that is linked already, so the first one would carry everything and
    /// a measurement over several would be one over a single connection.
    func openEveryConnection() { transport.connect() }
}
