/// Changing a version into the next.
extension ModelAuthor {
    mutating func edit(_ model: inout DrawnModel) {
        switch random.below(20) {
        case 0: model.handlers = random.chance(40) ? [] : handlers(in: &model, depth: 0)
        case 1: model.starts = random.chance(40) ? [] : starts(of: model.processID)
        case 2: model.ending = thrown(atEnd: true, in: model)
        case 3: model.versionTag = model.versionTag.isEmpty ? "v1" : ""
        case 4 where !model.handlers.isEmpty:
            let index = random.below(model.handlers.count)
            var blocks = model.handlers[index].blocks
            edit(&blocks, in: &model, depth: 2, isCalm: !model.handlers[index].isInterrupting)
            // What waits stays first.
            let first = model.handlers[index].blocks[0]
            model.handlers[index].blocks = [first] + blocks.filter { $0.id != first.id }
        default:
            var blocks = model.blocks
            edit(&blocks, in: &model, depth: 0, isCalm: false)
            model.blocks = blocks
        }
    }

    private mutating func edit(
        _ blocks: inout [ModelBlock], in model: inout DrawnModel, depth: Int, isCalm: Bool
    ) {
        let index = blocks.isEmpty ? 0 : random.below(blocks.count)
        guard !blocks.isEmpty, !random.chance(25) else {
            blocks.insert(block(in: &model, depth: depth, isCalm: isCalm), at: index)
            return
        }
        var lists = blocks[index].lists
        if !lists.isEmpty, random.chance(60) {
            let list = random.below(lists.count)
            // What makes a loop wait stays first, and so does what can be chosen.
            var kept: [ModelBlock] = []
            switch blocks[index].shape {
            case .loop, .adHoc: kept = [lists[list].removeFirst()]
            default: break
            }
            edit(&lists[list], in: &model, depth: depth + 1, isCalm: isCalm)
            lists[list] = kept + lists[list]
            blocks[index].lists = lists
            return
        }
        var block = blocks[index]
        switch random.below(15) {
        case 0:
            if blocks.count > 1 { blocks.remove(at: index) }
            return
        case 1, 8: block.id = model.freshID()
        case 2:
            switch block.shape {
            case .task:
                block.shape = .task(isCalm ? .person(assignee: "ann") : work())
                if case .task(.receive(let message)) = block.shape {
                    block.boundaries.removeAll { $0.trigger.caught == "message \(message)" }
                }
            case .wait: block.shape = .wait(trigger())
            case .race: block.shape = .race(race())
            case .adHoc(let lists, _): block.shape = .adHoc(lists, choice(among: lists))
            default: break
            }
        case 3: block = ModelBlock(id: model.freshID(), shape: .scope([block], isTransaction: random.chance(20)))
        case 4:
            if case .scope(let inner, _) = block.shape { blocks.replaceSubrange(index...index, with: inner) }
            return
        case 5:
            guard block.isBranched, lists.count < 5 else { return }
            lists.insert(
                list(in: &model, depth: depth + 1, count: 1, isCalm: isCalm), at: random.below(lists.count + 1))
            block.lists = lists
        case 6:
            guard block.isBranched, lists.count > 2 else { return }
            lists.remove(at: random.below(lists.count))
            block.lists = lists
        case 9 where block.isActivity:
            block.boundaries =
                block.boundaries.isEmpty || random.chance(50)
                ? boundaries(of: block, in: &model, depth: depth, isCalm: isCalm) : []
        case 10 where block.isActivity:
            block.repetition = block.repetition == nil ? repetition(isCalm: isCalm) : nil
            block.listeners.removeAll { $0.event == "beforeAll" }
        case 11 where block.isActivity:
            block.listeners = block.listeners.isEmpty ? listeners(["start", "end"]) : []
        case 12 where block.isScope:
            block.handlers = block.handlers.isEmpty ? handlers(in: &model, depth: depth + 1, isCalm: isCalm) : []
        case 13 where block.isActivity: block.undo = block.undo == nil ? undo(in: model, isCalm: isCalm) : nil
        case 14 where !block.boundaries.isEmpty:
            let boundary = random.below(block.boundaries.count)
            block.boundaries[boundary].id = model.freshID()
        default:
            block.mapping = mapping()
            if random.chance(30) { block.rests = block.rests.isEmpty ? ["asyncBefore"] : [] }
        }
        blocks[index] = block
    }
}
