extension CrossingEnds {
    static let jobs: [String: Ends] = [
        "a job is activated": Ends(
            ["OK | OK | p0 v2: w2 job ACTIVATED"],
            afterMigration: ["OK | OK | p0 v2: w2 job ACTIVATED"]),
        "a job is pushed to a stream": Ends(
            ["stream | OK | p0 v2: w2 job ACTIVATED"],
            afterMigration: ["stream | OK | p0 v2: w2 job ACTIVATED"]),
        "a job is given back": Ends(
            ["OK | p0 v2: w2 job ACTIVATABLE"],
            afterMigration: ["OK | p0 v2: w2 job ACTIVATABLE"]),
        "a job is completed": Ends(
            ["OK | NOT_FOUND INSTANCE_NOT_ACTIVE | over"],
            afterMigration: ["OK | OK | p0 v2: new job ACTIVATABLE"]),
        "a job fails": Ends(
            ["OK | OK | p0 v2: w2 job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2 job ACTIVATABLE"]),
        "a job fails for the last time": Ends(
            ["OK | OK | p0 v2: w2 job FAILED with incident"],
            afterMigration: ["OK | OK | p0 v2: w2 job FAILED with incident"]),
        "a job backs off": Ends(
            ["OK | OK | p0 v2: w2 job FAILED backing off"],
            afterMigration: ["OK | OK | p0 v2: w2 job FAILED backing off"]),
        "a back-off is over": Ends(
            ["OK | p0 v2: w2 job ACTIVATABLE"],
            afterMigration: ["OK | p0 v2: w2 job ACTIVATABLE"]),
        "a worker's time is over": Ends(
            ["OK | p0 v2: w2 job ACTIVATABLE"],
            afterMigration: ["OK | p0 v2: w2 job ACTIVATABLE"]),
        "an error is thrown and caught": Ends(
            ["OK | OK | p0 v2: w2_aside job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2_aside job ACTIVATABLE"]),
        "an error is thrown that nobody catches": Ends(
            ["OK | OK | p0 v2: w2 job ERROR_THROWN with incident"],
            afterMigration: ["OK | OK | p0 v2: w2 job ERROR_THROWN with incident"]),
        "retries are updated": Ends(
            ["OK | OK | p0 v2: w2 job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2 job ACTIVATABLE"]),
        "a worker's time is updated": Ends(
            ["OK | OK | p0 v2: w2 job ACTIVATED"],
            afterMigration: ["OK | OK | p0 v2: w2 job ACTIVATED"]),
        "a job is updated": Ends(
            ["OK | OK | p0 v2: w2 job ACTIVATED"],
            afterMigration: ["OK | OK | p0 v2: w2 job ACTIVATED"]),
        "a job's incident is resolved": Ends(
            ["OK | OK | p0 v2: w2 job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2 job ACTIVATABLE"]),
        "an element's incident is resolved": Ends(
            ["OK | OK | p0 v2: w2 job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2 job ACTIVATABLE"]),
        "a start listener is done": Ends(
            ["OK | OK | p0 v2: w2 job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2 job ACTIVATABLE"]),
        "an end listener is done": Ends(
            ["OK | NOT_FOUND INSTANCE_NOT_ACTIVE | over"],
            afterMigration: ["OK | OK | p0 v2: new job ACTIVATABLE"]),
        "a rest begins and is over": Ends(
            ["OK | OK | p0 v2: n job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: n job ACTIVATABLE"]),
        "a repeated activity's instance is done": Ends(
            ["OK | OK | p0 v2: w2, w2 job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2, w2 job ACTIVATABLE"]),
        "the next instance of a sequence begins": Ends(
            ["OK | OK | p0 v2: w2, w2 job ACTIVATABLE"],
            afterMigration: ["OK | OK | p0 v2: w2, w2 job ACTIVATABLE"]),
        "the last of a repeated activity is done": Ends(
            ["OK | NOT_FOUND INSTANCE_NOT_ACTIVE | over"],
            afterMigration: ["OK | OK | p0 v2: new job ACTIVATABLE"]),
        "the last token comes to a join": Ends(
            ["OK | NOT_FOUND INSTANCE_NOT_ACTIVE | over"],
            afterMigration: ["OK | OK | p0 v2: new job ACTIVATABLE"]),
        "the last token comes to an inclusive join": Ends(
            ["OK | NOT_FOUND INSTANCE_NOT_ACTIVE | over"],
            afterMigration: ["OK | OK | p0 v2: new job ACTIVATABLE"]),
    ]
}
