/// Functions that make one value of a list, or of any number of values.
extension Builtins {
    static let aggregation: [Builtin] = [
        Builtin("min", ["list"], .listOrValues) { evaluator, arguments throws(FEELFailure) in
            try evaluator.extreme(arguments[0]) { $0 < 0 }
        },
        Builtin("max", ["list"], .listOrValues) { evaluator, arguments throws(FEELFailure) in
            try evaluator.extreme(arguments[0]) { $0 > 0 }
        },
        Builtin("sum", ["list"], .listOrValues) { _, arguments in
            numbers(arguments[0]).flatMap(total).map(FEELValue.number)
        },
        Builtin("product", ["list"], .listOrValues) { _, arguments in
            guard let numbers = numbers(arguments[0]) else { return nil }
            var product = FEELNumber.one
            for number in numbers {
                guard let next = product.multiplied(by: number) else { return nil }
                product = next
            }
            return .number(product)
        },
        Builtin("mean", ["list"], .listOrValues) { _, arguments in
            numbers(arguments[0]).flatMap(mean).map(FEELValue.number)
        },
        Builtin("median", ["list"], .listOrValues) { _, arguments in
            guard let sorted = numbers(arguments[0])?.sorted() else { return nil }
            let middle = sorted.count / 2
            if sorted.count % 2 == 1 { return .number(sorted[middle]) }
            return mean([sorted[middle - 1], sorted[middle]]).map(FEELValue.number)
        },
        Builtin("stddev", ["list"], .listOrValues) { _, arguments in
            guard let numbers = numbers(arguments[0]), numbers.count > 1, let mean = mean(numbers) else { return nil }
            var squares = FEELNumber.zero
            for number in numbers {
                guard let deviation = number.subtracting(mean), let square = deviation.multiplied(by: deviation),
                    let sum = squares.adding(square)
                else { return nil }
                squares = sum
            }
            return squares.divided(by: FEELNumber(numbers.count - 1))?.squareRoot.map(FEELValue.number)
        },
        Builtin("mode", ["list"], .listOrValues) { _, arguments in
            if arguments[0] == .list([]) { return .list([]) }
            guard let sorted = numbers(arguments[0])?.sorted() else { return nil }
            var best: [FEELValue] = []
            var bestCount = 0
            var start = 0
            for end in 1...sorted.count where end == sorted.count || sorted[end] != sorted[start] {
                if end - start > bestCount { best = [] }
                bestCount = max(bestCount, end - start)
                if end - start == bestCount { best.append(.number(sorted[start])) }
                start = end
            }
            return .list(best)
        },
        Builtin("and", ["list"], .listOrValues) { _, arguments in junction(arguments[0], decidedBy: false) },
        Builtin("all", ["list"], .listOrValues) { _, arguments in junction(arguments[0], decidedBy: false) },
        Builtin("or", ["list"], .listOrValues) { _, arguments in junction(arguments[0], decidedBy: true) },
        Builtin("any", ["list"], .listOrValues) { _, arguments in junction(arguments[0], decidedBy: true) },
    ]

    /// The items if there are any and all are numbers.
    private static func numbers(_ list: FEELValue) -> [FEELNumber]? {
        guard case .list(let items) = list, !items.isEmpty else { return nil }
        var numbers: [FEELNumber] = []
        for item in items {
            guard case .number(let number) = item else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    private static func total(_ numbers: [FEELNumber]) -> FEELNumber? {
        var sum = FEELNumber.zero
        for number in numbers {
            guard let next = sum.adding(number) else { return nil }
            sum = next
        }
        return sum
    }

    private static func mean(_ numbers: [FEELNumber]) -> FEELNumber? {
        total(numbers)?.divided(by: FEELNumber(numbers.count))
    }

    /// Three-valued; what is no boolean is unknown.
    private static func junction(_ list: FEELValue, decidedBy decisive: Bool) -> FEELValue? {
        guard case .list(let items) = list else { return nil }
        if items.contains(.boolean(decisive)) { return .boolean(decisive) }
        return items.allSatisfy { $0 == .boolean(!decisive) } ? .boolean(!decisive) : .null
    }
}

extension Evaluator {
    /// The item that `wins` against all others by its order to them; nil without one order among them.
    mutating func extreme(_ list: FEELValue, _ wins: (Int) -> Bool) throws(FEELFailure) -> FEELValue? {
        guard case .list(let items) = list, var best = items.first, try order(best, best) != nil else { return nil }
        for item in items.dropFirst() {
            guard let order = try order(item, best) else { return nil }
            if wins(order) { best = item }
        }
        return best
    }
}
