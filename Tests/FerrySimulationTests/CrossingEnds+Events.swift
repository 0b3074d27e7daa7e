extension CrossingEnds {
    static let events: [String: Ends] = [
        "a timer in the flow is due": Ends(
            ["NOT_FOUND INSTANCE_NOT_ACTIVE | over"],
            afterMigration: ["NOT_FOUND INSTANCE_NOT_ACTIVE | over", "OK | p0 v2: new job ACTIVATABLE"]),
        "a boundary timer is due": Ends(
            ["OK | p0 v2: w2_aside job ACTIVATABLE"],
            afterMigration: ["OK | p0 v2: w2_aside job ACTIVATABLE"]),
        "a timer that repeats is due": Ends(
            ["OK | p0 v2: w2 job ACTIVATABLE, w2_aside job ACTIVATABLE"],
            afterMigration: ["OK | p0 v2: w2 job ACTIVATABLE, w2_aside job ACTIVATABLE"]),
        "an event subprocess's timer is due": Ends(
            ["OK | p0 v2: h, care job ACTIVATABLE"],
            afterMigration: ["OK | p0 v2: h, care job ACTIVATABLE"]),
        "a message is published for a catch event": Ends(
            ["OK | NOT_FOUND INSTANCE_NOT_ACTIVE | over", "OK | OK | p0 v2: new job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: new job ACTIVATABLE"]),
        "a message is published for a receive task": Ends(
            ["OK | NOT_FOUND INSTANCE_NOT_ACTIVE | over", "OK | OK | p0 v2: new job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: new job ACTIVATABLE"]),
        "a message is published for a boundary event": Ends(
            ["OK | OK | p0 v2: w2_aside job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2_aside job ACTIVATABLE"]),
        "a message is published for a boundary event that does not interrupt": Ends(
            ["OK | OK | p0 v2: w2 job ACTIVATABLE, w2_aside job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2 job ACTIVATABLE, w2_aside job ACTIVATABLE"]),
        "a message is published for an event subprocess": Ends(
            ["OK | OK | p0 v2: h, care job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: h, care job ACTIVATABLE"]),
        "a message is published that only the target waits for": Ends(
            ["OK | OK | over"],
            afterMigration: ["OK | OK | over"]),
        "a message is correlated": Ends(
            ["OK | NOT_FOUND INSTANCE_NOT_ACTIVE | over", "OK | OK | p0 v2: new job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: new job ACTIVATABLE"]),
        "an instance comes to where a message waits": Ends(
            ["OK | NOT_FOUND INSTANCE_NOT_ACTIVE | over", "OK | OK | p0 v2: new job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: new job ACTIVATABLE"]),
        "one of several events happens": Ends(
            ["OK | NOT_FOUND INSTANCE_NOT_ACTIVE | over", "OK | OK | p0 v2: new job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: new job ACTIVATABLE"]),
        "a message waits for the instance to end": Ends(
            ["OK | OK | p0 v2: w2 job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2 job ACTIVATABLE"]),
        "the instance ends that a message waits for": Ends(
            ["OK | NOT_FOUND INSTANCE_NOT_ACTIVE | p0 v4: w2x job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: new job ACTIVATABLE"]),
        "a signal is broadcast for a catch event": Ends(
            ["OK | NOT_FOUND INSTANCE_NOT_ACTIVE | over", "OK | OK | p0 v2: new job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: new job ACTIVATABLE"]),
        "a signal is broadcast for a boundary event": Ends(
            ["OK | OK | p0 v2: w2_aside job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2_aside job ACTIVATABLE"]),
        "variables are set": Ends(
            ["OK | OK | p0 v2: w2 job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2 job ACTIVATABLE"]),
        "a condition in the flow comes true": Ends(
            ["OK | NOT_FOUND INSTANCE_NOT_ACTIVE | over"],
            afterMigration: ["OK | OK | p0 v2: new job ACTIVATABLE"]),
        "a boundary condition comes true": Ends(
            ["OK | OK | p0 v2: w2_aside job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2_aside job ACTIVATABLE"]),
        "an escalation is thrown": Ends(
            ["OK | OK | p0 v2: w2_aside job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2_aside job ACTIVATABLE, new job ACTIVATABLE"]),
        "compensation is thrown": Ends(
            ["OK | FAILED_PRECONDITION COMPENSATION_ACTIVE | p0 v1: x compensating, u_undo job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: x compensating, u_undo job ACTIVATABLE"]),
        "a compensation handler is done": Ends(
            ["OK | NOT_FOUND INSTANCE_NOT_ACTIVE | over"],
            afterMigration: ["OK | FAILED_PRECONDITION COMPENSATION_ACTIVE | over"]),
        "a transaction is cancelled": Ends(
            [
                "OK | FAILED_PRECONDITION COMPENSATION_ACTIVE | p0 v1: w interrupted, w_end compensating, u_undo job ACTIVATABLE"
            ],
            afterMigration: ["OK | OK | p0 v2: w2 interrupted, w2_end compensating, u_undo job ACTIVATABLE"]),
    ]
}
