import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

extension RunningBroker {
    /// What the admin port says of the broker's health.
    func health(_ question: String) async throws -> (status: Int, text: String) {
        let port = process.adminPort ?? 0
        guard let url = URL(string: "http://127.0.0.1:\(port)/health/\(question)") else { throw URLError(.badURL) }
        let (data, response) = try await URLSession.shared.data(from: url)
        return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))
    }
}
