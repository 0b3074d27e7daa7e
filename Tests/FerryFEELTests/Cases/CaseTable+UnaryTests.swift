extension CaseTable {
    static let unaryTests = #"""
        5 :: - => true
        null :: - => true
        5 :: 5 => true
        5 :: 4, 5 => true
        5 :: < 3, > 4 => true
        5 :: not(5, 6) => false
        5 :: not(< 3) => true
        5 :: [1..5] => true
        5 :: [1..5) => false
        5 :: [1, 5] => true
        5 :: [1, 2] => false
        [1, 2] :: [1, 2] => true
        5 :: ? > 3 => true
        5 :: odd(?) and ? > 10 => false
        5 :: ? + 1 => null
        "a" :: "a", "b" => true
        "a" :: 5 => null !NOT_COMPARABLE
        "a" :: < 5 => null
        null :: null => true
        null :: < 5 => null
        null :: 5 => false
        true :: true => true
        false :: true => false
        3 :: 1 < 2 => true
        3 :: 2 < 1 => false
        "foo" :: starts with(?, "f") => true
        @"2024-01-05" :: > @"2024-01-01" => true
        @"2024-01-05" :: [@"2024-01-01"..@"2024-01-04"] => false
        @"10:00:00+01:00" :: @"11:00:00+02:00" => false
        @"P1D" :: <= @"PT24H" => true
        [1, 2, 3] :: every x in ? satisfies x > 0 => true
        {a: 1} :: ?.a = 1 => true
        5 :: = 5 => true
        5 :: != 5 => false
        5 :: => !syntax
        5 :: 1, => !syntax
        5 :: not( => !syntax

        given {limit: 10, allowed: [1, 5]}
        5 :: < limit => true
        5 :: allowed => true
        5 :: missing => false !NO_VARIABLE_FOUND
        null :: missing => true
        """#
}
