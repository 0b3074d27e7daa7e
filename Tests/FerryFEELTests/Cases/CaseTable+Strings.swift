extension CaseTable {
    static let strings = #"""
        string length("naïve 🐎") => 7
        upper case("straße") => "STRASSE"
        lower case("ÄÖ") => "äö"
        substring("foobar", 3) => "obar"
        substring("foobar", -3, 2) => "ba"
        substring("foobar", 7) => ""
        substring("foobar", 10) => null !FUNCTION_INVOCATION_FAILURE
        substring("foobar", 1, -1) => null
        substring("foobar", 3, 3.8) => "oba"
        substring before("foobar", "bar") => "foo"
        substring before("foobar", "x") => ""
        substring after("foobar", "o") => "obar"
        substring after("foobar", "") => "foobar"
        contains("foobar", "ob") => true
        starts with("foobar", "") => true
        ends with("foobar", "foo") => false
        trim("  a b  ") => "a b"
        is blank(" ") => true
        is blank("a") => false
        string join(["a", null, "b"], "-") => "a-b"
        string join(["a", "b"], ", ", "<", ">") => "<a, b>"
        string join(["a", 1]) => null
        string join([]) => ""
        "a" + "b" => "ab"
        "a" + 1 => null !INVALID_TYPE
        string(1.50) => "1.5"
        string(null) => null
        string(@"2024-01-31T10:30:00@Europe/Berlin") => "2024-01-31T10:30:00@Europe/Berlin"
        to base64("Fähre") => "RsOkaHJl"
        from base64("RsOkaHJl") => "Fähre"
        from base64("RkVFTA==") => "FEEL"
        from base64("RkVFTA=") => null
        from base64("A===") => null
        from base64("/w==") => null
        to base64("") => ""
        string length(uuid()) => 36
        uuid() = uuid() => false
        random number() < 1 => true
        random number() = random number() => false
        number("1.000,5", ".", ",") => 1000.5
        number("1 000", " ") => 1000
        number("1e3") => 1000
        number("1.5", ".", ".") => null
        number("x") => null
        to json({a: [1, "x", null], b: @"P1DT2H"}) => "{"a":[1,"x",null],"b":"PT26H"}"
        to json(@"2024-01-31T10:30:00@Europe/Berlin") => ""2024-01-31T10:30:00+01:00[Europe/Berlin]""
        to json(@"10:30:00@Europe/Berlin") => ""10:30:00+01:00""
        to json(@"P0M") => ""P0D""
        from json("{\"a\": [1, 2.5]}") => {a:[1, 2.5]}
        from json("\"2024-01-31\"") => "2024-01-31"
        from json("{") => null
        cycle(@"PT10S") => "R/PT10S"
        cycle(3, @"P1M") => "R3/P1M"
        cycle(null, @"P1D") => "R/P1D"
        cycle("x") => null
        fromAi(5, "a number", "number") => 5
        """#
}
