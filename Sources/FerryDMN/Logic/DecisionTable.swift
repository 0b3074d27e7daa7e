import FerryFEEL

/// Rules tried in the order of the file. Every rule has a test for each input and an entry for each output.
struct DecisionTable: Sendable {
    struct Input: Sendable {
        let id: String
        let label: String
        let expression: Box
        /// Camunda 7's `camunda:inputVariable`: a name by which cells may call the input.
        let variable: String?
        let allowedValues: FEELUnaryTests?
    }

    struct Output: Sendable {
        let id: String
        let label: String
        /// Empty only if it is the only one.
        let name: String
        /// The place of each output value in the list, lowest first; empty where there is no list.
        let priorities: [FEELValue: Int]
        let defaultEntry: Box?
    }

    struct Rule: Sendable {
        let id: String
        let tests: [Test]
        /// Nil where nothing is written: null.
        let entries: [Box?]
    }

    struct Test: Sendable {
        let place: Place
        /// Nil where anything goes.
        let tests: FEELUnaryTests?
    }

    let hitPolicy: HitPolicy
    let inputs: [Input]
    /// Never empty.
    let outputs: [Output]
    let rules: [Rule]
}

/// What becomes of the rules that match.
enum HitPolicy: Hashable, Sendable {
    case unique
    case first
    case priority
    case any
    case ruleOrder
    case outputOrder
    case collect(Aggregation?)

    enum Aggregation: String, Sendable { case sum = "SUM", minimum = "MIN", maximum = "MAX", count = "COUNT" }
}
