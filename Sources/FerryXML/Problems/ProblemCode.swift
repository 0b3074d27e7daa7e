/// The codes of what can be wrong with a file of one language; these are common to all.
package protocol ProblemCode: RawRepresentable<String>, Hashable, Sendable {
    static var xmlMalformed: Self { get }
    static var xmlDoctype: Self { get }
    static var xmlEncoding: Self { get }
    static var xmlTooLarge: Self { get }

    static var missingID: Self { get }
    static var invalidID: Self { get }
    static var duplicateID: Self { get }

    static var tooManyProblems: Self { get }
}
