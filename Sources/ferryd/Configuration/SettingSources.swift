/// Where settings come from, the strongest first: flags, the environment, a file; what none of them says stays as it is.
struct SettingSources {
    var flags: [String: String] = [:]
    var environment: [String: String] = [:]
    var file: ConfigurationFile?

    /// Variables that begin like ours, but are for others.
    private static let foreignVariables: Set<String> = ["FERRY_CONFIG", "FERRY_ADDRESS"]

    struct Outcome: Sendable {
        let settings: Settings
        /// Variables that look like settings and are none. Only a warning: an environment is shared with others.
        let unknownVariables: [String]
    }

    /// All faults at once.
    struct Refusal: Error, Equatable, CustomStringConvertible {
        let faults: [String]

        var description: String { faults.joined(separator: "\n") }
    }

    func resolve() throws(Refusal) -> Outcome {
        var settings = Settings()
        var faults: [String] = []
        for setting in Setting.all {
            guard let (source, text) = value(of: setting) else { continue }
            if !setting.set(&settings, text) {
                // Secrets have no wrong value, so none is shown here.
                faults.append("\(source): expected \(setting.takes), found '\(text)'")
            }
        }
        for name in (file?.values.keys.sorted() ?? []) where Setting.named(name) == nil {
            faults.append("\(file?.path ?? ""): there is no setting '\(name)'\(Self.suggestion(for: name))")
        }
        guard faults.isEmpty else { throw Refusal(faults: faults) }
        let known = Set(Setting.all.map(\.variable)).union(Self.foreignVariables)
        let unknown = environment.keys.filter { $0.hasPrefix("FERRY_") && !known.contains($0) }
        return Outcome(settings: settings, unknownVariables: unknown.sorted())
    }

    private func value(of setting: Setting) -> (source: String, text: String)? {
        if let text = flags[setting.name] { return ("--\(setting.name)", text) }
        if let text = environment[setting.variable] { return (setting.variable, text) }
        if let file, let text = file.values[setting.name] { return ("\(file.path): \(setting.name)", text) }
        return nil
    }

    /// The setting that is spelled most alike.
    private static func suggestion(for name: String) -> String {
        let spelling = name.lowercased().replacing("_", with: "-")
        let near = Setting.all.map(\.name).first { $0 == spelling || $0.hasPrefix(spelling) || spelling.hasPrefix($0) }
        return near.map { "; perhaps '\($0)' is meant" } ?? "; see docs/CONFIGURATION.md"
    }
}
