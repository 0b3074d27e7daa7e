/// How the pairs of `CrossingTests` end: what the other was answered (nothing, where nobody asks), what the migration
/// was answered, and where everything stands then. Several ends are those of several moments.
enum CrossingEnds {
    struct Ends {
        let first: [String]
        let afterMigration: [String]

        init(_ first: [String], afterMigration: [String]) {
            self.first = first
            self.afterMigration = afterMigration
        }
    }

    static let all = jobs.merging(events) { own, _ in own }.merging(instances) { own, _ in own }
}
