/// What an oracle found that must never be.
package struct Violation: Error, CustomStringConvertible {
    package let oracle: Oracle
    package let finding: String

    package enum Oracle: String, Sendable {
        case acknowledgedSurvives = "what was acknowledged survives a crash"
        case onceOnly = "a command with an idempotency key takes effect once"
        case replayEqualsLive = "replaying the log gives the same state"
        case consistentState = "records and indexes agree"
        case refusalChangesNothing = "a refusal changes nothing"
        case migrationConserves = "a migration keeps what it moves"
        case previewTellsTheTruth = "a dry run foretells the migration"
        case deployedEverywhere = "a deployment is on every partition"
        case endsEmpty = "when all has ended nothing is left"
        case comesToAnEnd = "an instance completes or stands at an incident"
        case answeredOnce = "every call is answered once"
        case neverFails = "no command fails inside"
        case bothSidesAgree = "partitions agree on who waits for a message"
        case suspendedRests = "a suspended instance does nothing"
        case sameAnswer = "a repeat gets the same answer"
        case historyStands = "the history that was shown stands"
    }

    init(_ oracle: Oracle, _ finding: String) {
        self.oracle = oracle
        self.finding = finding
    }

    package var description: String { "\(oracle.rawValue): \(finding)" }
}
