import FerryModel

/// What comes from outside, from the clock and from other instances.
extension Crossings {
    static let events: [CrossingSituation] = [
        CrossingSituation("a timer in the flow is due", [.waiting("w", .timer(.duration("PT5S")))]) { _ in
            .wait(milliseconds: 5_000)
        },
        CrossingSituation("a boundary timer is due", [.job("w").with(boundary: .timer(.duration("PT5S")))]) { _ in
            .wait(milliseconds: 5_000)
        },
        CrossingSituation(
            "a timer that repeats is due", [.job("w").with(boundary: .timer(.cycle("R3/PT20S")), isInterrupting: false)]
        ) { _ in .wait(milliseconds: 20_000) },
        CrossingSituation(
            "an event subprocess's timer is due", [.job("w")], handlers: [.on(.timer(.duration("PT5S")))]
        ) { _ in .wait(milliseconds: 5_000) },
        CrossingSituation("a message is published for a catch event", [.waiting("w", .message("m0"))]) {
            .call(.publishMessage($0.message("m0")))
        },
        CrossingSituation(
            "a message is published for a receive task", [ModelBlock(id: "w", shape: .task(.receive("m0")))]
        ) { .call(.publishMessage($0.message("m0"))) },
        CrossingSituation("a message is published for a boundary event", [.job("w").with(boundary: .message("m0"))]) {
            .call(.publishMessage($0.message("m0")))
        },
        CrossingSituation(
            "a message is published for a boundary event that does not interrupt",
            [.job("w").with(boundary: .message("m0"), isInterrupting: false)]
        ) { .call(.publishMessage($0.message("m0"))) },
        CrossingSituation(
            "a message is published for an event subprocess", [.job("w")], handlers: [.on(.message("m0"))]
        ) { .call(.publishMessage($0.message("m0"))) },
        CrossingSituation("a message is published that only the target waits for", [.job("w")]) {
            .call(.publishMessage($0.message("m1", milliseconds: 20_000)))
        },
        CrossingSituation("a message is correlated", [.waiting("w", .message("m0"))]) {
            .call(.correlateMessage(CorrelateMessage(name: "m0", correlationKey: $0.correlationKey)))
        },
        CrossingSituation(
            "an instance comes to where a message waits", [.job("w"), .waiting("n", .message("m0"))],
            given: { try $0.perform(.publishMessage($0.message("m0", milliseconds: 60_000))) },
            when: { .call(.completeJob(CompleteJob(jobKey: try $0.job("w")))) }),
        CrossingSituation(
            "one of several events happens",
            [ModelBlock(id: "w", shape: .race([.message("m0"), .timer(.duration("PT1H"))]))]
        ) { .call(.publishMessage($0.message("m0"))) },
        CrossingSituation(
            "a message waits for the instance to end", [.job("w")], starts: [.message("go-p0")], beginsBy: "go-p0"
        ) { .call(.publishMessage($0.message("go-p0", milliseconds: 60_000))) },
        CrossingSituation(
            "the instance ends that a message waits for", [.job("w")], starts: [.message("go-p0")], beginsBy: "go-p0",
            given: { try $0.perform(.publishMessage($0.message("go-p0", milliseconds: 50_000))) },
            when: { .call(.completeJob(CompleteJob(jobKey: try $0.job("w")))) }),
        CrossingSituation("a signal is broadcast for a catch event", [.waiting("w", .signal("s0"))]) { _ in
            .call(.broadcastSignal(BroadcastSignal(name: "s0")))
        },
        CrossingSituation("a signal is broadcast for a boundary event", [.job("w").with(boundary: .signal("s0"))]) {
            _ in .call(.broadcastSignal(BroadcastSignal(name: "s0")))
        },
        CrossingSituation("variables are set", [.job("w")]) { world in
            .call(.setVariables(SetVariables(scope: try world.element("w"), variables: .one("kind", "\"b\""))))
        },
        CrossingSituation("a condition in the flow comes true", [.waiting("w", .condition("=again = true"))]) {
            .call(.setVariables(SetVariables(scope: $0.main.root, variables: .one("again", "true"))))
        },
        CrossingSituation(
            "a boundary condition comes true", [.job("w").with(boundary: .condition("=again = true"))]
        ) { .call(.setVariables(SetVariables(scope: $0.main.root, variables: .one("again", "true")))) },
        CrossingSituation(
            "an escalation is thrown",
            [
                ModelBlock(
                    id: "w",
                    shape: .scope(
                        [.job("n"), ModelBlock(id: "x", shape: .raise(.escalation("xe0")))], isTransaction: false)
                ).with(boundary: .escalation("xe0"), isInterrupting: false)
            ]
        ) { .call(.completeJob(CompleteJob(jobKey: try $0.job("n")))) },
        CrossingSituation(
            "compensation is thrown",
            [
                .job("u").with { $0.undo = .work }, .job("w"),
                ModelBlock(id: "x", shape: .raise(.compensation(isAimed: false))),
            ],
            given: { try $0.perform(.completeJob(CompleteJob(jobKey: try $0.job("u")))) },
            when: { .call(.completeJob(CompleteJob(jobKey: try $0.job("w")))) }),
        CrossingSituation(
            "a compensation handler is done",
            [.job("u").with { $0.undo = .work }, ModelBlock(id: "w", shape: .raise(.compensation(isAimed: false)))],
            given: { try $0.perform(.completeJob(CompleteJob(jobKey: try $0.job("u")))) },
            when: { .call(.completeJob(CompleteJob(jobKey: try $0.job("u_undo")))) }),
        CrossingSituation(
            "a transaction is cancelled",
            [
                ModelBlock(
                    id: "w", shape: .scope([.job("u").with { $0.undo = .work }, .job("n")], isTransaction: true)
                )
                .with { $0.ending = .cancel }
            ],
            given: { try $0.perform(.completeJob(CompleteJob(jobKey: try $0.job("u")))) },
            when: { .call(.completeJob(CompleteJob(jobKey: try $0.job("n")))) }),
    ]
}

extension ModelBlock {
    static func waiting(_ id: String, _ trigger: Trigger) -> ModelBlock { ModelBlock(id: id, shape: .wait(trigger)) }
}

extension ModelHandler {
    static func on(_ trigger: Trigger) -> ModelHandler {
        ModelHandler(id: "h", trigger: trigger, isInterrupting: true, blocks: [.job("care")], ending: .nothing)
    }
}

extension CrossingWorld {
    /// For the instance's correlation key.
    func message(_ name: String, milliseconds: Int64 = 0) -> PublishMessage {
        PublishMessage(name: name, correlationKey: correlationKey, timeToLiveMilliseconds: milliseconds)
    }
}
