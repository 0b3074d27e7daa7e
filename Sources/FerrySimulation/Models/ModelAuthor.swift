/// Draws processes and, from what it drew before, versions that differ in one or a few places.
struct ModelAuthor {
    private var random: SeededRandom
    private(set) var versions: [[DrawnModel]] = []

    static let processIDs = ["p0", "p1", "p2"]
    static let jobTypes = ["a", "b", "c"]

    init(random: SeededRandom) {
        self.random = random
        versions = Self.processIDs.map { _ in [] }
    }

    /// The next file to deploy: a first version, an edited one, the latest again, an old one, or no BPMN at all.
    mutating func next() -> (processID: String, xml: [UInt8]) {
        let process = random.below(Self.processIDs.count)
        let processID = Self.processIDs[process]
        guard let latest = versions[process].last else { return (processID, keep(draw(processID), process)) }
        switch random.below(100) {
        case ..<5: return (processID, latest.xml.dropLast(random.within(1...200)) + [])
        case ..<10: return (processID, latest.xml)
        case ..<15: return (processID, (random.pick(versions[process]) ?? latest).xml)
        case ..<22: return (processID, keep(draw(processID), process))
        default:
            var model = random.chance(80) ? latest : random.pick(versions[process]) ?? latest
            var blocks = model.blocks
            for _ in 0..<random.within(1...2) { edit(&blocks, in: &model, depth: 0) }
            model.blocks = blocks
            return (processID, keep(model, process))
        }
    }

    private mutating func keep(_ model: DrawnModel, _ process: Int) -> [UInt8] {
        versions[process].append(model)
        return model.xml
    }

    private mutating func draw(_ processID: String) -> DrawnModel {
        var model = DrawnModel(processID: processID, blocks: [])
        // Ids of a fresh drawing overlap with those of older ones, in other roles.
        model.blocks = list(in: &model, depth: 0, count: random.within(1...4))
        return model
    }

    private mutating func list(in model: inout DrawnModel, depth: Int, count: Int) -> [ModelBlock] {
        var blocks: [ModelBlock] = []
        for _ in 0..<count { blocks.append(block(in: &model, depth: depth)) }
        return blocks
    }

    private mutating func block(in model: inout DrawnModel, depth: Int) -> ModelBlock {
        let id = model.freshID()
        var block = ModelBlock(id: id, shape: task())
        let drawn = depth > 2 ? 0 : random.below(100)
        switch drawn {
        case ..<50: break
        case ..<62: block.shape = .fork(branches(in: &model, depth: depth))
        case ..<72: block.shape = .choice(branches(in: &model, depth: depth), hasDefault: random.chance(60))
        case ..<78: block.shape = .scatter(branches(in: &model, depth: depth))
        case ..<92: block.shape = .scope(list(in: &model, depth: depth + 1, count: random.within(1...2)))
        default:
            let waiting = ModelBlock(id: model.freshID(), shape: .task("serviceTask", type: "a", retries: "3"))
            block.shape = .loop([waiting] + list(in: &model, depth: depth + 1, count: random.below(2)))
        }
        if case .task = block.shape { block.mapping = mapping() }
        if case .scope = block.shape { block.mapping = mapping() }
        return block
    }

    private mutating func branches(in model: inout DrawnModel, depth: Int) -> [[ModelBlock]] {
        var lists: [[ModelBlock]] = []
        for _ in 0..<random.within(2...3) {
            lists.append(list(in: &model, depth: depth + 1, count: random.weighted([(1, 0), (6, 1), (2, 2)])))
        }
        return lists
    }

    private mutating func task() -> ModelBlock.Shape {
        let name = random.weighted([
            (10, "serviceTask"), (3, "userTask"), (2, "sendTask"), (2, "scriptTask"), (2, "businessRuleTask"),
            (1, "task"), (1, "manualTask"),
        ])
        let type = random.chance(10) ? "=kind" : random.pick(Self.jobTypes) ?? "a"
        return .task(name, type: type, retries: random.weighted([(8, "3"), (1, "1"), (1, "=tries")]))
    }

    private mutating func mapping() -> ModelBlock.Mapping {
        random.weighted([(8, .none), (2, .input), (2, .output), (1, .fragileInput), (1, .fragileOutput)])
    }

    // MARK: Edits

    private mutating func edit(_ blocks: inout [ModelBlock], in model: inout DrawnModel, depth: Int) {
        let index = blocks.isEmpty ? 0 : random.below(blocks.count)
        guard !blocks.isEmpty, !random.chance(25) else {
            blocks.insert(block(in: &model, depth: depth), at: index)
            return
        }
        var lists = blocks[index].lists
        if !lists.isEmpty, random.chance(60) {
            let list = random.below(lists.count)
            edit(&lists[list], in: &model, depth: depth + 1)
            blocks[index].lists = lists
            return
        }
        switch random.below(9) {
        case 0: if blocks.count > 1 { blocks.remove(at: index) }
        case 1, 8: blocks[index].id = model.freshID()
        case 2: if case .task = blocks[index].shape { blocks[index].shape = task() }
        case 3: blocks[index] = ModelBlock(id: model.freshID(), shape: .scope([blocks[index]]))
        case 4: if case .scope(let inner) = blocks[index].shape { blocks.replaceSubrange(index...index, with: inner) }
        case 5:
            guard blocks[index].isBranched, lists.count < 5 else { break }
            lists.insert(list(in: &model, depth: depth + 1, count: 1), at: random.below(lists.count + 1))
            blocks[index].lists = lists
        case 6:
            guard blocks[index].isBranched, lists.count > 2 else { break }
            lists.remove(at: random.below(lists.count))
            blocks[index].lists = lists
        default: blocks[index].mapping = mapping()
        }
    }
}
