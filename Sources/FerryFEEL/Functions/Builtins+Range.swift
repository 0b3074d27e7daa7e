/// The relations between points and ranges, after DMN's table of them. Points are values of one orderable type.
extension Builtins {
    static let range: [Builtin] =
        relation("before", [["point1", "point2"], ["point", "range"], ["range", "point"], ["range1", "range2"]]) {
            $0.isBefore($1)
        }
        + relation("after", [["point1", "point2"], ["point", "range"], ["range", "point"], ["range1", "range2"]]) {
            $1.isBefore($0)
        }
        + relation("meets", ranges) { $0.meets($1) }
        + relation("met by", ranges) { $1.meets($0) }
        + relation("overlaps", ranges) { $0.overlaps($1) }
        + relation("overlaps before", ranges) { $0.overlapsBefore($1) }
        + relation("overlaps after", ranges) { $1.overlapsBefore($0) }
        + relation("finishes", [["point", "range"]] + ranges) { $0.finishes($1) }
        + relation("finished by", [["range", "point"], ["point", "range"]] + ranges) { $1.finishes($0) }
        + relation("includes", [["range", "point"]] + ranges) { $0.includes($1) }
        + relation("during", [["point", "range"]] + ranges) { $1.includes($0) }
        + relation("starts", [["point", "range"]] + ranges) { $0.starts($1) }
        + relation("started by", [["range", "point"]] + ranges) { $1.starts($0) }
        + relation("coincides", [["point1", "point2"]] + ranges) { $0.coincides($1) }

    private static let ranges = [["range1", "range2"]]

    private static func relation(
        _ name: String, _ parameters: [[String]], holds: @escaping @Sendable (Span, Span) -> Bool
    ) -> [Builtin] {
        parameters.map { parameters in
            Builtin(name, parameters) { _, arguments in
                guard let first = Span(arguments[0]), let second = Span(arguments[1]), first.isComparable(to: second)
                else { return nil }
                return .boolean(holds(first, second))
            }
        }
    }
}
