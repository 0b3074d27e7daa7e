import FerryBPMN
import FerryXML
import Testing

/// A row of a table of refusals: a file and the only problem it has.
struct Refusal: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let xml: String
    let code: BPMNProblem.Code
    let elementID: String
    let line: Int

    init(_ description: String, _ xml: String, _ code: BPMNProblem.Code, at elementID: String, line: Int) {
        testDescription = description
        self.xml = xml
        self.code = code
        self.elementID = elementID
        self.line = line
    }

    func check(sourceLocation: SourceLocation = #_sourceLocation) {
        let found = problems(in: xml)

        #expect(found.map(\.code) == [code], "\(found.map(\.reason))", sourceLocation: sourceLocation)
        #expect(found.map(\.elementID) == [elementID], sourceLocation: sourceLocation)
        #expect(found.map(\.position.line) == [line], sourceLocation: sourceLocation)
    }
}
