import FerryFEEL
import FerryXML

/// Reads the texts of a file that are written in an expression language, which must be FEEL.
struct ExpressionReader {
    let tree: XMLTree
    /// Of `definitions`; what names no language of its own is written in this.
    let language: String?
    /// Those of the whole file: what is in scope where is not looked at.
    let names: FEELNames

    init(_ tree: XMLTree, names: FEELNames) {
        self.tree = tree
        self.names = names
        language = tree.root["expressionLanguage"]
    }

    /// The text of an element and the place where it begins; nil where there is none, or nothing but blanks.
    func text(of node: XMLNode) -> (text: String, node: XMLNode)? {
        guard let child = tree.child(.dmn("text"), of: node), !child.text.trimmed.isEmpty else { return nil }
        return (child.text, child)
    }

    /// Nil when reported, as everything here.
    func expression(
        _ node: XMLNode, as role: String, of owner: String, report: inout ProblemReport
    ) -> FEELExpression? {
        guard isFEEL(node, of: owner, report: &report) else { return nil }
        guard let (text, place) = text(of: node) else {
            report.add(
                .missingExpression, at: node, id: owner, expected: "a FEEL expression as \(role)", found: "no text")
            return nil
        }
        return expression(text, at: place, as: role, of: owner, report: &report)
    }

    func expression(
        _ text: String, at place: XMLNode, as role: String, of owner: String, report: inout ProblemReport
    ) -> FEELExpression? {
        do {
            return try FEELExpression(text, names: names)
        } catch {
            report.add(error, in: text, at: place, of: owner, expected: "a FEEL expression as \(role)")
            return nil
        }
    }

    /// The outer nil when reported, the inner one where anything goes.
    func unaryTests(
        _ node: XMLNode, as role: String, of owner: String, report: inout ProblemReport
    ) -> FEELUnaryTests?? {
        guard isFEEL(node, of: owner, report: &report) else { return nil }
        guard let (text, place) = text(of: node), text.trimmed != "-" else { return .some(nil) }
        do {
            return try FEELUnaryTests(text, names: names)
        } catch {
            report.add(error, in: text, at: place, of: owner, expected: "FEEL unary tests as \(role)")
            return nil
        }
    }

    func isFEEL(_ node: XMLNode, of owner: String, report: inout ProblemReport) -> Bool {
        let language = node["expressionLanguage"] ?? self.language ?? ""
        if Vocabulary.isFEEL(language) { return true }
        report.add(
            .unsupportedLanguage, at: node, id: owner, expected: "an expression in FEEL", found: language.quotable,
            hint: "Ferry evaluates FEEL only: rewrite the expression and remove expressionLanguage")
        return false
    }
}

extension ProblemReport {
    fileprivate mutating func add(
        _ error: FEELSyntaxError, in text: String, at place: XMLNode, of owner: String, expected: String
    ) {
        add(
            .expressionInvalid, at: place, id: owner, expected: expected,
            found: "\(text.trimmed.quotable): \(error.description.quotable)")
    }
}
