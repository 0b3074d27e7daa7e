package import FerryEngine
package import FerryModel

extension PartitionStorage {
    package func save(_ instance: ProcessInstance) {
        let isSpilled = InstanceRecord.isSpilled(instance)
        InstanceTable.key(instance.key, &key)
        put { InstanceRecord.write(instance, isSpilled: isSpilled, to: &$0) }
        unsafe recordCache.insert(instance.key, writer.bytes.span.bytes)
        switch (instance.savedForm, isSpilled) {
        case (.spilled, true):
            deleteElements(instance.removedElements.sorted(), of: instance)
            for key in instance.changedElements.sorted() {
                if let element = instance.element(key) { putElement(element, of: instance) }
            }
            for place in instance.changedTokens.sorted() { writeToken(at: place, of: instance) }
        case (.unsaved, true), (.whole, true):
            for element in instance.elements { putElement(element, of: instance) }
            for token in instance.tokens { writeToken(at: token.place, of: instance) }
        case (.spilled, false): deleteParts(of: instance)
        case (.unsaved, false), (.whole, false): break
        }
        instance.savedForm = isSpilled ? .spilled : .whole
        instance.changedElements.removeAll()
        instance.removedElements.removeAll()
        instance.changedTokens.removeAll()
    }

    package func delete(_ instance: ProcessInstance) {
        InstanceTable.key(instance.key, &key)
        store.delete(.state, key.bytes)
        recordCache.remove(instance.key)
        if instance.savedForm == .spilled { deleteParts(of: instance) }
    }

    /// Every row that a spilled instance may have beside its root.
    private func deleteParts(of instance: ProcessInstance) {
        deleteElements(instance.elements.map(\.key) + instance.removedElements.sorted(), of: instance)
        for place in instance.changedTokens.union(instance.tokens.map(\.place)).sorted() {
            InstanceTokenTable.key(instance.key, place, &key)
            store.delete(.state, key.bytes)
        }
    }

    private func putElement(_ element: ElementInstance, of instance: ProcessInstance) {
        InstanceTable.elementKey(instance.key, element.key, &key)
        put { ElementRecord.write(element, to: &$0) }
    }

    private func deleteElements(_ elements: [ElementInstanceKey], of instance: ProcessInstance) {
        for element in elements {
            InstanceTable.elementKey(instance.key, element, &key)
            store.delete(.state, key.bytes)
        }
    }

    private func writeToken(at place: WaitingTokens.Place, of instance: ProcessInstance) {
        InstanceTokenTable.key(instance.key, place, &key)
        let count = instance.waiting[place]
        guard count > 0 else { return store.delete(.state, key.bytes) }
        let token = WaitingToken(
            scope: place.scope, gatewayID: place.gatewayID, flowID: place.flowID, count: count)
        put { TokenRecord.write(token, to: &$0) }
    }

    package func saveMeta(_ meta: PartitionMeta) {
        MetaTable.key(&key)
        put { MetaRecord.write(meta, to: &$0) }
    }

    package func append(_ record: LogRecord) {
        EventLogTable.key(record.first, &key)
        writer.reset()
        logEntry.write(record, to: &writer)
        putWritten(.log)
    }

    package func stage(_ change: StateChange) {
        switch change {
        case .putVariable(let instance, let scope, let name, let value):
            VariableTable.key(instance, scope, name, &key)
            store.put(.state, key.bytes, unsafe value.bytes.span.bytes)
        case .deleteVariable(let instance, let scope, let name):
            VariableTable.key(instance, scope, name, &key)
            store.delete(.state, key.bytes)
        case .putListItem(let instance, let scope, let name, let index, let value):
            ListItemTable.key(instance, scope, index, name, &key)
            store.put(.state, key.bytes, unsafe value.bytes.span.bytes)
        case .deleteListItem(let instance, let scope, let name, let index):
            ListItemTable.key(instance, scope, index, name, &key)
            store.delete(.state, key.bytes)
        case .putLocator(let table, let number, let instance):
            LocatorTables.key(table, number, &key)
            putReference(to: instance)
        case .deleteLocator(let table, let number):
            LocatorTables.key(table, number, &key)
            store.delete(.state, key.bytes)
        case .putDefinitionEntry(let definition, let instance):
            definitionChanges.append(.init(definition: definition, instance: instance, isThere: true))
        case .deleteDefinitionEntry(let definition, let instance):
            definitionChanges.append(.init(definition: definition, instance: instance, isThere: false))
        case .enqueueJob(let job, let instance):
            JobQueueTable.prefix(job.tenant, job.type, &key)
            let prefix = key.bytes
            JobQueueTable.appendPlace(of: job, &key)
            floors.lower(prefix, to: key.bytes)
            putReference(to: instance)
        case .dequeueJob(let job):
            JobQueueTable.key(job, &key)
            store.delete(.state, key.bytes)
        case .putDue(let time, let number, let thing):
            DueTable.prefix(&key)
            let prefix = key.bytes
            DueTable.key(time, number, &key)
            floors.lower(prefix, to: key.bytes)
            let value = DueTable.value(thing)
            store.put(.state, key.bytes, unsafe value.span.bytes)
        case .deleteDue(let time, let number):
            DueTable.key(time, number, &key)
            store.delete(.state, key.bytes)
        case .putMessage(let message): put(message)
        case .deleteMessage(let expired): delete(expired)
        case .putMark(let mark):
            MessageTables.mark(mark, &key)
            put { _ in }
        case .deleteMark(let mark):
            MessageTables.mark(mark, &key)
            store.delete(.state, key.bytes)
        case .putMessageSubscription(let subscription):
            MessageTables.subscription(subscription.address, subscription.key, &key)
            put { MessageSubscriptionRecord.write(subscription, to: &$0) }
        case .deleteMessageSubscription(let subscription):
            MessageTables.subscription(subscription.address, subscription.key, &key)
            store.delete(.state, key.bytes)
        case .putStartLock(let lock, let instance):
            MessageTables.lock(lock, &key)
            putReference(to: instance)
        case .deleteStartLock(let lock):
            MessageTables.lock(lock, &key)
            store.delete(.state, key.bytes)
        case .putBusinessID(let held, let instance):
            BusinessIDTable.key(held, &key)
            putReference(to: instance)
        case .deleteBusinessID(let held):
            BusinessIDTable.key(held, &key)
            store.delete(.state, key.bytes)
        case .putSignalSubscription(let tenant, let name, let subscription, let owner):
            SignalSubscriptionTable.key(tenant, name, subscription, &key)
            let value = EventOwnerReference.bytes(owner)
            store.put(.state, key.bytes, unsafe value.span.bytes)
        case .deleteSignalSubscription(let tenant, let name, let subscription):
            SignalSubscriptionTable.key(tenant, name, subscription, &key)
            store.delete(.state, key.bytes)
        case .putStartTimer(let timer):
            StartTimerTable.key(timer.definitionKey, timer.key, &key)
            put { StartTimerRecord.write(timer, to: &$0) }
        case .deleteStartTimer(let definition, let timer):
            StartTimerTable.key(definition, timer, &key)
            store.delete(.state, key.bytes)
        case .putDefinition(let deployed):
            DefinitionTable.key(deployed.definition.key, &key)
            put { DefinitionRecord.write(deployed, to: &$0) }
        case .putDecisions(let deployed):
            DecisionTable.key(deployed.requirementsKey, &key)
            put { DecisionsRecord.write(deployed, to: &$0) }
        case .putForm(let deployed):
            FormTable.key(deployed.form.key, &key)
            put { FormRecord.write(deployed, to: &$0) }
        case .putAnswer(let recorded): put(recorded)
        case .deleteAnswer(let entry):
            AnswerTable.key(entry.idempotencyKey, &key)
            store.delete(.state, key.bytes)
            AnswerTable.expiryKey(entry.expiresAt, entry.idempotencyKey, &key)
            store.delete(.state, key.bytes)
        case .putOutbox(let message):
            OutboxTable.key(message.receiver, message.sequence, &key)
            put { OutboxRecord.write(message, to: &$0) }
        case .deleteOutbox(let receiver, let sequence):
            OutboxTable.key(receiver, sequence, &key)
            store.delete(.state, key.bytes)
        }
    }

    private func put(_ recorded: RecordedAnswer) {
        AnswerTable.key(recorded.idempotencyKey, &key)
        writer.reset()
        answerRow.write(recorded, to: &writer)
        putWritten(.state)
        AnswerTable.expiryPrefix(&key)
        let prefix = key.bytes
        AnswerTable.expiryKey(recorded.expiresAt, recorded.idempotencyKey, &key)
        floors.lower(prefix, to: key.bytes)
        put { _ in }
    }

    private func put(_ message: Message) {
        MessageTables.message(message.key, &key)
        put { MessageRecord.write(message, to: &$0) }
        MessageTables.address(message.address, message.key, &key)
        put { _ in }
        guard !message.id.isEmpty else { return }
        MessageTables.id(message.address, message.id, &key)
        let reference = MessageReference.bytes(message.key)
        store.put(.state, key.bytes, unsafe reference.span.bytes)
    }

    private func delete(_ expired: MessageExpired) {
        MessageTables.message(expired.key, &key)
        store.delete(.state, key.bytes)
        MessageTables.address(expired.address, expired.key, &key)
        store.delete(.state, key.bytes)
        DueTable.key(expired.deadline, expired.key.rawValue, &key)
        store.delete(.state, key.bytes)
        for processID in expired.processIDs {
            MessageTables.mark(MessageMark(message: expired.key, processID: processID), &key)
            store.delete(.state, key.bytes)
        }
        guard !expired.id.isEmpty else { return }
        MessageTables.id(expired.address, expired.id, &key)
        store.delete(.state, key.bytes)
    }

    /// Puts a record at the key that lies in `key`.
    func put(_ write: (inout RecordWriter) -> Void) {
        writer.reset()
        write(&writer)
        putWritten(.state)
    }

    /// Puts what lies in `writer` at the key that lies in `key`.
    private func putWritten(_ space: KeySpace) {
        let bytes = writer.bytes
        store.put(space, key.bytes, unsafe bytes.span.bytes)
    }

    private func putReference(to instance: ProcessInstanceKey) {
        let reference = InstanceReference.bytes(instance)
        store.put(.state, key.bytes, unsafe reference.span.bytes)
    }
}
