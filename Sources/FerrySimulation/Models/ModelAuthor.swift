/// Draws processes and, from what it drew before, versions that differ in one or a few places.
///
/// Every element that can run is drawn, in any nesting; that an instance comes to rest is kept by three rules: what
/// repeats holds a task that waits, processes call and begin only those behind them, and what does not interrupt, so
/// that it may happen again and again, calls and throws nothing that reaches other instances.
struct ModelAuthor {
    var random: SeededRandom
    let fondness: Fondness
    private(set) var versions: [[DrawnModel]] = []

    static let processIDs = ["p0", "p1", "p2", "p3"]
    static let jobTypes = ["a", "b", "c"]
    /// Calls and begins nobody.
    static var leafID: String { processIDs[processIDs.count - 1] }

    init(random: SeededRandom) {
        self.random = random
        fondness = Fondness(random: &self.random)
        versions = Self.processIDs.map { _ in [] }
    }

    /// The next file to deploy: a first version, an edited one, the latest again, an old one, decisions, or none at all.
    mutating func next() -> (name: String, content: [UInt8], isWhole: Bool) {
        if random.chance(6) { return ("drawn.dmn", ModelWords.decisions, true) }
        let process = random.below(Self.processIDs.count)
        let processID = Self.processIDs[process]
        let name = "\(processID).bpmn"
        guard let latest = versions[process].last else { return (name, keep(draw(processID), process), true) }
        switch random.below(100) {
        case ..<5: return (name, latest.xml.dropLast(random.within(1...200)) + [], false)
        case ..<10: return (name, latest.xml, true)
        case ..<15: return (name, (random.pick(versions[process]) ?? latest).xml, true)
        case ..<22: return (name, keep(draw(processID), process), true)
        default:
            var model = random.chance(80) ? latest : random.pick(versions[process]) ?? latest
            for _ in 0..<random.within(1...2) { edit(&model) }
            return (name, keep(model, process), true)
        }
    }

    private mutating func keep(_ model: DrawnModel, _ process: Int) -> [UInt8] {
        versions[process].append(model)
        return model.xml
    }

    mutating func draw(_ processID: String) -> DrawnModel {
        var model = DrawnModel(processID: processID, blocks: [])
        // Ids of a fresh drawing overlap with those of older ones, in other roles.
        model.blocks = list(in: &model, depth: 0, count: random.within(1...4))
        if random.chance(30) { model.handlers = handlers(in: &model, depth: 0) }
        if random.chance(35) { model.starts = starts(of: processID) }
        if random.chance(10) { model.listeners = listeners(["start", "end", "cancel"]) }
        if random.chance(25) { model.ending = thrown(atEnd: true, in: model) }
        if random.chance(20) { model.versionTag = "v1" }
        return model
    }

    // MARK: Blocks

    mutating func list(in model: inout DrawnModel, depth: Int, count: Int, isCalm: Bool = false) -> [ModelBlock] {
        var blocks: [ModelBlock] = []
        for _ in 0..<count { blocks.append(block(in: &model, depth: depth, isCalm: isCalm)) }
        return blocks
    }

    /// `isCalm`: in what does not interrupt.
    mutating func block(in model: inout DrawnModel, depth: Int, isCalm: Bool = false) -> ModelBlock {
        var block = ModelBlock(id: model.freshID(), shape: .link)
        block.shape = shape(in: &model, depth: depth, isCalm: isCalm)
        switch block.shape {
        case .task(.receive), .task, .scope, .call, .wait: block.mapping = mapping()
        default: break
        }
        if block.isActivity { adorn(&block, in: &model, depth: depth, isCalm: isCalm) }
        if random.chance(fondness.rests) {
            block.rests = ["asyncBefore", "asyncAfter"].filter { _ in random.chance(60) }
        }
        switch block.shape {
        case .wait, .raise:
            if random.chance(fondness.listeners * 2 / 3) { block.listeners = listeners(["start", "end"]) }
        case .choice, .fork, .scatter, .some, .race:
            if random.chance(fondness.listeners / 2) { block.listeners = listeners(["start"]) }
        default: break
        }
        return block
    }

    private mutating func shape(in model: inout DrawnModel, depth: Int, isCalm: Bool) -> ModelBlock.Shape {
        switch depth > 2 ? random.below(60) : random.below(100) {
        case ..<32: return .task(isCalm ? person() : work())
        case ..<40: return .wait(trigger())
        case ..<43: return .race(race())
        case ..<51:
            return .raise(thrown(atEnd: false, in: model, isCalm: isCalm))
        case ..<52: return .link
        case ..<60:
            guard !isCalm, let call = call(in: model) else {
                return .task(.job("serviceTask", type: "c", retries: "1"))
            }
            return .call(call)
        case ..<67: return .fork(branches(in: &model, depth: depth, isCalm: isCalm))
        case ..<73: return .choice(branches(in: &model, depth: depth, isCalm: isCalm), hasDefault: random.chance(60))
        case ..<77: return .scatter(branches(in: &model, depth: depth, isCalm: isCalm))
        case ..<83: return .some(branches(in: &model, depth: depth, isCalm: isCalm))
        case ..<95:
            if random.chance(fondness.adHoc) { return adHoc(in: &model, depth: depth, isCalm: isCalm) }
            let blocks = list(in: &model, depth: depth + 1, count: random.within(1...2), isCalm: isCalm)
            return .scope(blocks, isTransaction: random.chance(fondness.transactions))
        default:
            let waiting = ModelBlock(
                id: model.freshID(), shape: .task(.job("serviceTask", type: "a", retries: "3")))
            return .loop([waiting] + list(in: &model, depth: depth + 1, count: random.below(2), isCalm: isCalm))
        }
    }

    /// What an activity has beside what it does.
    private mutating func adorn(
        _ block: inout ModelBlock, in model: inout DrawnModel, depth: Int, isCalm: Bool
    ) {
        if random.chance(14) { block.repetition = repetition(isCalm: isCalm) }
        if random.chance(fondness.listeners) {
            block.listeners = listeners(
                ["start", "end"] + (block.repetition == nil ? [] : ["beforeAll"]))
        }
        if random.chance(30) { block.boundaries = boundaries(of: block, in: &model, depth: depth, isCalm: isCalm) }
        if random.chance(15) { block.undo = undo(in: model, isCalm: isCalm) }
        guard block.isScope else { return }
        if random.chance(35) { block.handlers = handlers(in: &model, depth: depth + 1, isCalm: isCalm) }
        guard case .scope(_, let isTransaction) = block.shape else { return }
        if isTransaction, random.chance(45) {
            block.ending = .cancel
        } else if random.chance(30) {
            block.ending = thrown(atEnd: true, in: model, isCalm: isCalm)
        }
    }

    mutating func undo(in model: DrawnModel, isCalm: Bool = false) -> ModelBlock.Undo {
        let undo = random.pick(ModelBlock.Undo.allCases) ?? .work
        return undo == .call && (isCalm || model.processID == Self.leafID) ? .work : undo
    }

    mutating func branches(in model: inout DrawnModel, depth: Int, isCalm: Bool = false) -> [[ModelBlock]] {
        var lists: [[ModelBlock]] = []
        for _ in 0..<random.within(2...3) {
            var blocks = list(
                in: &model, depth: depth + 1, count: random.weighted([(1, 0), (6, 1), (2, 2)]), isCalm: isCalm)
            if random.chance(18) {
                let thrown = random.chance(20) ? .cancel : thrown(atEnd: true, in: model, isCalm: isCalm)
                blocks.append(ModelBlock(id: model.freshID(), shape: .end(thrown)))
            }
            lists.append(blocks)
        }
        return lists
    }

    mutating func work() -> Work {
        let type = random.chance(10) ? "=kind" : random.pick(Self.jobTypes) ?? "a"
        let retries = random.weighted([(8, "3"), (1, "1"), (1, "=tries")])
        if let favourite = fondness.work, random.chance(50) {
            switch favourite {
            case "form": return .form
            case "person": return person()
            case "receive": return .receive(random.pick(ModelWords.messages) ?? "m0")
            default: return .job(favourite, type: type, retries: retries)
            }
        }
        return random.weighted([
            (10, .job("serviceTask", type: type, retries: retries)),
            (2, .job("sendTask", type: type, retries: retries)),
            (2, .job("scriptTask", type: type, retries: retries)),
            (2, .job("businessRuleTask", type: type, retries: retries)),
            (2, .form), (4, person()),
            (3, .script(random.chance(50) ? "=if ok = true then 1 else 2" : "=assert(ok, ok = true)")),
            (3, .decision(random.weighted([(3, "d0"), (2, "d1"), (1, "=kind")]))),
            (4, .receive(random.pick(ModelWords.messages) ?? "m0")),
            (2, .publish(random.pick(ModelWords.messages) ?? "m0", seconds: random.chance(50) ? 20 : 0)),
            (1, .none("task")), (1, .none("manualTask")),
        ])
    }

    private mutating func person() -> Work {
        let events = ["creating", "assigning", "updating", "completing", "canceling"]
        let heard = random.chance(fondness.taskListeners) ? listeners(events) : []
        return .person(assignee: random.weighted([(4, "ann"), (2, "=kind"), (2, "")]), listeners: heard)
    }

    /// Each list begins with something that can be chosen.
    private mutating func adHoc(in model: inout DrawnModel, depth: Int, isCalm: Bool) -> ModelBlock.Shape {
        var lists: [[ModelBlock]] = []
        for _ in 0..<random.within(1...3) {
            let first = ModelBlock(id: model.freshID(), shape: .task(isCalm ? person() : work()))
            lists.append(
                [first] + list(in: &model, depth: depth + 1, count: random.below(2), isCalm: isCalm))
        }
        return .adHoc(lists, choice(among: lists))
    }

    mutating func choice(among lists: [[ModelBlock]]) -> ModelAdHoc {
        let ids = lists.compactMap(\.first?.id).filter { _ in random.chance(60) }
        let names = "[" + ids.map { "&quot;\($0)&quot;" }.joined(separator: ",") + "]"
        return ModelAdHoc(
            active: random.weighted([(1, ""), (3, "=\(names)"), (1, "=if ok = true then \(names) else 7")]),
            worker: random.chance(35) ? random.pick(Self.jobTypes) ?? "a" : "", collects: random.chance(50),
            condition: random.weighted([(3, ""), (2, "=ok"), (1, "=again = false")]),
            cancelsRemaining: random.chance(60))
    }

    mutating func mapping() -> ModelBlock.Mapping {
        random.weighted([(8, .none), (2, .input), (2, .output), (1, .fragileInput), (1, .fragileOutput)])
    }

    mutating func repetition(isCalm: Bool) -> Repetition {
        var repetition = Repetition(
            isSequential: random.chance(40), items: "=[1,2,3]", collects: random.chance(50),
            condition: random.weighted([
                (4, ""), (2, "=numberOfCompletedInstances &gt;= 2"), (1, "=ok"),
                (1, "=numberOfTerminatedInstances &gt; 0"),
            ]))
        repetition.items = random.weighted([
            (4, "=[1,2]"), (2, "=if again = true then [1] else [1,2,3]"), (1, "=[]"), (1, "=result.a"),
        ])
        if random.chance(15) {
            (repetition.isCardinality, repetition.items, repetition.collects) = (true, "=tries", false)
        }
        // What it would write could begin a conditional event again.
        if isCalm { repetition.collects = false }
        return repetition
    }

    mutating func listeners(_ events: [String]) -> [ModelListener] {
        var listeners: [ModelListener] = []
        for event in events where random.chance(60) {
            listeners.append(
                ModelListener(
                    event: event, type: random.chance(8) ? "=kind" : "a", retries: random.chance(10) ? "=tries" : "2"))
            if random.chance(20) { listeners.append(ModelListener(event: event, type: "b", retries: "1")) }
        }
        return listeners
    }

    private mutating func call(in model: DrawnModel) -> ModelCall? {
        let behind = Self.processIDs.drop { $0 <= model.processID }
        guard let called = random.pick(Array(behind)) else { return nil }
        return ModelCall(
            processID: random.chance(7) ? "=kind" : called,
            binding: random.weighted([(6, "latest"), (2, "deployment"), (1, "versionTag")]),
            takesAll: random.chance(70), givesAll: random.chance(70))
    }
}
