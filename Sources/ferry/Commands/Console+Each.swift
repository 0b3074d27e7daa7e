import FerryClient

extension Console {
    /// Does the same to several things: a refusal is reported and does not keep the others from their turn.
    ///
    /// An answer that does not come ends the whole, for the next would not come either.
    func each<Element>(_ elements: [Element], _ body: (Element) async throws -> Void) async throws {
        var isRefused = false
        for element in elements {
            do {
                try await body(element)
            } catch let rejection as Rejection where CommandStatus(rejection.code) == .refused {
                report(rejection)
                isRefused = true
            }
        }
        if isRefused { throw CommandStatus.refused }
    }
}
