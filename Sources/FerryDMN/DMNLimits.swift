package import FerryXML

/// How much of a DMN file is read before it is refused.
package struct DMNLimits: Sendable {
    package var xml: XMLLimits
    package var idBytesMax: Int
    /// Decisions, business knowledge models and decision services together.
    package var decisionsMax: Int
    /// Boxed expressions inside boxed expressions.
    package var boxDepthMax: Int
    /// Names that hold blanks or operators; each costs time wherever its first word stands.
    package var namesMax: Int
    /// A file with more problems than this is told the first ones and how many follow.
    package var problemsMax: Int

    package init(
        xml: XMLLimits = XMLLimits(), idBytesMax: Int = 255, decisionsMax: Int = 2_000, boxDepthMax: Int = 50,
        namesMax: Int = 500, problemsMax: Int = 100
    ) {
        self.xml = xml
        self.idBytesMax = idBytesMax
        self.decisionsMax = decisionsMax
        self.boxDepthMax = boxDepthMax
        self.namesMax = namesMax
        self.problemsMax = problemsMax
    }

    package static let `default` = DMNLimits()
}
