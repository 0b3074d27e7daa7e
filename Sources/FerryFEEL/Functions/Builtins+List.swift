extension Builtins {
    static let list: [Builtin] = [
        Builtin("list contains", ["list", "element"]) { evaluator, arguments throws(FEELFailure) in
            guard case .list(let items) = arguments[0] else { return nil }
            return .boolean(try evaluator.firstIndex(of: arguments[1], in: items) != nil)
        },
        Builtin("count", ["list"]) { _, arguments in
            guard case .list(let items) = arguments[0] else { return nil }
            return .number(items.count)
        },
        Builtin("is empty", ["list"]) { _, arguments in
            guard case .list(let items) = arguments[0] else { return nil }
            return .boolean(items.isEmpty)
        },
        Builtin("sublist", ["list", "start"]) { _, arguments in
            sublist(arguments[0], arguments[1], length: .number(.max))
        },
        Builtin("sublist", ["list", "start", "length"]) { _, arguments in
            sublist(arguments[0], arguments[1], length: arguments[2])
        },
        Builtin("append", ["list", "items"], .tail) { _, arguments in
            guard case .list(let items) = arguments[0], case .list(let added) = arguments[1] else { return nil }
            return .list(items + added)
        },
        Builtin("concatenate", ["lists"], .listOrValues) { evaluator, arguments throws(FEELFailure) in
            try evaluator.checkSize(arguments[0])
            return concatenated(arguments[0])
        },
        Builtin("union", ["lists"], .listOrValues) { evaluator, arguments throws(FEELFailure) in
            try evaluator.checkSize(arguments[0])
            guard case .list(let items) = concatenated(arguments[0]) else { return nil }
            return .list(try evaluator.distinct(items))
        },
        Builtin("insert before", ["list", "position", "newItem"]) { _, arguments in
            guard case .list(var items) = arguments[0], case .number(let position) = arguments[1],
                let index = index(position, in: items.count)
            else { return nil }
            items.insert(arguments[2], at: min(max(index, 0), items.count))
            return .list(items)
        },
        Builtin("list replace", ["list", "position", "newItem"]) { evaluator, arguments throws(FEELFailure) in
            try evaluator.replaced(arguments)
        },
        Builtin("list replace", ["list", "match", "newItem"]) { evaluator, arguments throws(FEELFailure) in
            try evaluator.replaced(arguments)
        },
        Builtin("remove", ["list", "position"]) { _, arguments in
            guard case .list(var items) = arguments[0], case .number(let position) = arguments[1],
                let index = index(position, in: items.count)
            else { return nil }
            if items.indices.contains(index) { items.remove(at: index) }
            return .list(items)
        },
        Builtin("reverse", ["list"]) { _, arguments in
            guard case .list(let items) = arguments[0] else { return nil }
            return .list(items.reversed())
        },
        Builtin("flatten", ["list"]) { evaluator, arguments throws(FEELFailure) in
            guard case .list(let items) = arguments[0] else { return nil }
            var flat: [FEELValue] = []
            try evaluator.flatten(items, into: &flat)
            return .list(flat)
        },
        Builtin("index of", ["list", "match"]) { evaluator, arguments throws(FEELFailure) in
            guard case .list(let items) = arguments[0] else { return nil }
            var positions: [FEELValue] = []
            for (index, item) in items.enumerated() where try evaluator.quietlyEqual(item, arguments[1]) == true {
                positions.append(.number(index + 1))
            }
            return .list(positions)
        },
        Builtin("distinct values", ["list"]) { evaluator, arguments throws(FEELFailure) in
            guard case .list(let items) = arguments[0] else { return nil }
            return .list(try evaluator.distinct(items))
        },
        Builtin("duplicate values", ["list"]) { evaluator, arguments throws(FEELFailure) in
            guard case .list(let items) = arguments[0] else { return nil }
            var duplicates: [FEELValue] = []
            for (index, item) in items.enumerated() {
                let isRepeated = try evaluator.firstIndex(of: item, in: items[(index + 1)...]) != nil
                guard isRepeated, try evaluator.firstIndex(of: item, in: duplicates) == nil else { continue }
                duplicates.append(item)
            }
            return .list(duplicates)
        },
        Builtin("sort", ["list", "precedes"]) { evaluator, arguments throws(FEELFailure) in
            guard case .list(let items) = arguments[0], case .function(let precedes) = arguments[1],
                precedes.parameters.count == 2
            else { return nil }
            return try evaluator.sorted(items, precedes).map(FEELValue.list)
        },
        Builtin("partition", ["list", "size"]) { _, arguments in
            guard case .list(let items) = arguments[0], case .number(let size) = arguments[1], size >= 1 else {
                return nil
            }
            let step = min(size.truncated, max(items.count, 1))
            return .list(
                stride(from: 0, to: items.count, by: step).map { start in
                    .list(Array(items[start..<min(start + step, items.count)]))
                })
        },
    ]

    /// The index a position names: 1 is the first, -1 the last. Nil for 0.
    static func index(_ position: FEELNumber, in count: Int) -> Int? {
        let position = position.truncated
        return position == 0 ? nil : position > 0 ? position - 1 : max(position, -count - 1) + count
    }

    /// What lies outside the list is cut off silently.
    private static func sublist(_ list: FEELValue, _ start: FEELValue, length: FEELValue) -> FEELValue? {
        guard case .list(let items) = list, case .number(let start) = start, case .number(let length) = length,
            let from = index(start, in: items.count)
        else { return nil }
        guard from >= 0, from < items.count else { return .list([]) }
        return .list(Array(items[from...].prefix(max(0, length.truncated))))
    }

    /// A value that is no list counts as one item.
    private static func concatenated(_ lists: FEELValue) -> FEELValue? {
        guard case .list(let lists) = lists else { return nil }
        return .list(
            lists.flatMap { list in
                if case .list(let items) = list { return items }
                return [list]
            })
    }
}

extension Evaluator {
    mutating func firstIndex(of value: FEELValue, in items: some Sequence<FEELValue>) throws(FEELFailure) -> Int? {
        var index = 0
        for item in items {
            try spend(1)
            if try quietlyEqual(item, value) == true { return index }
            index += 1
        }
        return nil
    }

    mutating func distinct(_ items: [FEELValue]) throws(FEELFailure) -> [FEELValue] {
        var kept: [FEELValue] = []
        for item in items where try firstIndex(of: item, in: kept) == nil { kept.append(item) }
        return kept
    }

    mutating func flatten(_ items: [FEELValue], into flat: inout [FEELValue]) throws(FEELFailure) {
        try spend(items.count)
        for item in items {
            if case .list(let inner) = item { try flatten(inner, into: &flat) } else { flat.append(item) }
        }
    }

    /// The item at a position, or all items a function of item and new item picks, replaced by the new item.
    mutating func replaced(_ arguments: [FEELValue]) throws(FEELFailure) -> FEELValue? {
        guard case .list(var items) = arguments[0] else { return nil }
        let newItem = arguments[2]
        switch arguments[1] {
        case .number(let position):
            guard let index = Builtins.index(position, in: items.count), items.indices.contains(index) else {
                return nil
            }
            items[index] = newItem
        case .function(let match) where match.parameters.count == 2:
            for (index, item) in items.enumerated() {
                guard case .boolean(let isMatch) = try invoke(match, [item, newItem]) else { return nil }
                if isMatch { items[index] = newItem }
            }
        default: return nil
        }
        return .list(items)
    }

    /// Stable merge sort; nil if the function does not answer with a boolean.
    mutating func sorted(_ items: [FEELValue], _ precedes: FEELFunction) throws(FEELFailure) -> [FEELValue]? {
        guard items.count > 1 else { return items }
        let middle = items.count / 2
        guard let left = try sorted(Array(items[..<middle]), precedes),
            let right = try sorted(Array(items[middle...]), precedes)
        else { return nil }
        var merged: [FEELValue] = []
        merged.reserveCapacity(items.count)
        var next = 0
        for item in left {
            while next < right.count {
                guard case .boolean(let isBefore) = try invoke(precedes, [right[next], item]) else { return nil }
                guard isBefore else { break }
                merged.append(right[next])
                next += 1
            }
            merged.append(item)
        }
        return merged + right[next...]
    }
}
