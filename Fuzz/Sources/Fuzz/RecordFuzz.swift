import FerryEngine
import FerryModel

@testable import FerryStore

/// Rows of the tables, as a damaged disk would give them.
enum RecordFuzz {
    /// The first byte says which record the others are.
    static func feed(_ bytes: [UInt8]) {
        guard let kind = bytes.first else { return }
        let row = Array(bytes.dropFirst())
        switch kind % 6 {
        case 0: check(row, instance, { InstanceRecord.write($0, isSpilled: false, to: &$1) })
        case 1:
            check(row, { try LogEntryRecord.read(first: LogPosition(1), in: $0.span.bytes) }) {
                var entry = LogEntryRecord()
                entry.write($0, to: &$1)
            }
        case 2:
            check(row, { try AnswerRowRecord.read($0.span.bytes) }) {
                var answer = AnswerRowRecord()
                answer.write($0, to: &$1)
            }
        case 3: check(row, { try MetaRecord.read($0.span.bytes) }, { MetaRecord.write($0, to: &$1) })
        case 4:
            check(
                row, { try DefinitionRecord.read(RecordCursor($0.span.bytes), in: $0.span.bytes) },
                { DefinitionRecord.write($0, to: &$1) })
        default:
            check(
                row, { try OutboxRecord.read(RecordCursor($0.span.bytes), in: $0.span.bytes) },
                { OutboxRecord.write($0, to: &$1) })
        }
    }

    /// Spilled roots are whole only with records that lie elsewhere.
    private static func instance(_ bytes: [UInt8]) throws -> ProcessInstance {
        let root = try InstanceRecord.read(ProcessInstanceKey(rawValue: 1 << 51 | 5), in: bytes.span.bytes)
        guard root.spilledElements == nil else { throw RecordFault.missing("the rest") }
        return root.instance
    }

    /// What can be read is written in one way only.
    private static func check<Value>(
        _ row: [UInt8], _ read: ([UInt8]) throws -> Value, _ write: (Value, inout RecordWriter) -> Void
    ) {
        guard let value = try? read(row) else { return }
        var written = RecordWriter()
        write(value, &written)
        let copy = again("a record") { try read(written.bytes) }
        var rewritten = RecordWriter()
        write(copy, &rewritten)
        precondition(rewritten.bytes == written.bytes, "\(value) became \(copy)")
    }
}
