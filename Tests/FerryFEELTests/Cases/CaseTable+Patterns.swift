extension CaseTable {
    static let patterns = #"""
        # Finding
        matches("foobar", "^fo*b") => true
        matches("foobar", "^o") => false
        matches("foobar", "O", "i") => true
        matches("a\nb", "a.b") => false
        matches("a\nb", "a.b", "s") => true
        matches("a\nb", "^b$") => false
        matches("a\nb", "^b$", "m") => true
        matches("hello world", " hello[ ]world", "x") => true
        matches("a.b", "a.b", "q") => true
        matches("axb", "a.b", "q") => false
        matches("x", "x", "k") => null
        matches("x", "x", null) => true
        matches("x", 1) => null

        # Classes
        matches("abc", "^[a-c]+$") => true
        matches("x", "[^a-c]") => true
        matches("e", "[a-z-[aeiou]]") => false
        matches("d", "[a-z&&[^aeiou]]") => true
        matches("-", "[a-]") => true
        matches("]", "[\]]") => true
        matches("5", "^\d$") => true
        matches("é", "^\w$") => true
        matches(" ", "\S") => false
        matches("É", "^\p{Lu}$") => true
        matches("α", "^\p{IsGreek}$") => true
        matches("a", "\P{L}") => false
        matches("hello", "^\p{IsBasicLatin}+$") => true
        matches("a", "\p{Nonsense}") => null
        matches("a", "[a-z") => null
        matches("a", "[z-a]") => null
        matches("a", "[]") => null
        matches("K", "k", "i") => true
        matches("q", "[^Q]", "i") => false

        # Quantifiers and groups
        matches("aaa", "^a{2,3}$") => true
        matches("aaaa", "^a{2,3}$") => false
        matches("abab", "^(ab){2}$") => true
        matches("abba", "^(a)(b)\2\1$") => true
        matches("aA", "^(a)\1$", "i") => true
        matches("a", "(b)?\1a") => true
        matches("a", "(a)\2") => null
        matches("a", "(a\1)") => null
        matches("aaab", "a++b") => true
        matches("aaa", "a++a") => false
        matches("foobar", "foo(?=bar)") => true
        matches("foobaz", "foo(?!bar)") => true
        matches("foobar", "(?<=foo)bar") => true
        matches("foobar", "(?<!foo)bar") => false
        matches("aab", "(?>a*)ab") => false
        matches("FOObar", "(?i)foo") => true
        matches("FOObar", "(?i:foo)BAR") => false
        matches("a+b", "\Qa+b\E") => true
        matches("a b", "a\\b b") => true
        matches("a", "a**") => null
        matches("a", "*a") => null
        matches("a", "(a") => null
        matches("a", "a)") => null
        matches("a", "a{") => null
        matches("a", "\y") => null
        matches("", "(a*)*") => true

        # Replacing, cutting, extracting
        replace("abcd", "(ab)|(a)", "[1=$1][2=$2]") => "[1=ab][2=]cd"
        replace("abracadabra", "a(.)", "a$1$1") => "abbraccaddabbra"
        replace("a.b", "\.", "\\$") => "a$b"
        replace("abc", "(?<first>a)", "${first}${first}") => "aabc"
        replace("abc", "b", "$1") => null
        replace("abc", "b", "$") => null
        replace("abc", "x*", "-") => "-a-b-c-"
        replace("darted", "^(.*?)d(.*)$", "$1c$2") => "carted"
        replace("abc", "[a-z]", "#", "") => "###"
        replace("abc", "B", "#", "i") => "a#c"
        split("a;b;;", ";") => ["a", "b", "", ""]
        split("a1b22c", "\d+") => ["a", "b", "c"]
        split("abc", "") => ["a", "b", "c"]
        split("", ",") => [""]
        split("a", "(") => null
        extract("a1b22c333", "\d+") => ["1", "22", "333"]
        extract("abc", "\d") => []
        extract(null, "\d") => null

        # Running away
        matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "^(a+)+$") => !STEP_LIMIT
        matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "^(a|aa)*$") => !STEP_LIMIT
        matches("a", "((((a{1000}){1000}){1000}){1000}){1000}") => null
        """#
}
