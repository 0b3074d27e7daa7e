/// How many process instances a partition runs, each counted once; part of the state, so that nobody has to count.
package struct InstanceCounts: Hashable, Sendable {
    /// Neither banned, nor suspended, nor stopped by an incident.
    package var active: Int64
    /// With at least one open incident, and neither banned nor suspended.
    package var withIncidents: Int64
    package var banned: Int64
    /// And not banned.
    package var suspended: Int64

    package init(active: Int64 = 0, withIncidents: Int64 = 0, banned: Int64 = 0, suspended: Int64 = 0) {
        self.active = active
        self.withIncidents = withIncidents
        self.banned = banned
        self.suspended = suspended
    }

    package var all: Int64 { active + withIncidents + banned + suspended }

    package mutating func add(_ number: Int64, to standing: InstanceStanding) {
        switch standing {
        case .active: active += number
        case .withIncidents: withIncidents += number
        case .banned: banned += number
        case .suspended: suspended += number
        }
    }

    /// An instance stands elsewhere than before; nil: it was not there, or is not there any more.
    mutating func move(from before: InstanceStanding?, to after: InstanceStanding?) {
        guard before != after else { return }
        if let before { add(-1, to: before) }
        if let after { add(1, to: after) }
    }
}

/// Where an instance is counted.
package enum InstanceStanding: Hashable, Sendable {
    case active
    case withIncidents
    case banned
    case suspended
}
