/// What reads bytes that somebody else wrote.
enum FuzzTarget: String, CaseIterable {
    /// A client's frame.
    case call
    /// A server's frame.
    case answer
    /// A BPMN file.
    case xml
    case feel
    case json
    /// A row on disk.
    case record
    /// A migration plan's file.
    case plan
    /// A file of scenarios.
    case scenario

    /// Any bytes are taken or refused; what is taken means the same once it is written and read again.
    func feed(_ bytes: [UInt8]) {
        switch self {
        case .call: FrameFuzz.feedCall(bytes)
        case .answer: FrameFuzz.feedAnswer(bytes)
        case .xml: ModelFuzz.feed(bytes)
        case .feel: ExpressionFuzz.feed(bytes)
        case .json: DocumentFuzz.feed(bytes)
        case .record: RecordFuzz.feed(bytes)
        case .plan: RehearsalFuzz.feedPlan(bytes)
        case .scenario: RehearsalFuzz.feedScenarios(bytes)
        }
    }
}

/// What was read from what was written, which nothing may refuse.
func again<Value>(_ what: String, _ read: () throws -> Value) -> Value {
    do { return try read() } catch { fatalError("\(what) cannot be read again: \(error)") }
}
