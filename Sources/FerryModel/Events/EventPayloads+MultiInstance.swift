/// A multi-instance body knows how many items there are.
package struct LoopBegan: Hashable, Sendable {
    package let body: ElementInstanceKey
    package let total: Int32

    package init(body: ElementInstanceKey, total: Int32) {
        self.body = body
        self.total = total
    }
}

/// One item of a variable that holds a list, or one more at its end: the others are neither read nor written.
package struct ListItemSet: Hashable, Sendable {
    package let scope: ElementInstanceKey
    package let name: String
    /// Counted from 0.
    package let index: Int32
    package let value: JSONValue

    package init(scope: ElementInstanceKey, name: String, index: Int32, value: JSONValue) {
        self.scope = scope
        self.name = name
        self.index = index
        self.value = value
    }
}
