import FerryModel

/// `ferry.record.v1.Event`: which event it is stands in the field number, its content in the field.
enum EventRecord {
    /// Field 1 says to which instance this event and those after it belong; see `LogEntryRecord`.
    static let instanceField = 1

    static func write(_ event: Event, to writer: inout RecordWriter, _ names: inout NameTable) {
        switch event {
        case .elementActivating(let payload): writer.payload(2, payload, &names)
        case .elementActivated(let payload): writer.payload(3, payload, &names)
        case .elementCompleting(let payload): writer.payload(4, payload, &names)
        case .elementCompleted(let payload): writer.payload(5, payload, &names)
        case .elementTerminating(let payload): writer.payload(6, payload, &names)
        case .elementTerminated(let payload): writer.payload(7, payload, &names)
        case .sequenceFlowTaken(let payload): writer.payload(8, payload, &names)
        case .variableSet(let payload): writer.payload(9, payload, &names)
        case .jobCreated(let payload): writer.payload(10, payload, &names)
        case .jobActivated(let payload): writer.payload(11, payload, &names)
        case .jobCompleted(let key): writer.key(12, key)
        case .processInstanceCreated(let payload): writer.payload(13, payload, &names)
        case .processInstanceMigrated(let payload): writer.payload(14, payload, &names)
        case .answerRecorded(let answer): writer.message(15) { AnswerRecord.write(answer, to: &$0, &names) }
        case .processDefinitionDeployed(let deployed):
            writer.message(16) { DefinitionRecord.write(deployed, to: &$0) }
        case .decisionsDeployed(let deployed): writer.message(75) { DecisionsRecord.write(deployed, to: &$0) }
        case .decisionEvaluated(let evaluated):
            writer.message(76) { DecisionEvaluatedRecord.write(evaluated, to: &$0) }
        case .processDefinitionDeleted(let key): writer.key(111, key)
        case .decisionsDeleted(let key): writer.key(112, key)
        case .formDeployed(let deployed): writer.message(113) { FormRecord.write(deployed, to: &$0) }
        case .formDeleted(let key): writer.key(114, key)
        case .tokenArrived(let payload): writer.payload(17, payload, &names)
        case .tokensJoined(let payload): writer.payload(18, payload, &names)
        case .processInstanceBanned(let payload): writer.payload(19, payload, &names)
        case .jobFailed(let payload): writer.payload(20, payload, &names)
        case .jobTimedOut(let key): writer.key(21, key)
        case .jobYielded(let key): writer.key(110, key)
        case .jobRecurred(let key): writer.key(22, key)
        case .jobRetriesUpdated(let payload): writer.payload(23, payload, &names)
        case .jobPriorityUpdated(let payload): writer.payload(115, payload, &names)
        case .jobCancelled(let key): writer.key(24, key)
        case .incidentRaised(let payload): writer.payload(25, payload, &names)
        case .incidentResolved(let payload): writer.payload(26, payload, &names)
        case .answersForgotten(let payload): writer.payload(27, payload, &names)
        case .outboxMessageQueued(let message): writer.message(28) { OutboxRecord.write(message, to: &$0) }
        case .outboxMessageAcknowledged(let entry):
            writer.message(29) { SequenceRecord.write(entry.receiver, entry.sequence, to: &$0) }
        case .inboxMessageTaken(let entry):
            writer.message(30) { SequenceRecord.write(entry.sender, entry.sequence, to: &$0) }
        case .continuationScheduled(let payload): writer.payload(100, payload, &names)
        case .continuationEnded(let key): writer.key(101, key)
        case .adHocFulfilled(let key): writer.key(102, key)
        case .userTaskChanging(let payload): writer.payload(103, payload, &names)
        case .userTaskCorrected(let payload): writer.payload(104, payload, &names)
        case .userTaskChangeDenied(let payload): writer.payload(105, payload, &names)
        case .eventSubscribed(let payload): writer.payload(31, payload, &names)
        case .eventUnsubscribed(let payload): writer.payload(32, payload, &names)
        case .eventTriggered(let payload): writer.payload(33, payload, &names)
        case .scopeInterrupted(let payload): writer.payload(34, payload, &names)
        case .processInstanceCalled(let payload): writer.payload(35, payload, &names)
        case .calledInstanceEnded(let payload): writer.payload(36, payload, &names)
        case .messagePublished(let published):
            writer.message(46) { MessagePublishedRecord.write(published, to: &$0) }
        case .messageMarked(let mark): writer.message(47) { MessageMarkRecord.write(mark, to: &$0) }
        case .messageUnmarked(let mark): writer.message(48) { MessageMarkRecord.write(mark, to: &$0) }
        case .messageExpired(let expired): writer.message(49) { MessageExpiredRecord.write(expired, to: &$0) }
        case .messageSubscriptionOpened(let subscription):
            writer.message(50) { MessageSubscriptionRecord.write(subscription, to: &$0) }
        case .messageSubscriptionChanged(let subscription):
            writer.message(51) { MessageSubscriptionRecord.write(subscription, to: &$0) }
        case .messageSubscriptionClosed(let subscription):
            writer.message(52) { MessageSubscriptionRecord.write(subscription, to: &$0) }
        case .compensationSubscribed(let subscription):
            writer.message(42) { CompensationRecord.write(subscription, to: &$0) }
        case .compensationTriggered(let payload): writer.payload(43, payload, &names)
        case .compensationCompleted(let key): writer.key(44, key)
        case .compensationDeleted(let key): writer.key(45, key)
        case .signalBroadcast(let payload): writer.message(39) { SignalRecord.write(payload, to: &$0) }
        case .jobErrorThrown(let payload): writer.payload(40, payload, &names)
        case .jobTimeoutUpdated(let payload): writer.payload(41, payload, &names)
        case .startTimerCreated(let timer): writer.message(95) { StartTimerRecord.write(timer, to: &$0) }
        case .startTimerTriggered(let payload): writer.payload(96, payload, &names)
        case .startTimerCancelled(let timer): writer.message(97) { StartTimerRecord.write(timer, to: &$0) }
        case .userTaskCreated(let payload): writer.payload(60, payload, &names)
        case .userTaskAssigned(let payload): writer.payload(61, payload, &names)
        case .userTaskUpdated(let payload): writer.payload(62, payload, &names)
        case .userTaskCompleted(let payload): writer.payload(63, payload, &names)
        case .userTaskCancelled(let key): writer.key(64, key)
        case .loopBegan(let payload): writer.payload(37, payload, &names)
        case .listItemSet(let payload): writer.payload(38, payload, &names)
        case .processInstanceModified(let payload): writer.payload(85, payload, &names)
        case .processInstanceSuspended(let payload): writer.payload(86, payload, &names)
        case .processInstanceResumed(let payload): writer.payload(87, payload, &names)
        case .scopeReopened(let key): writer.key(88, key)
        }
    }

    /// nil for a field that is no event this version knows.
    static func read(_ field: RecordField, in bytes: RawSpan, _ names: [String]) throws(RecordFault) -> Event? {
        switch field.number {
        case 2: .elementActivating(try field.payload(in: bytes, names))
        case 3: .elementActivated(try field.payload(in: bytes, names))
        case 4: .elementCompleting(try field.payload(in: bytes, names))
        case 5: .elementCompleted(try field.payload(in: bytes, names))
        case 6: .elementTerminating(try field.payload(in: bytes, names))
        case 7: .elementTerminated(try field.payload(in: bytes, names))
        case 8: .sequenceFlowTaken(try field.payload(in: bytes, names))
        case 9: .variableSet(try field.payload(in: bytes, names))
        case 10: .jobCreated(try field.payload(in: bytes, names))
        case 11: .jobActivated(try field.payload(in: bytes, names))
        case 12: .jobCompleted(try field.key())
        case 13: .processInstanceCreated(try field.payload(in: bytes, names))
        case 14: .processInstanceMigrated(try field.payload(in: bytes, names))
        case 15: .answerRecorded(try AnswerRecord.read(field.content(), in: bytes, names))
        case 16: .processDefinitionDeployed(try DefinitionRecord.read(field.content(), in: bytes))
        case 111: .processDefinitionDeleted(try field.key())
        case 112: .decisionsDeleted(try field.key())
        case 113: .formDeployed(try FormRecord.read(field.content(), in: bytes))
        case 114: .formDeleted(try field.key())
        case 75: .decisionsDeployed(try DecisionsRecord.read(field.content(), in: bytes))
        case 76: .decisionEvaluated(try DecisionEvaluatedRecord.read(field.content(), in: bytes))
        case 17: .tokenArrived(try field.payload(in: bytes, names))
        case 18: .tokensJoined(try field.payload(in: bytes, names))
        case 19: .processInstanceBanned(try field.payload(in: bytes, names))
        case 20: .jobFailed(try field.payload(in: bytes, names))
        case 21: .jobTimedOut(try field.key())
        case 110: .jobYielded(try field.key())
        case 22: .jobRecurred(try field.key())
        case 23: .jobRetriesUpdated(try field.payload(in: bytes, names))
        case 115: .jobPriorityUpdated(try field.payload(in: bytes, names))
        case 24: .jobCancelled(try field.key())
        case 25: .incidentRaised(try field.payload(in: bytes, names))
        case 26: .incidentResolved(try field.payload(in: bytes, names))
        case 27: .answersForgotten(try field.payload(in: bytes, names))
        case 28: .outboxMessageQueued(try OutboxRecord.read(field.content(), in: bytes))
        case 29: .outboxMessageAcknowledged(try field.acknowledgement(in: bytes))
        case 30: .inboxMessageTaken(try field.inboxPosition(in: bytes))
        case 31: .eventSubscribed(try field.payload(in: bytes, names))
        case 32: .eventUnsubscribed(try field.payload(in: bytes, names))
        case 33: .eventTriggered(try field.payload(in: bytes, names))
        case 34: .scopeInterrupted(try field.payload(in: bytes, names))
        case 35: .processInstanceCalled(try field.payload(in: bytes, names))
        case 36: .calledInstanceEnded(try field.payload(in: bytes, names))
        case 46: .messagePublished(try MessagePublishedRecord.read(field.content(), in: bytes))
        case 47: .messageMarked(try MessageMarkRecord.read(field.content(), in: bytes))
        case 48: .messageUnmarked(try MessageMarkRecord.read(field.content(), in: bytes))
        case 49: .messageExpired(try MessageExpiredRecord.read(field.content(), in: bytes))
        case 50: .messageSubscriptionOpened(try MessageSubscriptionRecord.read(field.content(), in: bytes))
        case 51: .messageSubscriptionChanged(try MessageSubscriptionRecord.read(field.content(), in: bytes))
        case 52: .messageSubscriptionClosed(try MessageSubscriptionRecord.read(field.content(), in: bytes))
        case 42: .compensationSubscribed(try CompensationRecord.read(field.content(), in: bytes))
        case 43: .compensationTriggered(try field.payload(in: bytes, names))
        case 44: .compensationCompleted(try field.key())
        case 45: .compensationDeleted(try field.key())
        case 39: .signalBroadcast(try SignalRecord.read(field.content(), in: bytes))
        case 40: .jobErrorThrown(try field.payload(in: bytes, names))
        case 41: .jobTimeoutUpdated(try field.payload(in: bytes, names))
        case 95: .startTimerCreated(try StartTimerRecord.read(field.content(), in: bytes))
        case 96: .startTimerTriggered(try field.payload(in: bytes, names))
        case 97: .startTimerCancelled(try StartTimerRecord.read(field.content(), in: bytes))
        case 60: .userTaskCreated(try field.payload(in: bytes, names))
        case 61: .userTaskAssigned(try field.payload(in: bytes, names))
        case 62: .userTaskUpdated(try field.payload(in: bytes, names))
        case 63: .userTaskCompleted(try field.payload(in: bytes, names))
        case 64: .userTaskCancelled(try field.key())
        case 37: .loopBegan(try field.payload(in: bytes, names))
        case 38: .listItemSet(try field.payload(in: bytes, names))
        case 85: .processInstanceModified(try field.payload(in: bytes, names))
        case 86: .processInstanceSuspended(try field.payload(in: bytes, names))
        case 87: .processInstanceResumed(try field.payload(in: bytes, names))
        case 88: .scopeReopened(try field.key())
        case 100: .continuationScheduled(try field.payload(in: bytes, names))
        case 101: .continuationEnded(try field.key())
        case 102: .adHocFulfilled(try field.key())
        case 103: .userTaskChanging(try field.payload(in: bytes, names))
        case 104: .userTaskCorrected(try field.payload(in: bytes, names))
        case 105: .userTaskChangeDenied(try field.payload(in: bytes, names))
        default: nil
        }
    }
}

/// The content of one kind of event. Names that repeat within a log record are written as numbers of its name table.
protocol EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable)
    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault)
}

extension RecordWriter {
    fileprivate mutating func payload(_ field: Int, _ payload: some EventPayload, _ names: inout NameTable) {
        message(field) { payload.write(to: &$0, &names) }
    }
}

extension RecordField {
    fileprivate func payload<Payload: EventPayload>(
        in bytes: RawSpan, _ names: [String]
    ) throws(RecordFault) -> Payload {
        try Payload(content(), in: bytes, names)
    }

    fileprivate func acknowledgement(in bytes: RawSpan) throws(RecordFault) -> OutboxAcknowledgement {
        let entry = try SequenceRecord.read(content(), in: bytes)
        return OutboxAcknowledgement(receiver: entry.partition, sequence: entry.sequence)
    }

    fileprivate func inboxPosition(in bytes: RawSpan) throws(RecordFault) -> InboxPosition {
        let entry = try SequenceRecord.read(content(), in: bytes)
        return InboxPosition(sender: entry.partition, sequence: entry.sequence)
    }
}
