package import FerryXML

/// How much of a BPMN file is read before it is refused.
package struct BPMNLimits: Sendable {
    package var xml: XMLLimits
    package var idBytesMax: Int
    /// A file with more problems than this is told the first ones and how many follow.
    package var problemsMax: Int

    package init(xml: XMLLimits = XMLLimits(), idBytesMax: Int = 255, problemsMax: Int = 100) {
        self.xml = xml
        self.idBytesMax = idBytesMax
        self.problemsMax = problemsMax
    }

    package static let `default` = BPMNLimits()
}
