import FerryBPMN
import FerryEngine
import FerryModel
import Testing

@testable import FerryStore

@Suite struct RecordTests {
    @Test func writesAnIncidentAsItsSchemaSays() {
        let incident = Incident(
            key: 258, type: .conditionError, message: "no", raisedAt: Timestamp(milliseconds: -1))

        let bytes = RecordWriter.bytes { IncidentRecord.write(incident, to: &$0) }

        #expect(
            bytes == [
                0x09, 2, 1, 0, 0, 0, 0, 0, 0, 0x10, 4, 0x1A, 2, 0x6E, 0x6F,
                0x21, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
            ])
    }

    @Test(arguments: UInt64(0)..<100)
    func readsInstancesAsTheyWereWritten(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let instance = random.instance(ProcessInstanceKey(rawValue: 1 << 51 | 5), elements: random.below(33))

        let bytes = RecordWriter.bytes { InstanceRecord.write(instance, isSpilled: false, to: &$0) }
        let root = try InstanceRecord.read(instance.key, in: bytes.span.bytes)

        #expect(InstanceValue(root.instance) == InstanceValue(instance))
        #expect(root.instance.savedForm == .whole)
        #expect(root.instance.variables == nil)
        #expect(bytes == RecordWriter.bytes { InstanceRecord.write(root.instance, isSpilled: false, to: &$0) })
    }

    @Test(arguments: UInt64(0)..<100)
    func readsEventsOfEveryKindAsTheyWereWritten(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let events = random.everyEvent().map { InstanceEvent(instance: random.pick([0, 7, 8]), event: $0) }
        let record = LogRecord(first: LogPosition(12), timestamp: random.time(), events: events)
        var entry = LogEntryRecord()

        let bytes = RecordWriter.bytes { entry.write(record, to: &$0) }

        #expect(try LogEntryRecord.read(first: LogPosition(12), in: bytes.span.bytes) == record)
        #expect(bytes == RecordWriter.bytes { entry.write(record, to: &$0) })
    }

    @Test func keepsNamesApartThatLookTheSame() throws {
        let composed = ElementStep(key: 1, elementID: "gr\u{F6}sse")
        let decomposed = ElementStep(key: 1, elementID: "gro\u{308}sse")
        let many = (0..<40).map { ElementStep(key: 1, elementID: "filler \($0)") }
        var entry = LogEntryRecord()

        for steps in [[composed, decomposed], many + [composed, decomposed, composed]] {
            let events = steps.map { InstanceEvent(instance: 1, event: .elementActivated($0)) }
            let record = LogRecord(first: LogPosition(1), timestamp: Timestamp(milliseconds: 0), events: events)
            let bytes = RecordWriter.bytes { entry.write(record, to: &$0) }
            let read = try LogEntryRecord.read(first: LogPosition(1), in: bytes.span.bytes)

            let ids = read.events.map { event -> [UInt8] in
                guard case .elementActivated(let step) = event.event else { return [] }
                return Array(step.elementID.utf8)
            }
            #expect(ids == steps.map { Array($0.elementID.utf8) })
        }
    }

    @Test func skipsFieldsItDoesNotKnow() throws {
        let token = WaitingToken(scope: 9, gatewayID: "join", flowID: "flow", count: 2)

        let bytes = RecordWriter.bytes {
            $0.text(90, "from a later version")
            TokenRecord.write(token, to: &$0)
            $0.number(91, 5)
            $0.fixed64(92, 5)
        }

        #expect(try TokenRecord.read(RecordCursor(bytes.span.bytes), in: bytes.span.bytes) == token)
    }

    @Test func refusesAnEventItDoesNotKnow() {
        let bytes = RecordWriter.bytes {
            $0.time(1, Timestamp(milliseconds: 5))
            $0.message(3) { $0.message(999) { $0.text(1, "from a later version") } }
        }

        #expect(throws: RecordFault.missing("an event of a known kind")) {
            try LogEntryRecord.read(first: LogPosition(1), in: bytes.span.bytes)
        }
    }

    @Test func refusesElementsOutOfOrderOrWithoutTheirScope() {
        let root = ElementInstance(key: 5, scope: nil, elementID: "p", kind: .process, state: .activated)
        let orphan = ElementInstance(key: 6, scope: 4, elementID: "t", kind: .task, state: .activated)
        let early = ElementInstance(key: 3, scope: 5, elementID: "t", kind: .task, state: .activated)

        for elements in [[root, orphan], [root, early], [root, root]] {
            let instance = ProcessInstance(
                key: 5, tenant: .default, startedAt: Timestamp(milliseconds: 0), definitionKey: 1, elements: elements)
            let bytes = RecordWriter.bytes { InstanceRecord.write(instance, isSpilled: false, to: &$0) }

            #expect(throws: RecordFault.self) { try InstanceRecord.read(5, in: bytes.span.bytes) }
        }
    }

    @Test(
        arguments: [
            [], [0x09], [0x09, 0, 0, 0, 0, 0, 0, 0], [0x00, 0x00], [0x0B], [0x0F], [0x2A, 0x7F],
            [0x2A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
            [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80],
            [0x08, 0x05], [0x12, 0x01, 0xFF],
        ] as [[UInt8]])
    func refusesBytesThatAreNoInstance(bytes: [UInt8]) {
        #expect(throws: RecordFault.self) { try InstanceRecord.read(1, in: bytes.span.bytes) }
    }

    @Test(arguments: UInt64(0)..<2)
    func survivesTruncatedAndFlippedBytes(seed: UInt64) {
        var random = Seeded(seed: seed)
        let instance = random.instance(ProcessInstanceKey(rawValue: 1 << 51 | 5), elements: 4)
        let whole = RecordWriter.bytes { InstanceRecord.write(instance, isSpilled: false, to: &$0) }
        let record = random.logRecord(first: 1)
        var entry = LogEntryRecord()
        let log = RecordWriter.bytes { entry.write(record, to: &$0) }
        var answerRow = AnswerRowRecord()
        let answer = RecordWriter.bytes { answerRow.write(random.answer(), to: &$0) }

        // What comes out does not matter; that it comes out without a trap does.
        for bytes in [whole, log, answer] {
            for broken in Self.broken(bytes) {
                _ = try? InstanceRecord.read(instance.key, in: broken.span.bytes)
                _ = try? LogEntryRecord.read(first: LogPosition(.max), in: broken.span.bytes)
                _ = try? LogEntryRecord.read(first: LogPosition(1), in: broken.span.bytes)
                _ = try? AnswerRowRecord.read(broken.span.bytes)
                _ = try? MetaRecord.read(broken.span.bytes)
            }
        }
    }

    private static func broken(_ bytes: [UInt8]) -> [[UInt8]] {
        let cut = bytes.indices.map { Array(bytes[..<$0]) }
        let flipped = bytes.indices.flatMap { index in
            (0..<8).map { bit in
                var bytes = bytes
                bytes[index] ^= 1 << bit
                return bytes
            }
        }
        return cut + flipped
    }
}
