import FerryClient

/// What one keeper found after a restart.
struct Settlement {
    var problems: [String] = []
    var own: Set<ProcessInstanceKey> = []
    var lostButThere = 0
    var lostAndAbsent = 0
    var verified = 0

    mutating func expect(_ expected: OrderSight?, _ found: OrderSight?) {
        verified += 1
        if expected != found { problems.append("expected \(Self.words(expected)), found \(Self.words(found))") }
    }

    mutating func judge(_ found: OrderSight?, before: OrderSight?, after: OrderSight?) {
        switch found {
        case after: lostButThere += 1
        case before: lostAndAbsent += 1
        default:
            problems.append(
                "an unacknowledged command was done by half: \(Self.words(before)) became \(Self.words(found))")
        }
    }

    private static func words(_ sight: OrderSight?) -> String { sight.map { "\($0)" } ?? "nothing" }
}
