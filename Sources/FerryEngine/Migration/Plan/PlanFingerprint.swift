import FerryModel

extension FNV1a {
    /// Everything a plan asks for, in order. Options are left out where none is used: plans without them keep the
    /// fingerprint they always had.
    mutating func combine(_ plan: MigrationPlan) {
        combine(plan.target.description)
        combine(plan.source?.description ?? "")
        combine(Int64(plan.autoMap.rawValue))
        combine(Int64(plan.mode.rawValue))
        for instruction in plan.instructions {
            combine(instruction.from)
            combine(instruction.to)
        }
        for (index, instruction) in plan.instructions.enumerated() where instruction.hasOptions {
            combine("instruction")
            combine(Int64(index))
            combine(Int64(instruction.trigger.rawValue))
            combine(Int64(instruction.timer?.rawValue ?? 0))
            combine(Int64(instruction.job.rawValue))
        }
        for change in plan.variables { combine(change) }
        if plan.unmappedCompensation == .drop { combine("unmapped-compensation") }
        if plan.skipListeners { combine("skip-listeners") }
        if plan.skipIOMappings { combine("skip-io-mappings") }
    }

    private mutating func combine(_ change: VariableChange) {
        combine("variable")
        combine(change.scopeID)
        switch change.action {
        case .set(let name, let value):
            combine("set")
            combine(name)
            combine(value.bytes)
        case .evaluate(let name, let expression):
            combine("evaluate")
            combine(name)
            combine(expression)
        case .remove(let name):
            combine("remove")
            combine(name)
        case .rename(let name, let newName):
            combine("rename")
            combine(name)
            combine(newName)
        }
    }
}

extension MigrationInstruction {
    fileprivate var hasOptions: Bool { trigger != .keep || timer != nil || job != .keep }
}
