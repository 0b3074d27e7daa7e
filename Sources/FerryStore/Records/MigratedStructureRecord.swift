import FerryModel

/// `ferry.record.v1.MigratedStructure`.
enum MigratedStructureRecord {
    static func write(_ structure: MigratedStructure, to writer: inout RecordWriter, _ names: inout NameTable) {
        for element in structure.reshaped { writer.message(1) { write(element, to: &$0, &names) } }
        for scope in structure.removed { writer.message(2) { write(scope, to: &$0, &names) } }
        for scope in structure.created { writer.message(3) { write(scope, to: &$0, &names) } }
        for job in structure.jobs { writer.message(4) { ReplacedJobRecord.write(job, to: &$0, &names) } }
        for variable in structure.variables { writer.message(5) { write(variable, to: &$0, &names) } }
        for moved in structure.compensations { writer.message(6) { write(moved, to: &$0) } }
        for moved in structure.continuations { writer.message(7) { write(moved, to: &$0, &names) } }
    }

    static func read(
        _ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]
    ) throws(RecordFault) -> MigratedStructure {
        var cursor = cursor
        var structure = MigratedStructure()
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: structure.reshaped.append(try reshaped(field.content(), in: bytes, names))
            case 2: structure.removed.append(try removed(field.content(), in: bytes, names))
            case 3: structure.created.append(try created(field.content(), in: bytes, names))
            case 4: structure.jobs.append(try ReplacedJobRecord.read(field.content(), in: bytes, names))
            case 5: structure.variables.append(try variable(field.content(), in: bytes, names))
            case 6: structure.compensations.append(try compensation(field.content(), in: bytes))
            case 7: structure.continuations.append(try continuation(field.content(), in: bytes, names))
            default: break
            }
        }
        return structure
    }

    private static func write(_ element: ReshapedElement, to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, element.key)
        writer.number(2, names.number(of: element.fromKind))
        writer.number(3, names.number(of: element.toKind))
        writer.key(4, element.fromScope)
        writer.key(5, element.toScope)
        writer.int32UnlessZero(6, element.endedIteration)
    }

    private static func reshaped(
        _ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]
    ) throws(RecordFault) -> ReshapedElement {
        var cursor = cursor
        var key: ElementInstanceKey?
        var kinds: (from: String?, to: String?)
        var scopes: (from: ElementInstanceKey?, to: ElementInstanceKey?)
        var endedIteration: Int32 = 0
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: kinds.from = try field.name(of: names)
            case 3: kinds.to = try field.name(of: names)
            case 4: scopes.from = try field.key()
            case 5: scopes.to = try field.key()
            case 6: endedIteration = try field.int32()
            default: break
            }
        }
        return ReshapedElement(
            key: try require(key, "a reshaped element's key"),
            fromKind: try require(kinds.from, "a reshaped element's kind before"),
            toKind: try require(kinds.to, "a reshaped element's kind"),
            fromScope: try require(scopes.from, "a reshaped element's scope before"),
            toScope: try require(scopes.to, "a reshaped element's scope"), endedIteration: endedIteration)
    }

    private static func write(_ scope: RemovedScope, to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, scope.key)
        writer.number(2, names.number(of: scope.elementID))
        writer.number(3, names.number(of: scope.kind))
        writer.key(4, scope.scope)
        writer.int32UnlessZero(5, scope.loopCounter)
        if let loop = scope.loop {
            writer.message(6) {
                $0.int32UnlessZero(1, loop.total)
                $0.int32UnlessZero(2, loop.begun)
                $0.int32UnlessZero(3, loop.completed)
                $0.int32UnlessZero(4, loop.terminated)
            }
        }
        if let event = scope.interruptedBy { writer.text(7, event) }
    }

    private static func removed(
        _ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]
    ) throws(RecordFault) -> RemovedScope {
        var cursor = cursor
        var key: ElementInstanceKey?
        var elementID: String?
        var kind: String?
        var scope: ElementInstanceKey?
        var loopCounter: Int32 = 0
        var loop: LoopCounts?
        var interruptedBy: String?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: elementID = try field.name(of: names)
            case 3: kind = try field.name(of: names)
            case 4: scope = try field.key()
            case 5: loopCounter = try field.int32()
            case 6: loop = try loopCounts(field.content(), in: bytes)
            case 7: interruptedBy = try field.text(in: bytes)
            default: break
            }
        }
        return RemovedScope(
            key: try require(key, "a removed scope's key"), elementID: try require(elementID, "a removed scope's id"),
            kind: try require(kind, "a removed scope's kind"), scope: try require(scope, "a removed scope's scope"),
            loopCounter: loopCounter, loop: loop, interruptedBy: interruptedBy)
    }

    private static func loopCounts(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> LoopCounts {
        var cursor = cursor
        var loop = LoopCounts(total: 0, begun: 0, completed: 0, terminated: 0)
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: loop.total = try field.int32()
            case 2: loop.begun = try field.int32()
            case 3: loop.completed = try field.int32()
            case 4: loop.terminated = try field.int32()
            default: break
            }
        }
        return loop
    }

    private static func write(_ scope: CreatedScope, to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, scope.key)
        writer.number(2, names.number(of: scope.elementID))
        writer.number(3, names.number(of: scope.kind))
        writer.key(4, scope.scope)
    }

    private static func created(
        _ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]
    ) throws(RecordFault) -> CreatedScope {
        var cursor = cursor
        var key: ElementInstanceKey?
        var elementID: String?
        var kind: String?
        var scope: ElementInstanceKey?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: elementID = try field.name(of: names)
            case 3: kind = try field.name(of: names)
            case 4: scope = try field.key()
            default: break
            }
        }
        return CreatedScope(
            key: try require(key, "a created scope's key"), elementID: try require(elementID, "a created scope's id"),
            kind: try require(kind, "a created scope's kind"), scope: try require(scope, "a created scope's scope"))
    }

    private static func write(_ variable: MigratedVariable, to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, variable.scope)
        writer.number(2, names.number(of: variable.name))
        if let value = variable.before { writer.bytes(3, value.bytes) }
        if let value = variable.after { writer.bytes(4, value.bytes) }
    }

    private static func variable(
        _ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]
    ) throws(RecordFault) -> MigratedVariable {
        var cursor = cursor
        var scope: ElementInstanceKey?
        var name: String?
        var before: JSONValue?
        var after: JSONValue?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: scope = try field.key()
            case 2: name = try field.name(of: names)
            case 3: before = JSONValue(trusted: try field.bytes(in: bytes))
            case 4: after = JSONValue(trusted: try field.bytes(in: bytes))
            default: break
            }
        }
        return MigratedVariable(
            scope: try require(scope, "a changed variable's scope"),
            name: try require(name, "a changed variable's name"),
            before: before, after: after)
    }

    private static func write(_ moved: MovedCompensation, to writer: inout RecordWriter) {
        if let before = moved.before { writer.message(1) { CompensationRecord.write(before, to: &$0) } }
        if let after = moved.after { writer.message(2) { CompensationRecord.write(after, to: &$0) } }
    }

    private static func compensation(
        _ cursor: RecordCursor, in bytes: RawSpan
    ) throws(RecordFault) -> MovedCompensation {
        var cursor = cursor
        var moved = MovedCompensation(before: nil, after: nil)
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: moved.before = try CompensationRecord.read(field.content(), in: bytes)
            case 2: moved.after = try CompensationRecord.read(field.content(), in: bytes)
            default: break
            }
        }
        return moved
    }

    private static func write(_ moved: MovedContinuation, to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, moved.key)
        for flow in moved.fromFlows { writer.number(2, names.number(of: flow)) }
        for flow in moved.toFlows { writer.number(3, names.number(of: flow)) }
    }

    private static func continuation(
        _ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]
    ) throws(RecordFault) -> MovedContinuation {
        var cursor = cursor
        var key: ElementInstanceKey?
        var flows: (from: [String], to: [String]) = ([], [])
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: flows.from.append(try field.name(of: names))
            case 3: flows.to.append(try field.name(of: names))
            default: break
            }
        }
        return MovedContinuation(
            key: try require(key, "a resting element's key"), fromFlows: flows.from, toFlows: flows.to)
    }
}
