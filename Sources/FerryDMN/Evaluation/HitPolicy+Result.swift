import FerryFEEL

extension DecisionTable {
    /// What the matching rules, of which there is at least one, make together: a value for a policy of a single hit, a
    /// list for one of many, a number for an aggregation.
    func result(of rows: [[FEELValue]], at place: Place) throws(DecisionFailure) -> FEELValue {
        switch hitPolicy {
        case .first: return result(of: rows[0])
        case .unique:
            guard rows.count == 1 else { throw violation("\(rows.count) rules match, but only one may", at: place) }
            return result(of: rows[0])
        case .any:
            guard rows.allSatisfy({ $0 == rows[0] }) else {
                throw violation("the rules that match give different results, but they must agree", at: place)
            }
            return result(of: rows[0])
        case .priority: return result(of: byPriority(rows)[0])
        case .outputOrder: return .list(byPriority(rows).map(result))
        case .ruleOrder, .collect(nil): return .list(rows.map(result))
        case .collect(let aggregation?): return try aggregate(rows, aggregation, at: place)
        }
    }

    /// A rule with one output gives its value, one with several a context of them.
    private func result(of row: [FEELValue]) -> FEELValue {
        guard row.count > 1 else { return row[0] }
        return .context(FEELContext(zip(outputs, row).map { FEELContext.Entry(name: $0.name, value: $1) }))
    }

    /// The first output decides, then the second; values without a priority go last, equals stay in the order of rules.
    private func byPriority(_ rows: [[FEELValue]]) -> [[FEELValue]] {
        let ranked = rows.enumerated().map { offset, row in
            (ranks: zip(outputs, row).map { $0.priorities[$1] ?? .max } + [offset], row: row)
        }
        return ranked.sorted { $0.ranks.lexicographicallyPrecedes($1.ranks) }.map(\.row)
    }

    private func aggregate(
        _ rows: [[FEELValue]], _ aggregation: HitPolicy.Aggregation, at place: Place
    ) throws(DecisionFailure) -> FEELValue {
        if aggregation == .count { return .number(FEELNumber(rows.count)) }
        var numbers: [FEELNumber] = []
        for row in rows {
            guard case .number(let number) = row[0] else {
                throw DecisionFailure(
                    at: place, code: "NOT_A_NUMBER",
                    message: "\(aggregation.rawValue) takes numbers, but a rule gives a \(row[0].typeName)")
            }
            numbers.append(number)
        }
        switch aggregation {
        case .minimum: return .number(numbers.dropFirst().reduce(numbers[0]) { $1 < $0 ? $1 : $0 })
        case .maximum: return .number(numbers.dropFirst().reduce(numbers[0]) { $0 < $1 ? $1 : $0 })
        case .sum, .count:
            var sum = FEELNumber.zero
            for number in numbers {
                guard let next = sum.adding(number) else {
                    throw DecisionFailure(at: place, code: "NOT_A_NUMBER", message: "the sum is too large")
                }
                sum = next
            }
            return .number(sum)
        }
    }

    private func violation(_ words: String, at place: Place) -> DecisionFailure {
        DecisionFailure(at: place, code: "HIT_POLICY_VIOLATED", message: "hit policy \(hitPolicy.name): \(words)")
    }
}

extension HitPolicy {
    fileprivate var name: String {
        switch self {
        case .unique: "UNIQUE"
        case .first: "FIRST"
        case .priority: "PRIORITY"
        case .any: "ANY"
        case .ruleOrder: "RULE ORDER"
        case .outputOrder: "OUTPUT ORDER"
        case .collect: "COLLECT"
        }
    }
}
