import FerryModel

extension MigrationPlan {
    /// What the plan asks for and this version does not do; an option is named once.
    var optionsNotObeyed: [Reason] {
        var reasons: [Reason] = []
        if let found = instructions.first(where: { $0.trigger == .update }) {
            reasons.append(.optionNotSupported("trigger", at: found.from, expected: "keep", found: "update"))
        }
        if let found = instructions.first(where: { ($0.timer ?? .keepDue) != .keepDue }) {
            reasons.append(
                .optionNotSupported(
                    "timer", at: found.from, expected: "keep-due",
                    found: found.timer == .restart ? "restart" : "credit-elapsed"))
        }
        return reasons
    }
}

extension Reason {
    fileprivate static func optionNotSupported(
        _ option: String, at elementID: String = "", expected: String, found: String
    ) -> Reason {
        Reason(
            code: "PLAN_OPTION_NOT_SUPPORTED", elementID: elementID, expected: "\(option): \(expected)",
            found: "\(option): \(found)", hint: "this broker does not do this yet; leave '\(option)' out of the plan")
    }
}

extension Rejection {
    static func planOptionsMissing(_ reasons: [Reason]) -> Rejection {
        Rejection(
            .unimplemented, "the plan asks for what this broker does not do; nothing was changed", reasons: reasons)
    }
}
