/// How much of an XML document is read before it is refused. Every bound is checked while reading, not afterwards.
package struct XMLLimits: Sendable {
    package var bytesMax: Int
    package var depthMax: Int
    /// XML elements, those of the diagram included.
    package var elementsMax: Int
    package var attributesPerElementMax: Int
    package var attributesMax: Int
    package var attributeBytesMax: Int
    /// Expat repeats a namespace's URI in every name, so a long one would multiply.
    package var namespaceBytesMax: Int

    package init(
        bytesMax: Int = 10 << 20, depthMax: Int = 256, elementsMax: Int = 200_000, attributesPerElementMax: Int = 256,
        attributesMax: Int = 1_000_000, attributeBytesMax: Int = 256 << 10, namespaceBytesMax: Int = 1 << 10
    ) {
        self.bytesMax = bytesMax
        self.depthMax = depthMax
        self.elementsMax = elementsMax
        self.attributesPerElementMax = attributesPerElementMax
        self.attributesMax = attributesMax
        self.attributeBytesMax = attributeBytesMax
        self.namespaceBytesMax = namespaceBytesMax
    }
}
