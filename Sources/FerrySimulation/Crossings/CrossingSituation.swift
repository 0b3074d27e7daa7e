import FerryModel

/// An instance at a place, and what happens to it at the moment it migrates.
package struct CrossingSituation: Sendable {
    /// What happens, in words.
    package let name: String
    /// What is deployed first. That of the process `moves` is what the instance runs on.
    let models: [DrawnModel]
    /// The process whose instance migrates.
    let moves: String
    /// Ids of the source that are others in the target.
    let renames: [String: String]
    let variables: [(name: String, value: String)]
    /// The message that begins the instance; empty: a creation does.
    let beginsBy: String
    /// Brings the instance where it is to stand.
    let prepare: @Sendable (CrossingWorld) throws -> Void
    /// What happens.
    let act: @Sendable (CrossingWorld) throws -> Act

    enum Act {
        case call(Call)
        /// Time passes.
        case wait(milliseconds: Int64)
        /// Jobs come back whose worker has gone.
        case giveBack([ActivatedJob])
    }

    init(
        _ name: String, _ blocks: [ModelBlock], handlers: [ModelHandler] = [], beside: [DrawnModel] = [],
        listeners: [ModelListener] = [], starts: [Trigger] = [], moves: String = "p0",
        renames: [String: String] = ["w": "w2"], with variables: [(name: String, value: String)] = [],
        beginsBy: String = "", given prepare: @escaping @Sendable (CrossingWorld) throws -> Void = { _ in },
        when act: @escaping @Sendable (CrossingWorld) throws -> Act
    ) {
        self.name = name
        let own = DrawnModel(
            processID: "p0", blocks: blocks, starts: starts, handlers: handlers, listeners: listeners)
        models = [own] + beside
        self.moves = moves
        self.renames = renames
        self.variables = variables
        self.beginsBy = beginsBy
        self.prepare = prepare
        self.act = act
    }

    var source: DrawnModel { models.first { $0.processID == moves } ?? models[0] }

    /// Where a migration leads: other ids, one more thing that activities wait for, one more task at the end.
    var target: DrawnModel {
        var model = source.renamed(renames)
        model.blocks = model.blocks.map { block in
            var block = block
            if block.isActivity, renames.values.contains(block.id) {
                block.boundaries.append(
                    ModelBoundary(
                        id: "\(block.id)_late", trigger: .message("m1"), isInterrupting: true, blocks: []))
            }
            return block
        }
        model.blocks.append(.job("new"))
        return model
    }

    /// The same, but for a timer that cannot be worked out: whatever runs, it cannot come here.
    var closed: DrawnModel {
        var model = target
        model.handlers.append(
            ModelHandler(
                id: "never", trigger: .timer(.duration("=nothing")), isInterrupting: false, blocks: [.job("n1")],
                ending: .nothing))
        return model
    }

    /// The same with other ids again, for who migrates a second time.
    var other: DrawnModel { source.renamed(renames.mapValues { "\($0)x" }) }
}

extension ModelBlock {
    static func job(_ id: String, type: String = "a") -> ModelBlock {
        ModelBlock(id: id, shape: .task(.job("serviceTask", type: type, retries: "3")))
    }

    func with(_ change: (inout ModelBlock) -> Void) -> ModelBlock {
        var block = self
        change(&block)
        return block
    }

    func with(boundary trigger: Trigger, isInterrupting: Bool = true) -> ModelBlock {
        with {
            let boundary = ModelBoundary(
                id: "\(id)_b", trigger: trigger, isInterrupting: isInterrupting, blocks: [.job("\(id)_aside")])
            $0.boundaries.append(boundary)
        }
    }
}

extension DrawnModel {
    func renamed(_ names: [String: String]) -> DrawnModel {
        var model = self
        model.blocks = blocks.map { $0.renamed(names) }
        model.handlers = handlers.map { handler in
            var handler = handler
            handler.id = names[handler.id] ?? handler.id
            handler.blocks = handler.blocks.map { $0.renamed(names) }
            return handler
        }
        return model
    }
}

extension ModelBlock {
    /// Its boundary events have ids that follow its own.
    fileprivate func renamed(_ names: [String: String]) -> ModelBlock {
        var block = self
        block.id = names[id] ?? id
        block.lists = lists.map { $0.map { $0.renamed(names) } }
        block.boundaries = boundaries.map { boundary in
            var boundary = boundary
            if boundary.id.hasPrefix("\(id)_") { boundary.id = block.id + boundary.id.dropFirst(id.count) }
            boundary.blocks = boundary.blocks.map { inner in
                inner.id.hasPrefix("\(id)_")
                    ? inner.renamed([inner.id: block.id + inner.id.dropFirst(id.count)]) : inner
            }
            return boundary
        }
        block.handlers = handlers.map { handler in
            var handler = handler
            handler.blocks = handler.blocks.map { $0.renamed(names) }
            return handler
        }
        return block
    }
}
