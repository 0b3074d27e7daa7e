extension CaseTable {
    static let collections = #"""
        # Lists
        [10, 20, 30][-1] => 30
        [10, 20, 30][0] => null
        [10, 20, 30][item > 15] => [20, 30]
        [{a: 1}, {a: 2}][a = 2].a => [2]
        [{item: 1}, {item: 2}][item = 2] => [{item:2}]
        [1, 2, 3][[1, 2][2]] => 2
        5[1] => null !INVALID_TYPE
        [][1] => null
        [{a: {b: 1}}, {a: {b: 2}}].a.b => [1, 2]
        list contains([1, null], null) => true
        count([1, [2, 3]]) => 2
        is empty([]) => true
        sublist([1, 2, 3], 2) => [2, 3]
        sublist([1, 2, 3], -2, 1) => [2]
        sublist([1, 2, 3], 9) => []
        append([1], 2, [3]) => [1, 2, [3]]
        concatenate([1], [2, 3], 4) => [1, 2, 3, 4]
        union([1, 2], [2, 3]) => [1, 2, 3]
        insert before([1, 3], 2, 2) => [1, 2, 3]
        remove([1, 2, 3], -1) => [1, 2]
        list replace([1, 2, 3], 2, 9) => [1, 9, 3]
        list replace([1, 5, 2], function(item, new) item < new, 4) => [4, 5, 4]
        reverse([1, 2]) => [2, 1]
        flatten([1, [2, [3]]]) => [1, 2, 3]
        index of([1, 2, 1], 1) => [1, 3]
        distinct values([1, 2, 1.0]) => [1, 2]
        duplicate values([1, 2, 1, 2, 3]) => [1, 2]
        partition([1, 2, 3], 2) => [[1, 2], [3]]
        partition([1], 0) => null
        sort([3, 1, 2], function(a, b) a > b) => [3, 2, 1]
        sort([1, 2], function(a) a) => null
        count(1) => null !FUNCTION_INVOCATION_FAILURE

        # Contexts
        {a: 1, b: a + 1}.b => 2
        {a: 1}.b => null !NO_CONTEXT_ENTRY_FOUND
        null.a => null
        {a: 1, a: 2} => {a:2}
        get value({a: {b: 1}}, ["a", "b"]) => 1
        get value({a: 1}, "x") => null
        get entries({a: 1}) => [{key:"a", value:1}]
        context([{key: "a", value: 1}, {key: "b", value: 2}]) => {a:1, b:2}
        context([{key: "a", value: 1}, {key: "a", value: 2}]) => {a:2}
        context([{key: "a"}]) => null
        context put({a: 1}, "b", 2) => {a:1, b:2}
        context put({a: {b: 1}}, ["a", "c"], 2) => {a:{b:1, c:2}}
        context put({}, [], 1) => null
        context merge({a: 1, b: 1}, {b: 2}) => {a:1, b:2}
        """#
}
