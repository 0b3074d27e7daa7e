import FerryEngine
import FerryModel

/// `ferry.record.v1.ProcessInstance`: the whole instance, or its root when element instances and tokens lie apart.
enum InstanceRecord {
    /// An instance with more element instances and places with tokens than this is spilled.
    static let partsMax = 32

    static func isSpilled(_ instance: ProcessInstance) -> Bool {
        instance.elementCount + instance.waiting.count > partsMax
    }

    static func write(_ instance: ProcessInstance, isSpilled: Bool, to writer: inout RecordWriter) {
        writer.key(1, instance.definitionKey)
        if instance.tenant != .default { writer.text(2, instance.tenant.rawValue) }
        writer.time(3, instance.startedAt)
        writer.flagUnlessFalse(4, instance.isBanned)
        writer.flagUnlessFalse(12, instance.isSuspended)
        for tag in instance.tags { writer.text(13, tag) }
        writer.textUnlessEmpty(14, instance.businessID)
        writer.flagUnlessFalse(16, instance.holdsBusinessID)
        if isSpilled {
            writer.number(7, UInt64(instance.elementCount))
            writer.numberUnlessZero(8, UInt64(instance.waiting.count))
        } else {
            for element in instance.elements {
                writer.message(5) { ElementRecord.write(element, to: &$0) }
            }
            for token in instance.tokens {
                writer.message(6) { TokenRecord.write(token, to: &$0) }
            }
        }
        if let parent = instance.parent { writer.message(9) { CallingElementRecord.write(parent, to: &$0) } }
        for subscription in instance.compensations {
            writer.message(10) { CompensationRecord.write(subscription, to: &$0) }
        }
        if let lock = instance.startLock { writer.message(11) { MessageStartLockRecord.write(lock, to: &$0) } }
        for processID in instance.formerProcessIDs { writer.text(15, processID) }
    }

    /// A root as read: how many element instances and tokens must be found in records of their own.
    struct Root {
        let instance: ProcessInstance
        let spilledElements: UInt64?
        let spilledTokens: UInt64
    }

    static func read(_ key: ProcessInstanceKey, in bytes: RawSpan) throws(RecordFault) -> Root {
        var definitionKey: ProcessDefinitionKey?
        var tenant = TenantID.default
        var startedAt: Timestamp?
        var isBanned = false
        var isSuspended = false
        var tags: [String] = []
        var businessID = ""
        var holdsBusinessID = false
        var elements: [ElementInstance] = []
        var tokens: [WaitingToken] = []
        var spilled: UInt64?
        var spilledTokens: UInt64 = 0
        var parent: CallingElement?
        var compensations: [CompensationSubscription] = []
        var startLock: MessageStartLock?
        var formerProcessIDs: [String] = []
        var cursor = RecordCursor(bytes)
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: definitionKey = try field.key()
            case 2: tenant = TenantID(rawValue: try field.text(in: bytes))
            case 3: startedAt = try field.time()
            case 4: isBanned = try field.flag()
            case 12: isSuspended = try field.flag()
            case 13: tags.append(try field.text(in: bytes))
            case 14: businessID = try field.text(in: bytes)
            case 16: holdsBusinessID = try field.flag()
            case 5: elements.append(try ElementRecord.read(field.content(), in: bytes))
            case 6: tokens.append(try TokenRecord.read(field.content(), in: bytes))
            case 7: spilled = try field.unsigned()
            case 8: spilledTokens = try field.unsigned()
            case 9: parent = try CallingElementRecord.read(field.content(), in: bytes)
            case 10: compensations.append(try CompensationRecord.read(field.content(), in: bytes))
            case 11: startLock = try MessageStartLockRecord.read(field.content(), in: bytes)
            case 15: formerProcessIDs.append(try field.text(in: bytes))
            default: break
            }
        }
        if spilled == nil { try link(elements) }
        let instance = ProcessInstance(
            key: key, tenant: tenant, startedAt: try require(startedAt, "the start time"),
            definitionKey: try require(definitionKey, "the definition's key"), parent: parent, startLock: startLock,
            formerProcessIDs: formerProcessIDs, isBanned: isBanned, isSuspended: isSuspended, tags: tags,
            businessID: businessID, holdsBusinessID: holdsBusinessID, elements: elements, tokens: tokens,
            compensations: compensations,
            savedForm: spilled == nil ? .whole : .spilled)
        return Root(instance: instance, spilledElements: spilled, spilledTokens: spilledTokens)
    }

    /// The same instance with what was found apart.
    static func complete(
        _ root: Root, with elements: [ElementInstance], _ tokens: [WaitingToken]
    ) throws(RecordFault) -> ProcessInstance {
        let count = root.spilledElements ?? 0
        guard UInt64(elements.count) == count else {
            throw .inconsistent("expected \(count) records of element instances, found \(elements.count)")
        }
        guard UInt64(tokens.count) == root.spilledTokens else {
            throw .inconsistent("expected \(root.spilledTokens) records of tokens, found \(tokens.count)")
        }
        try link(elements)
        let root = root.instance
        // An older release kept the tokens in the root; they move out with the next save.
        let tokensInside = root.tokens
        let whole = ProcessInstance(
            key: root.key, tenant: root.tenant, startedAt: root.startedAt, definitionKey: root.definitionKey,
            parent: root.parent, startLock: root.startLock, formerProcessIDs: root.formerProcessIDs,
            isBanned: root.isBanned, isSuspended: root.isSuspended, tags: root.tags, businessID: root.businessID,
            holdsBusinessID: root.holdsBusinessID, elements: elements,
            tokens: tokensInside + tokens, compensations: root.compensations, savedForm: .spilled)
        whole.changedTokens = Set(tokensInside.map(\.place))
        return whole
    }

    /// Checks the order that everything above relies on, and counts children.
    private static func link(_ elements: [ElementInstance]) throws(RecordFault) {
        for (index, element) in elements.enumerated() {
            guard index == 0 || elements[index - 1].key < element.key else {
                throw .inconsistent("element instance \(element.key) is out of order")
            }
            guard let scope = element.scope else { continue }
            guard let parent = find(scope, in: elements) else {
                throw .inconsistent("element instance \(element.key) stands in \(scope), which is not there")
            }
            parent.childCount += 1
            // Scopes that a migration created are younger than what they hold; only these can make a ring.
            if scope > element.key { try checkWayOut(from: element, in: elements) }
        }
    }

    private static func checkWayOut(
        from element: ElementInstance, in elements: [ElementInstance]
    ) throws(RecordFault) {
        var next = element.scope
        var steps = 0
        while let scope = next {
            next = find(scope, in: elements)?.scope
            steps += 1
            guard steps <= elements.count else {
                throw .inconsistent("element instance \(element.key) stands inside itself")
            }
        }
    }

    private static func find(_ key: ElementInstanceKey, in elements: [ElementInstance]) -> ElementInstance? {
        var low = 0
        var high = elements.count
        while low < high {
            let middle = (low + high) / 2
            if elements[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low < elements.count && elements[low].key == key ? elements[low] : nil
    }
}

/// `ferry.record.v1.WaitingToken`.
enum TokenRecord {
    static func write(_ token: WaitingToken, to writer: inout RecordWriter) {
        writer.key(1, token.scope)
        writer.text(2, token.gatewayID)
        writer.text(3, token.flowID)
        writer.int32UnlessZero(4, token.count)
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> WaitingToken {
        var cursor = cursor
        var scope: ElementInstanceKey?
        var gatewayID: String?
        var flowID: String?
        var count: Int32 = 0
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: scope = try field.key()
            case 2: gatewayID = try field.text(in: bytes)
            case 3: flowID = try field.text(in: bytes)
            case 4: count = try field.int32()
            default: break
            }
        }
        return WaitingToken(
            scope: try require(scope, "a token's scope"), gatewayID: try require(gatewayID, "a token's gateway"),
            flowID: try require(flowID, "a token's flow"), count: count)
    }
}
