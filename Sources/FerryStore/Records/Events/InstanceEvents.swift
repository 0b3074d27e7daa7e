import FerryModel

extension ProcessInstanceCreated: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, definitionKey)
        if tenant != .default { writer.text(2, tenant.rawValue) }
        writer.time(3, startedAt)
        if let parent { writer.message(4) { CallingElementRecord.write(parent, to: &$0) } }
        if let startLock { writer.message(5) { MessageStartLockRecord.write(startLock, to: &$0) } }
        for tag in tags { writer.text(6, tag) }
        writer.textUnlessEmpty(7, businessID)
        writer.flagUnlessFalse(8, holdsBusinessID)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var definitionKey: ProcessDefinitionKey?
        var tenant = TenantID.default
        var startedAt: Timestamp?
        var parent: CallingElement?
        var startLock: MessageStartLock?
        var tags: [String] = []
        var businessID = ""
        var holdsBusinessID = false
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: definitionKey = try field.key()
            case 2: tenant = TenantID(rawValue: try field.text(in: bytes))
            case 3: startedAt = try field.time()
            case 4: parent = try CallingElementRecord.read(field.content(), in: bytes)
            case 5: startLock = try MessageStartLockRecord.read(field.content(), in: bytes)
            case 6: tags.append(try field.text(in: bytes))
            case 7: businessID = try field.text(in: bytes)
            case 8: holdsBusinessID = try field.flag()
            default: break
            }
        }
        self.init(
            definitionKey: try require(definitionKey, "the definition's key"), tenant: tenant,
            startedAt: try require(startedAt, "the start time"), parent: parent, startLock: startLock, tags: tags,
            businessID: businessID, holdsBusinessID: holdsBusinessID)
    }
}

extension ProcessInstanceMigrated: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, source)
        writer.key(2, target)
        for element in elements {
            writer.message(3) { MovedElementRecord.write(element, to: &$0, &names) }
        }
        for token in tokens {
            writer.message(4) { MovedTokenRecord.write(token, to: &$0, &names) }
        }
        writer.textUnlessEmpty(5, caller)
        for event in events { writer.message(10) { MovedEventRecord.write(event, to: &$0, &names) } }
        for event in pendingEvents { writer.message(11) { RenamedEventRecord.write(event, to: &$0, &names) } }
        for event in interruptions { writer.message(12) { RenamedEventRecord.write(event, to: &$0, &names) } }
        if let formerProcessID { writer.text(13, formerProcessID) }
        if let startLock { writer.message(14) { MessageStartLockRecord.write(startLock, to: &$0) } }
        if !structure.isEmpty {
            writer.message(20) { MigratedStructureRecord.write(structure, to: &$0, &names) }
        }
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var source: ProcessDefinitionKey?
        var target: ProcessDefinitionKey?
        var elements: [MovedElement] = []
        var tokens: [MovedToken] = []
        var structure = MigratedStructure()
        var caller = ""
        var events: [MovedEvent] = []
        var pendingEvents: [RenamedEvent] = []
        var interruptions: [RenamedEvent] = []
        var formerProcessID: String?
        var startLock: MessageStartLock?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: source = try field.key()
            case 2: target = try field.key()
            case 3: elements.append(try MovedElementRecord.read(field.content(), in: bytes, names))
            case 4: tokens.append(try MovedTokenRecord.read(field.content(), in: bytes, names))
            case 5: caller = try field.text(in: bytes)
            case 10: events.append(try MovedEventRecord.read(field.content(), in: bytes, names))
            case 11: pendingEvents.append(try RenamedEventRecord.read(field.content(), in: bytes, names))
            case 12: interruptions.append(try RenamedEventRecord.read(field.content(), in: bytes, names))
            case 13: formerProcessID = try field.text(in: bytes)
            case 14: startLock = try MessageStartLockRecord.read(field.content(), in: bytes)
            case 20: structure = try MigratedStructureRecord.read(field.content(), in: bytes, names)
            default: break
            }
        }
        self.init(
            source: try require(source, "the source"), target: try require(target, "the target"),
            elements: elements, tokens: tokens, structure: structure, caller: caller, events: events,
            pendingEvents: pendingEvents, interruptions: interruptions, formerProcessID: formerProcessID,
            startLock: startLock)
    }
}

extension ProcessInstanceBanned: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.textUnlessEmpty(1, reason)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var reason = ""
        while let field = try cursor.next(in: bytes) {
            if field.number == 1 { reason = try field.text(in: bytes) }
        }
        self.init(reason: reason)
    }
}

extension VariableSet: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, scope)
        writer.number(2, names.number(of: name))
        writer.bytes(3, value.bytes)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var scope: ElementInstanceKey?
        var name: String?
        var value: [UInt8]?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: scope = try field.key()
            case 2: name = try field.name(of: names)
            case 3: value = try field.bytes(in: bytes)
            default: break
            }
        }
        self.init(
            scope: try require(scope, "the variable's scope"), name: try require(name, "the variable's name"),
            value: JSONValue(trusted: try require(value, "the variable's value")))
    }
}

extension AnswersForgotten: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        for entry in entries {
            writer.message(1) {
                $0.bytes(1, entry.idempotencyKey)
                $0.time(2, entry.expiresAt)
            }
        }
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var entries: [Entry] = []
        while let field = try cursor.next(in: bytes) {
            guard field.number == 1 else { continue }
            var entry = try field.content()
            var key: [UInt8]?
            var expiresAt: Timestamp?
            while let field = try entry.next(in: bytes) {
                switch field.number {
                case 1: key = try field.bytes(in: bytes)
                case 2: expiresAt = try field.time()
                default: break
                }
            }
            entries.append(
                Entry(
                    idempotencyKey: try require(key, "an idempotency key"),
                    expiresAt: try require(expiresAt, "an answer's end")))
        }
        self.init(entries: entries)
    }
}
