extension KillRun {
    /// What a run was made of, for people.
    struct Figures: Sendable {
        var cycles = 0
        var killsWhileStarting = 0
        var acknowledged = 0
        var ordersVerified = 0
        var lostButThere = 0
        var lostAndAbsent = 0
        var events = 0
        var startTimes: [Duration] = []
        var power = PowerCut.Figures()
        /// How often a partition stopped and came back.
        var troubles = 0

        func report(seed: UInt64) {
            let sorted = startTimes.sorted()
            var lines = [
                "cycles                  \(cycles) (seed \(seed)), killed while starting \(killsWhileStarting)",
                "acknowledged commands   \(acknowledged)",
                "orders verified         \(ordersVerified)",
                "lost commands           \(lostButThere) done, \(lostAndAbsent) not, none by half",
                "events                  \(events)",
            ]
            if let slowest = sorted.last {
                lines.append("start                   median \(sorted[sorted.count / 2]), slowest \(slowest)")
            }
            if power.cuts > 0 {
                lines += [
                    "power cuts              \(power.cuts)",
                    "unsafe writes           \(power.unsafeWrites), lost \(power.lostWrites), pages lost \(power.holes)",
                    "unsafe names            \(power.unsafeNames), lost \(power.lostNames)",
                ]
            }
            if troubles > 0 { lines.append("troubles with the disk  \(troubles)") }
            print(lines.joined(separator: "\n"))
        }
    }
}
