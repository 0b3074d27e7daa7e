import FerryClient

/// Instances that were refused for the same reason: the same code at the same element.
///
/// An instance with several reasons stands in several groups.
struct RefusalGroup: Hashable, Sendable {
    let status: StatusCode
    /// nil where the broker gave only a message.
    let reason: Reason?
    let message: String
    var keys: [ProcessInstanceKey]

    /// The largest group first.
    static func groups(of refusals: [MigrationRun.Refusal]) -> [RefusalGroup] {
        struct Cause: Hashable {
            let status: StatusCode
            let text: String
            let elementID: String
        }
        var groups: [RefusalGroup] = []
        var indexByCause: [Cause: Int] = [:]
        for refusal in refusals {
            let rejection = refusal.rejection
            let reasons = rejection.reasons.isEmpty ? [nil] : rejection.reasons.map(Optional.some)
            for reason in reasons {
                let cause = Cause(
                    status: rejection.code, text: reason?.code ?? rejection.message, elementID: reason?.elementID ?? "")
                if let index = indexByCause[cause] {
                    // Two reasons of one kind at one element still are one instance.
                    if groups[index].keys.last != refusal.key { groups[index].keys.append(refusal.key) }
                } else {
                    indexByCause[cause] = groups.count
                    groups.append(
                        RefusalGroup(
                            status: rejection.code, reason: reason, message: rejection.message, keys: [refusal.key]))
                }
            }
        }
        return groups.enumerated().sorted { left, right in
            (-left.element.keys.count, left.offset) < (-right.element.keys.count, right.offset)
        }.map(\.element)
    }

    var json: JSON {
        [
            "status": .string(status.description), "code": reason.map { .string($0.code) } ?? .null,
            "elementId": .string(reason?.elementID ?? ""), "message": .string(message),
            "hint": .string(reason?.hint ?? ""), "instances": .array(keys.map { .key($0) }),
        ]
    }
}
