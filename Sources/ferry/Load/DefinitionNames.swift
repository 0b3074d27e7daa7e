import FerryClient

/// How definitions are called for people: `order:2`, or the key of one that could not be looked up.
struct DefinitionNames: Sendable {
    private var names: [ProcessDefinitionKey: String] = [:]

    func callAsFunction(_ key: ProcessDefinitionKey) -> String { names[key] ?? "\(key)" }

    /// Looks each up once. Never fails: what was done is done, whatever it is called.
    init(of keys: [ProcessDefinitionKey], from client: FerryClient) async {
        for key in Set(keys) {
            let query = GetProcessDefinition(definition: .key(key))
            guard let definition = try? await client.getProcessDefinition(query).definition else { continue }
            names[key] = "\(definition.processID):\(definition.version)"
        }
    }
}
