import FerryXML

/// The words of DMN files and what they are to Ferry.
enum Vocabulary {
    static func namespace(_ uri: String) -> XMLNamespace {
        switch uri {
        case "http://www.omg.org/spec/DMN/20151101/dmn.xsd", "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
            "http://www.omg.org/spec/DMN/20180521/MODEL/":
            .dmn
        case "https://www.omg.org/spec/DMN/20191111/MODEL/", "http://www.omg.org/spec/DMN/20191111/MODEL/",
            "https://www.omg.org/spec/DMN/20211108/MODEL/", "http://www.omg.org/spec/DMN/20211108/MODEL/",
            "https://www.omg.org/spec/DMN/20230324/MODEL/", "http://www.omg.org/spec/DMN/20230324/MODEL/":
            .dmn
        case "http://camunda.org/schema/zeebe/1.0": .zeebe
        case "http://camunda.org/schema/1.0/dmn": .camunda
        default: .foreign
        }
    }

    /// True for FEEL under its name or under the URI of any version of DMN.
    static func isFEEL(_ language: String) -> Bool {
        let name = language.trimmed.lowercased()
        if ["", "feel", "http://www.omg.org/spec/feel/20140401"].contains(name) { return true }
        let dates = ["20180521", "20191111", "20211108", "20230324"]
        return dates.contains { name.hasSuffix("://www.omg.org/spec/dmn/\($0)/feel/") }
            || namespace(language.trimmed) == .dmn
    }

    /// True for the elements that are boxed expressions.
    static func isLogic(_ name: XMLName) -> Bool { name.namespace == .dmn && logic.contains(name.local) }

    private static let logic: Set<String> = [
        "decisionTable", "literalExpression", "context", "list", "relation", "invocation", "functionDefinition",
        "conditional", "filter", "for", "some", "every",
    ]
}
