extension CrossingEnds {
    static let instances: [String: Ends] = [
        "the instance is cancelled": Ends(
            ["OK | NOT_FOUND INSTANCE_NOT_ACTIVE | over"],
            afterMigration: ["OK | OK | over"]),
        "a cancelled instance waits for a listener": Ends(
            ["OK | OK | p0 v2: "],
            afterMigration: ["OK | OK | p0 v2: "]),
        "it migrates to another target": Ends(
            ["OK | INVALID_ARGUMENT ACTIVE_ELEMENT_UNMAPPED UNKNOWN_SOURCE_ELEMENT | p0 v4: w2x job ACTIVATABLE"],
            afterMigration: [
                "INVALID_ARGUMENT ACTIVE_ELEMENT_UNMAPPED UNKNOWN_SOURCE_ELEMENT | OK | p0 v2: w2 job ACTIVATABLE"
            ]),
        "it migrates to the same target": Ends(
            ["OK | INVALID_ARGUMENT UNKNOWN_SOURCE_ELEMENT | p0 v2: w2 job ACTIVATABLE"],
            afterMigration: ["INVALID_ARGUMENT UNKNOWN_SOURCE_ELEMENT | OK | p0 v2: w2 job ACTIVATABLE"]),
        "its migration is tried": Ends(
            ["OK | OK | p0 v2: w2 job ACTIVATABLE"],
            afterMigration: ["INVALID_ARGUMENT UNKNOWN_SOURCE_ELEMENT | OK | p0 v2: w2 job ACTIVATABLE"]),
        "something is activated by a modification": Ends(
            ["OK | OK | p0 v2: w2 job ACTIVATABLE, w2 job ACTIVATABLE"],
            afterMigration: ["INVALID_ARGUMENT UNKNOWN_ELEMENT | OK | p0 v2: w2 job ACTIVATABLE"]),
        "something is ended by a modification": Ends(
            ["OK | OK | p0 v2: r job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: r job ACTIVATABLE"]),
        "something is moved by a modification": Ends(
            ["OK | OK | p0 v2: n job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: n job ACTIVATABLE"]),
        "the instance is suspended": Ends(
            ["OK | OK | p0 v2: w2 suspended"],
            afterMigration: ["OK | OK | p0 v2: w2 suspended"]),
        "the instance is resumed": Ends(
            ["OK | OK | p0 v2: w2 job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2 job ACTIVATABLE"]),
        "a user task is assigned": Ends(
            ["OK | OK | p0 v2: w2 open task"],
            afterMigration: ["OK | OK | p0 v2: w2 open task"]),
        "a user task is updated": Ends(
            ["OK | OK | p0 v2: w2 open task"],
            afterMigration: ["OK | OK | p0 v2: w2 open task"]),
        "a user task is completed": Ends(
            ["OK | NOT_FOUND INSTANCE_NOT_ACTIVE | over"],
            afterMigration: ["OK | OK | p0 v2: new job ACTIVATABLE"]),
        "an instance calls another": Ends(
            ["OK | OK | p0 v2: n called instance; p3 v1: c job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: n called instance; p3 v1: c job ACTIVATABLE"]),
        "a called instance ends": Ends(
            ["OK | NOT_FOUND INSTANCE_NOT_ACTIVE | over"],
            afterMigration: ["OK | OK | p0 v2: new job ACTIVATABLE"]),
        "an error comes from a called instance": Ends(
            ["OK | OK | p0 v2: w2_aside job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2_aside job ACTIVATABLE"]),
        "a called instance is cancelled": Ends(
            ["FAILED_PRECONDITION CALLED_INSTANCE | OK | p0 v2: w2 called instance; p3 v1: c job ACTIVATABLE"],
            afterMigration: [
                "FAILED_PRECONDITION CALLED_INSTANCE | OK | p0 v2: w2 called instance; p3 v1: c job ACTIVATABLE"
            ]),
        "the caller is cancelled": Ends(
            ["OK | NOT_FOUND INSTANCE_NOT_ACTIVE | over"],
            afterMigration: ["OK | OK | over"]),
        "the caller is suspended": Ends(
            ["OK | OK | p0 v1: w suspended; p3 v2: c2 suspended"],
            afterMigration: ["OK | OK | p0 v1: w suspended; p3 v2: c2 suspended"]),
        "the called instance ends as it migrates": Ends(
            ["OK | NOT_FOUND INSTANCE_NOT_ACTIVE | over"],
            afterMigration: ["OK | OK | p0 v1: w called instance; p3 v2: new job ACTIVATABLE"]),
        "something begins in an ad-hoc subprocess": Ends(
            ["OK | OK | p0 v2: w2, w2, n job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2, w2, n job ACTIVATABLE"]),
        "another instance begins": Ends(
            ["OK | OK | p0 v2: w2 job ACTIVATABLE; p0 v4: w2x job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2 job ACTIVATABLE; p0 v4: w2x job ACTIVATABLE"]),
        "a version is deployed": Ends(
            ["OK | OK | p0 v2: w2 job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2 job ACTIVATABLE"]),
        "the source is deleted": Ends(
            ["FAILED_PRECONDITION DEFINITION_IN_USE | OK | p0 v2: w2 job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2 job ACTIVATABLE"]),
        "the target is deleted": Ends(
            ["OK | NOT_FOUND DEFINITION_NOT_FOUND | p0 v1: w job ACTIVATABLE", "OK | OK | p0 v2: w2 job ACTIVATABLE"],
            afterMigration: ["FAILED_PRECONDITION DEFINITION_IN_USE | OK | p0 v2: w2 job ACTIVATABLE"]),
        "a definition that nobody uses is deleted": Ends(
            ["OK | OK | p0 v2: w2 job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2 job ACTIVATABLE"]),
    ]
}
