import FerryFEEL
import FerryXML

extension ProblemReport {
    /// Text behind `=` is FEEL; other text stands for itself where that is allowed.
    ///
    /// Nil when reported.
    mutating func expression(
        _ text: String, named name: String, at node: XMLNode, of owner: String, allowsText: Bool
    ) -> Expression? {
        let trimmed = text.trimmed
        guard trimmed.utf8.first == UInt8(ascii: "=") else {
            if allowsText { return .text(text) }
            add(
                .expressionRequired, at: node, id: owner, expected: "a FEEL expression as \(name)",
                found: trimmed.isEmpty ? "nothing" : trimmed.quotable, hint: Self.hint(on: trimmed))
            return nil
        }
        do {
            return .feel(try FEELExpression(String(trimmed.dropFirst())))
        } catch {
            add(
                .expressionInvalid, at: node, id: owner, expected: "a FEEL expression as \(name)",
                found: "\(trimmed.quotable): \(error.description.quotable)")
            return nil
        }
    }

    private static func hint(on text: String) -> String {
        if text.isEmpty { return "write it behind an =" }
        guard !text.contains("${"), !text.contains("#{") else {
            return "Camunda 7's ${...} is not understood: write it in FEEL, behind an ="
        }
        return "FEEL begins with =, as in =\(text.quotable)"
    }
}
