extension CaseTable {
    static let control = #"""
        # if
        if true then 1 else 2 => 1
        if null then 1 else 2 => 2 !INVALID_TYPE
        if "x" then 1 else 2 => 2
        if false then 1 else if 1 = 1 then 2 else 3 => 2
        if true then 1 => !syntax

        # for
        for x in [1, 2], y in [10, 20] return x + y => [11, 21, 12, 22]
        for x in 3..1 return x => [3, 2, 1]
        for x in [2..4) return x => [2, 3]
        for x in [4..2] return x => null !INVALID_TYPE
        for d in @"2024-02-28"..@"2024-03-01" return d => [2024-02-28, 2024-02-29, 2024-03-01]
        for x in [[1, 2], [3]], y in x return y => [1, 2, 3]
        for i in 0..4 return if i = 0 then 1 else i * partial[-1] => [1, 1, 2, 6, 24]
        for x in 5 return x => null !INVALID_TYPE
        for x in "a".."c" return x => null
        for x in [] return x => []

        # some, every
        some x in [1, 2], y in [2, 3] satisfies x = y => true
        every x in [1, 2] satisfies x > 0 => true
        every x in [] satisfies x > 0 => true
        some x in [] satisfies true => false
        some x in [null, 1] satisfies x > 0 => true
        every x in [null, 1] satisfies x > 0 => null

        # instance of
        1 instance of number => true
        null instance of Any => false
        @"P1D" instance of days and time duration => true
        @"P1D" instance of day-time-duration => true
        @"P1M" instance of years and months duration => true
        @"2024-01-01T10:00:00" instance of date and time => true
        @"2024-01-01" instance of date and time => false
        [1, 2] instance of list<number> => true
        [1, null] instance of list<number> => true
        [1, "a"] instance of list<number> => false
        [[1], [2]] instance of list<list<number>> => true
        {a: 1, b: "x"} instance of context<a: number> => true
        {a: "1"} instance of context<a: number> => false
        {b: 1} instance of context<a: number> => false
        [1..3] instance of range<number> => true
        [1..3] instance of range<string> => false
        (function(a, b) a) instance of function<number, number> -> number => true
        (function(a) a) instance of function<number, number> -> number => false
        (function(a: string) a) instance of function<number> -> Any => false
        (function() 1) instance of function => true
        1 instance of unheard => false
        1 instance of number<string> => !syntax

        # ranges
        [1..5].start => 1
        (1..5].start included => false
        (1..5].end included => true
        (< 5).end => 5
        (< 5).start => null
        [1..5) = [1..5[ => true
        ]1..5] = (1..5] => true
        (< 5) = (< 5) => true
        (< 5) = (<= 5) => false
        [1..null] => null !INVALID_TYPE
        [1..@"P1D"] => null
        range("[1..3]") = [1..3] => true
        range("(@\"P1D\"..duration(\"P2D\"))") = (@"P1D"..@"P2D") => true
        range("[3..1]") => null
        range("[1..x]") => null
        range("5") => null

        # assertions, input
        assert(5, 5 > 1) => 5
        [assert(5, 5 > 9), 1][2] => !ASSERT_FAILURE
        ? > 5 => !NO_INPUT
        is defined(missing) => false
        is defined({a: null}.a) => false
        get or else(null, 3) => 3
        get or else(false, 3) => false
        """#
}
