import FerryModel

/// Samples of what a migration changes beside elements and tokens.
extension Samples {
    mutating func structure() -> MigratedStructure {
        MigratedStructure(
            reshaped: list {
                ReshapedElement(
                    key: $0.key(), fromKind: $0.name(), toKind: $0.name(), fromScope: $0.key(), toScope: $0.key(),
                    endedIteration: $0.count())
            },
            removed: list {
                RemovedScope(
                    key: $0.key(), elementID: $0.name(), kind: $0.name(), scope: $0.key(), loopCounter: $0.count(),
                    loop: $0.bool()
                        ? LoopCounts(
                            total: $0.count(), begun: $0.count(), completed: $0.count(), terminated: $0.count()) : nil,
                    interruptedBy: $0.bool() ? $0.name() : nil)
            },
            created: list {
                CreatedScope(key: $0.key(), elementID: $0.name(), kind: $0.name(), scope: $0.key())
            },
            jobs: list {
                ReplacedJob(
                    elementInstanceKey: $0.key(), before: $0.bool() ? $0.outline() : nil,
                    incident: $0.bool() ? $0.key() : nil, after: $0.bool() ? $0.outline() : nil,
                    userTask: $0.bool() ? $0.userTask() : nil)
            },
            variables: list {
                MigratedVariable(
                    scope: $0.key(), name: $0.name(), before: $0.bool() ? $0.json() : nil,
                    after: $0.bool() ? $0.json() : nil)
            },
            compensations: list {
                MovedCompensation(
                    before: $0.bool() ? $0.compensation() : nil, after: $0.bool() ? $0.compensation() : nil)
            },
            continuations: list {
                MovedContinuation(
                    key: $0.key(), fromFlows: $0.list { $0.name() }, toFlows: $0.list { $0.name() })
            })
    }

    private mutating func outline() -> JobOutline {
        JobOutline(
            key: key(), type: name(), retries: count(),
            headers: list { ActivatedJob.Header(key: $0.name(), value: $0.text()) }, kind: choice(JobKind.allCases),
            listenerIndex: count(), priority: count())
    }

    private mutating func compensation() -> CompensationSubscription {
        CompensationSubscription(
            key: key(), activityID: name(), activityInstance: key(), scope: key(), eventID: bool() ? name() : nil,
            thrower: bool() ? key() : nil)
    }
}
