extension CaseTable {
    static let comparison = #"""
        # Equality
        1.0 = 1 => true
        1 = "1" => null !NOT_COMPARABLE
        1 != "1" => null
        null = null => true
        null = 0 => false
        [1, [2]] = [1, [2]] => true
        [1] = [true] => false
        {a: 1, b: 2} = {b: 2, a: 1} => true
        {a: 1} = {} => false
        @"P12M" = @"P1Y" => true
        @"P1Y" = @"P365D" => null !NOT_COMPARABLE
        @"2024-01-01" = @"2024-01-01T00:00:00" => null
        @"2024-01-01T12:00:00Z" = @"2024-01-01T13:00:00+01:00" => true
        @"2024-01-01T12:00:00" = @"2024-01-01T12:00:00Z" => null
        @"2024-01-01T12:00:00@Europe/Paris" = @"2024-01-01T12:00:00+01:00" => true
        @"12:00:00Z" = @"13:00:00+01:00" => false
        @"12:00:00Z" = @"12:00:00+00:00" => true
        @"12:00:00@Europe/Paris" = @"12:00:00+01:00" => true
        @"12:00:00" = @"12:00:00Z" => null
        (function(x) x) = (function(x) x) => null
        is(@"P1D", @"PT24H") => true
        is(@"12:00:00@Europe/Paris", @"12:00:00+01:00") => false
        is(1, "1") => false
        is(@"P0Y", @"P0D") => false

        # Order
        "a" < "b" => true
        "Z" < "a" => true
        @"12:00:00Z" < @"12:30:00+01:00" => false
        @"2024-01-01T12:00:00Z" > @"2024-01-01T12:30:00+01:00" => true
        @"PT59M" < @"PT1H" => true
        @"P11M" < @"P1Y" => true
        1 < null => null !NOT_COMPARABLE
        [1] < [2] => null
        true < false => null
        5 between 1 and 10 => true
        @"2024-01-05" between @"2024-01-01" and @"2024-01-04" => false
        5 between null and 10 => null
        11 between null and 10 => false

        # in
        5 in [1..5] => true
        5 in (1..5) => false
        5 in ]1..5[ => false
        5 in (< 3, >= 5) => true
        5 in < 3 => false
        5 in =5 => true
        5 in (!=5) => false
        5 in (1, 2, 5) => true
        5 in [1, 2, 5] => true
        5 in [[1..3], [4..6]] => true
        {a: 1} in [{b: 1}, {a: 1}] => true
        [1] in [[1], [2]] => true
        "b" in ["a".."c"] => true
        null in [1..5] => null
        5 in [1..null) => null
        @"2024-01-05" in [@"2024-01-01"..@"2024-01-31"] => true
        5 in ? < 10 => true

        # Relations of points and ranges
        before(1, [2..5]) => true
        before([1..5), [5..8]) => true
        after(@"2024-01-05", @"2024-01-04") => true
        meets([1..5], [5..8]) => true
        met by([5..8], [1..5)) => false
        overlaps([1..5], [5..8]) => true
        overlaps before([1..5], [3..8]) => true
        overlaps after([3..8], [1..5]) => true
        finishes(5, [1..5]) => true
        finished by([1..5], (3..5]) => true
        includes([@"P1D"..@"P5D"], @"P3D") => true
        includes((< 10), 3) => true
        during(3, (>= 3)) => true
        during([2..3], (< 3)) => false
        starts([1..2], [1..5]) => true
        started by([1..5], 1) => true
        coincides([1..5], [1..5)) => false
        before("a", "b") => null
        before(1, @"P1D") => null
        {r: [1..5], y: includes(r, 3)}.y => true
        """#
}
