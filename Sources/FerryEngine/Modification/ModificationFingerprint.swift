import FerryModel

extension FNV1a {
    /// Everything a modification asks for, in order.
    mutating func combine(_ call: ModifyProcessInstance) {
        combine(call.processInstanceKey.rawValue)
        for activation in call.activate {
            combine("activate")
            combine(activation.elementID)
            combine(activation.ancestor?.rawValue ?? 0)
            combine(activation.variables)
        }
        for selection in call.terminate {
            combine("terminate")
            combine(selection)
        }
        for move in call.move {
            combine("move")
            combine(move.source)
            combine(move.target)
            switch move.ancestor {
            case .inferred: combine(-1)
            case .sourceScope: combine(-2)
            case .any: combine(0)
            case .instance(let key): combine(key.rawValue)
            }
            combine(move.variables)
        }
    }

    private mutating func combine(_ selection: ElementSelection) {
        switch selection {
        case .instance(let key): combine(key.rawValue)
        case .element(let id): combine(id)
        }
    }

    private mutating func combine(_ variables: [ScopeVariables]) {
        for entry in variables {
            combine(entry.scopeID)
            combine(entry.variables.json)
        }
    }
}
