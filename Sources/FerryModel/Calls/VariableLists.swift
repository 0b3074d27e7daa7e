/// Variables of running instances by partition, instance, scope and name. A page ends after about 1 MiB of values.
public struct ListVariables: Hashable, Sendable {
    /// nil for all instances.
    public var processInstanceKey: ProcessInstanceKey?
    /// Only those of exactly this scope; nil for all.
    public var scope: ElementInstanceKey?
    /// Empty: all.
    public var name: String
    /// Only those with this value, compared as compact text; nil for all.
    public var value: JSONValue?
    public var page: Page
    public var tenant: TenantID

    public struct Answer: Hashable, Sendable {
        public var variables: [VariableEntry]
        /// Ask again with this to go on; empty at the end. A page may hold fewer than asked for, even none.
        public var nextPageToken: [UInt8]

        public init(variables: [VariableEntry], nextPageToken: [UInt8]) {
            self.variables = variables
            self.nextPageToken = nextPageToken
        }
    }

    public init(
        processInstanceKey: ProcessInstanceKey? = nil, scope: ElementInstanceKey? = nil, name: String = "",
        value: JSONValue? = nil, page: Page = Page(), tenant: TenantID = .default
    ) {
        self.processInstanceKey = processInstanceKey
        self.scope = scope
        self.name = name
        self.value = value
        self.page = page
        self.tenant = tenant
    }
}

/// A variable and the instance it belongs to.
public struct VariableEntry: Hashable, Sendable {
    public var processInstanceKey: ProcessInstanceKey
    public var scope: ElementInstanceKey
    public var name: String
    public var value: JSONValue

    public init(processInstanceKey: ProcessInstanceKey, scope: ElementInstanceKey, name: String, value: JSONValue) {
        self.processInstanceKey = processInstanceKey
        self.scope = scope
        self.name = name
        self.value = value
    }
}
