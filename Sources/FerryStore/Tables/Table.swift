import FerryEngine

/// The tables of a partition. The number is the first byte of every key and never changes.
enum Table: UInt8 {
    case meta = 1
    case instance = 2
    case instanceElement = 3
    case variable = 4
    case jobLocator = 5
    case incidentLocator = 6
    case elementLocator = 7
    case jobQueue = 9
    case due = 10
    case definition = 11
    case answer = 12
    case answerExpiry = 13
    case outbox = 14
    case eventLog = 15
    case instanceToken = 16
    case signalSubscription = 17
    case listItem = 18
    case message = 19
    case messageAddress = 20
    case messageID = 21
    case messageMark = 22
    case messageSubscription = 23
    case messageStartLock = 24
    case decision = 35
    case form = 36
    case businessID = 37
    case userTaskLocator = 30
    case startTimer = 40
    case definitionMembers = 41
    case definitionChanges = 42
}

extension StorageFailure {
    /// A row that was read but cannot be understood.
    init(corruptRow key: [UInt8], _ fault: RecordFault) {
        let table = key.first.flatMap(Table.init(rawValue:)).map { "table \($0)" } ?? "an unknown table"
        let digits = key.dropFirst().map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }
        self.init(.corruption, "\(table), key \(digits.joined()): \(fault)")
    }

    init(corruptRow key: RawSpan, _ fault: RecordFault) { self.init(corruptRow: [UInt8](key), fault) }
}
