import FerryModel

/// Random structure of migrations: every field there and absent.
extension Seeded {
    mutating func structure() -> MigratedStructure {
        MigratedStructure(
            reshaped: list(upTo: 2) {
                ReshapedElement(
                    key: $0.key(), fromKind: $0.name(), toKind: $0.name(), fromScope: $0.key(), toScope: $0.key(),
                    endedIteration: $0.int32())
            },
            removed: list(upTo: 2) {
                RemovedScope(
                    key: $0.key(), elementID: $0.name(), kind: $0.name(), scope: $0.key(), loopCounter: $0.int32(),
                    loop: $0.maybe(
                        LoopCounts(total: $0.int32(), begun: $0.int32(), completed: $0.int32(), terminated: $0.int32())),
                    interruptedBy: $0.maybe($0.name()))
            },
            created: list(upTo: 2) {
                CreatedScope(key: $0.key(), elementID: $0.name(), kind: $0.name(), scope: $0.key())
            },
            jobs: list(upTo: 2) {
                ReplacedJob(
                    elementInstanceKey: $0.key(), before: $0.maybe($0.outline()), incident: $0.maybe($0.key()),
                    after: $0.maybe($0.outline()), userTask: $0.maybe($0.userTask()))
            },
            variables: list(upTo: 3) {
                MigratedVariable(
                    scope: $0.key(), name: $0.name(), before: $0.maybe($0.value()), after: $0.maybe($0.value()))
            },
            compensations: list(upTo: 2) {
                MovedCompensation(before: $0.maybe($0.compensation()), after: $0.maybe($0.compensation()))
            },
            continuations: list(upTo: 2) {
                MovedContinuation(
                    key: $0.key(), fromFlows: $0.list(upTo: 2) { $0.name() }, toFlows: $0.list(upTo: 2) { $0.name() })
            })
    }

    private mutating func outline() -> JobOutline {
        JobOutline(
            key: key(), type: name(), retries: int32(), headers: list(upTo: 2) { $0.header() },
            kind: pick(JobKind.allCases), listenerIndex: int32(), priority: int32())
    }
}
