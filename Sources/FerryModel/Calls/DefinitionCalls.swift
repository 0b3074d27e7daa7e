/// Deploys BPMN files, DMN files and forms together: all of them or none. A name that ends in `.dmn` makes a file one
/// of DMN, one that ends in `.form` a form.
///
/// A process whose file equals that of its latest version byte for byte keeps that version; so does a form, and so do
/// the decisions of a DMN file, all of them or none. The answer comes when every partition has the definitions.
/// Errors: `INVALID_ARGUMENT` with every fault of every file.
public struct DeployResources: Hashable, Sendable {
    public var resources: [Resource]
    public var tenant: TenantID

    public struct Resource: Hashable, Sendable {
        /// The file name, kept for people.
        public var name: String
        public var content: [UInt8]

        public init(name: String, content: [UInt8]) {
            self.name = name
            self.content = content
        }
    }

    public struct Answer: Hashable, Sendable {
        /// In the order of the files, and of the processes inside them.
        public var definitions: [ProcessDefinition]
        /// In the order of the files, and of the decisions inside them.
        public var decisions: [DecisionDefinition]
        /// In the order of the files.
        public var forms: [FormDefinition]

        public init(
            definitions: [ProcessDefinition], decisions: [DecisionDefinition] = [], forms: [FormDefinition] = []
        ) {
            self.definitions = definitions
            self.decisions = decisions
            self.forms = forms
        }
    }

    public init(resources: [Resource], tenant: TenantID = .default) {
        self.resources = resources
        self.tenant = tenant
    }
}

/// One definition with the file it was deployed from. Errors: `NOT_FOUND`.
public struct GetProcessDefinition: Hashable, Sendable {
    public var definition: DefinitionReference
    public var tenant: TenantID

    public struct Answer: Hashable, Sendable {
        public var definition: ProcessDefinition
        public var xml: [UInt8]

        public init(definition: ProcessDefinition, xml: [UInt8]) {
            self.definition = definition
            self.xml = xml
        }
    }

    public init(definition: DefinitionReference, tenant: TenantID = .default) {
        self.definition = definition
        self.tenant = tenant
    }
}

/// Definitions by process id, then version, newest last.
public struct ListProcessDefinitions: Hashable, Sendable {
    /// Only this process id; empty for all.
    public var processID: String
    public var latestOnly: Bool
    public var page: Page
    public var tenant: TenantID

    public struct Answer: Hashable, Sendable {
        public var definitions: [ProcessDefinition]
        /// Ask again with this to go on; empty at the end.
        public var nextPageToken: [UInt8]

        public init(definitions: [ProcessDefinition], nextPageToken: [UInt8]) {
            self.definitions = definitions
            self.nextPageToken = nextPageToken
        }
    }

    public init(processID: String = "", latestOnly: Bool = false, page: Page = Page(), tenant: TenantID = .default) {
        self.processID = processID
        self.latestOnly = latestOnly
        self.page = page
        self.tenant = tenant
    }
}

/// A part of a long list. Tokens are opaque and belong to the call that gave them.
public struct Page: Hashable, Sendable {
    /// 0 means 100; at most 1,000.
    public var size: Int32
    public var token: [UInt8]

    public static let sizeDefault: Int32 = 100
    public static let sizeMax: Int32 = 1_000

    public init(size: Int32 = 0, token: [UInt8] = []) {
        self.size = size
        self.token = token
    }
}

/// Deletes a process definition, a DMN file with its decisions, or a form. Answered when every partition has done so.
///
/// The start events of a definition are gone; the version before it, if there is one, is the latest then, and its start
/// events are back.
/// Errors: `NOT_FOUND`, `FAILED_PRECONDITION` while instances of the definition run.
public struct DeleteResource: Hashable, Sendable {
    public var resourceKey: ResourceKey
    public var tenant: TenantID

    public init(resourceKey: ResourceKey, tenant: TenantID = .default) {
        self.resourceKey = resourceKey
        self.tenant = tenant
    }
}
