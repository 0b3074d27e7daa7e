import FerryBPMN
import FerryModel

// The numbers of the record schema. They never change; a new case takes a new number. 0 means missing.

extension ElementKind {
    var recordNumber: UInt64 {
        switch self {
        case .process: 1
        case .startEvent: 2
        case .endEvent: 3
        case .task: 4
        case .manualTask: 5
        case .serviceTask: 6
        case .sendTask: 7
        case .scriptTask: 8
        case .businessRuleTask: 9
        case .userTask: 10
        case .exclusiveGateway: 11
        case .parallelGateway: 12
        case .subProcess: 13
        case .receiveTask: 14
        case .callActivity: 15
        case .eventSubProcess: 16
        case .transaction: 17
        case .adHocSubProcess: 18
        case .inclusiveGateway: 19
        case .eventBasedGateway: 20
        case .intermediateCatchEvent: 21
        case .intermediateThrowEvent: 22
        case .boundaryEvent: 23
        case .multiInstanceBody: 24
        case .adHocInnerInstance: 25
        }
    }

    private static let byRecordNumber: [ElementKind?] = {
        var kinds = [ElementKind?](repeating: nil, count: allCases.count + 1)
        for kind in allCases { kinds[Int(kind.recordNumber)] = kind }
        return kinds
    }()

    init(recordNumber number: UInt64) throws(RecordFault) {
        guard number < Self.byRecordNumber.count, let kind = Self.byRecordNumber[Int(number)] else {
            throw .unknown("element kind", Int64(truncatingIfNeeded: number))
        }
        self = kind
    }
}

/// Enumerations of the model whose raw values are stable and begin at 0; a record stores them one higher.
protocol RecordNumbered: RawRepresentable where RawValue == Int32 {
    static var recordName: String { get }
}

extension RecordNumbered {
    var recordNumber: UInt64 { UInt64(rawValue) + 1 }

    init(recordNumber number: UInt64) throws(RecordFault) {
        guard number > 0, let raw = Int32(exactly: number), let value = Self(rawValue: raw - 1) else {
            throw .unknown(Self.recordName, Int64(truncatingIfNeeded: number))
        }
        self = value
    }
}

extension ElementState: RecordNumbered {
    static var recordName: String { "element state" }
}

extension JobState: RecordNumbered {
    static var recordName: String { "job state" }
}

extension IncidentType: RecordNumbered {
    static var recordName: String { "incident type" }
}

extension JobKind: RecordNumbered {
    static var recordName: String { "job kind" }
}
