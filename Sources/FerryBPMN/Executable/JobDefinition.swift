/// The work an element hands to a worker: `zeebe:taskDefinition` with its headers.
package struct JobDefinition: Sendable {
    /// Must evaluate to a string.
    package let type: Expression
    /// Must evaluate to a whole number; 3 unless told.
    package let retries: Expression
    /// Custom headers in document order.
    package let headers: [Header]

    package struct Header: Hashable, Sendable {
        package let key: String
        package let value: String

        package init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    package init(type: Expression, retries: Expression, headers: [Header]) {
        self.type = type
        self.retries = retries
        self.headers = headers
    }
}
