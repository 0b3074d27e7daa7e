import ArgumentParser
import FerryClient

// The words of flags for the choices of a plan; those of files are the same.

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
