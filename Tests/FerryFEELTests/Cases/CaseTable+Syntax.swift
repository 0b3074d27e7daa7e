extension CaseTable {
    static let syntax = #"""
        # Literals
        0012.50 => 12.5
        .5 => 0.5
        1.23e4 => 12300
        1.23E-4 => 0.000123
        "a\tb\"c\\" => "a	b"c\"
        "\u00e9\U01F40E" => "é🐎"
        "two\d" => "two\d"
        [1, "a", [], null] => [1, "a", [], null]
        {a: 1, b: {c: true}} => {a:1, b:{c:true}}
        @"2024-02-29" => 2024-02-29
        @"2023-02-29" => null
        @"nonsense" => null
        @2024 => !syntax

        # Operators
        1 + 2 * 3 - 4 / 2 => 5
        2 ** 3 ** 2 => 64
        -2 ** 2 => 4
        - - 5 => 5
        -(1 + 2) => -3
        1 < 2 < 3 => !syntax
        1 = 1 = true => !syntax
        true or 1 / 0 = 1 => true
        false and missing => false
        true and "x" => null !INVALID_TYPE
        not(null) => null

        # Names
        given {Full Name: "Ada", a-b: 7, a: 1, b: 2, person: {first name: "Ada", date of birth: @"1815-12-10"}, größe: 5}
        "Hello " + Full Name => "Hello Ada"
        Full  Name => "Ada"
        a-b => 7
        a - b => -1
        person.first name => "Ada"
        person.date of birth.year => 1815
        `Full Name` => "Ada"
        größe => 5
        Unknown Name => !syntax
        unknown => null !NO_VARIABLE_FOUND

        {first name: "Ada", r: first name + "!"}.r => "Ada!"
        {a b: 1}.`a b` => 1
        for each one in [1, 2] return each one * 2 => [2, 4]
        (function(first number, second number) first number - second number)(5, 3) => 2
        {inside: 1, orders: 2, nothing: 3, r: inside + orders + nothing}.r => 6
        {null: 3} => {null:3}

        # Calls
        (function(x) x + 1)(2) => 3
        {f: function(x) function(y) x + y, r: f(1)(2)}.r => 3
        {f: function(n) if n <= 1 then 1 else n * f(n - 1), r: f(10)}.r => 3628800
        {apply: function(f, x) f(x), r: apply(function(y) y + 1, 2)}.r => 3
        {f: function(a, b) a - b, r: f(b: 1, a: 3)}.r => 2
        {f: function(a: number) a + 1, r: [f(1), f("x")]}.r => [2, null] !FUNCTION_INVOCATION_FAILURE
        {f: function(a) a, r: f(1, 2)}.r => null !NO_FUNCTION_FOUND
        123() => null !NO_FUNCTION_FOUND
        "abs"(-1) => null !NO_FUNCTION_FOUND
        nothing known(1) => null !NO_FUNCTION_FOUND
        f(a: 1, 2) => !syntax
        {c: {f: function(x) x * 2}, r: c.f(4)}.r => 8
        (function(x) x external {java: {}})(1) => !syntax

        # Text of values
        string(function(a, b) a) => "function(a, b)"
        string([1..5)) => "[1..5)"
        string((>= 3)) => ">= 3"
        string({a: "x", b: [@"P1D"]}) => "{a:"x", b:[P1D]}"
        1/* comment */+// rest
        """#
}
