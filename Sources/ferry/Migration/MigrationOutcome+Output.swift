import FerryClient

extension MigrationRun.Outcome {
    func json(isDryRun: Bool) -> JSON {
        [
            "dryRun": .bool(isDryRun), "migrated": .number(Int64(migrated)), "refused": .number(Int64(refused.count)),
            "seconds": .decimal(elapsed.inSeconds, places: 3),
            "refusals": .array(RefusalGroup.groups(of: refused).map(\.json)), "warnings": warnings.json,
        ]
    }

    func lines(isDryRun: Bool) -> [String] {
        let verb = isDryRun ? "would migrate" : "migrated"
        let total = "\(verb) \(migrated), refused \(refused.count), in \(elapsed.inSeconds.text(places: 1)) s"
        return [total] + refusalLines + warnings.lines
    }

    /// One line for each reason, with an instance to look at.
    var refusalLines: [String] {
        guard !refused.isEmpty else { return [] }
        var table = Table([.right("REFUSED"), .left("REASON"), .left("ELEMENT"), .left("FOR EXAMPLE"), .left("HINT")])
        return [""]
            + table.lines(
                RefusalGroup.groups(of: refused).map { group in
                    [
                        "\(group.keys.count)", group.reason?.code ?? group.status.description,
                        group.reason?.elementID ?? "", "\(group.keys[0])", group.reason?.hint ?? group.message,
                    ]
                })
    }

    /// How the whole ends: an answer that did not come weighs more than a refusal.
    var status: CommandStatus {
        if refused.contains(where: { CommandStatus($0.rejection.code) == .unanswered }) { return .unanswered }
        return refused.isEmpty ? .done : .refused
    }
}
