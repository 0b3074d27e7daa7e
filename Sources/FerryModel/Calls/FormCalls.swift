/// One form with its document. Errors: `NOT_FOUND`.
public struct GetForm: Hashable, Sendable {
    public var form: FormReference
    public var tenant: TenantID

    public struct Answer: Hashable, Sendable {
        public var form: FormDefinition
        /// The file as deployed: one JSON object.
        public var content: [UInt8]
        /// True: found by its key only, for the sake of user tasks that have it.
        public var isDeleted: Bool

        public init(form: FormDefinition, content: [UInt8], isDeleted: Bool = false) {
            self.form = form
            self.content = content
            self.isDeleted = isDeleted
        }
    }

    public init(form: FormReference, tenant: TenantID = .default) {
        self.form = form
        self.tenant = tenant
    }
}

/// Forms by form id, then version, newest last.
public struct ListForms: Hashable, Sendable {
    /// Only this form id; empty for all.
    public var formID: String
    public var latestOnly: Bool
    public var page: Page
    public var tenant: TenantID

    public struct Answer: Hashable, Sendable {
        public var forms: [FormDefinition]
        /// Ask again with this to go on; empty at the end.
        public var nextPageToken: [UInt8]

        public init(forms: [FormDefinition], nextPageToken: [UInt8]) {
            self.forms = forms
            self.nextPageToken = nextPageToken
        }
    }

    public init(formID: String = "", latestOnly: Bool = false, page: Page = Page(), tenant: TenantID = .default) {
        self.formID = formID
        self.latestOnly = latestOnly
        self.page = page
        self.tenant = tenant
    }
}
