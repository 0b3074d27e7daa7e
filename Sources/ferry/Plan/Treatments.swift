import ArgumentParser
import FerryClient

// The words of plan files and flags for the choices of a plan.

extension TriggerTreatment {
    static let names: KeyValuePairs<String, TriggerTreatment> = ["keep": .keep, "update": .update]
}

extension TimerTreatment {
    static let names: KeyValuePairs<String, TimerTreatment> = [
        "keep-due": .keepDue, "restart": .restart, "credit-elapsed": .creditElapsed,
    ]
}

extension JobTreatment {
    static let names: KeyValuePairs<String, JobTreatment> = ["keep": .keep, "recreate": .recreate]
}

enum AutoMapChoice: String, ExpressibleByArgument, CaseIterable {
    case none
    case equal

    var value: AutoMap {
        switch self {
        case .none: .none
        case .equal: .equal
        }
    }
}

enum ModeChoice: String, ExpressibleByArgument, CaseIterable {
    case strict
    case adaptive

    var value: MigrationMode {
        switch self {
        case .strict: .strict
        case .adaptive: .adaptive
        }
    }
}

enum UnmappedCompensationChoice: String, ExpressibleByArgument, CaseIterable {
    case reject
    case drop

    var value: UnmappedCompensation {
        switch self {
        case .reject: .reject
        case .drop: .drop
        }
    }
}
