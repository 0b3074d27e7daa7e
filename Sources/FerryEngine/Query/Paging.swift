import FerryModel

/// One page of a list, as far as this partition goes.
struct ListPage<View> {
    var views: [View] = []
    /// Empty: nothing of this partition is left.
    var nextPageToken: [UInt8] = []
}

/// The one way in which lists go through what lies in instances: in key order, with bounded work for each page.
extension Engine {
    /// `scan` visits the things behind the cursor with the instances that own them; `view` answers nil for what is not
    /// to be listed. `weight` is how many bytes of free text a view has.
    func page<K: Key, View>(
        _ cursor: PageCursor, examiningAtMost examinedMax: Int = PageCursor.examinedMax,
        scan: ((K, ProcessInstanceKey) throws(StorageFailure) -> Bool) throws(StorageFailure) -> Void,
        weight: (View) -> Int = { _ in 0 }, view: (K, ProcessInstance) -> View?
    ) throws(CommandFailure) -> ListPage<View> {
        var found: [(key: K, owner: ProcessInstanceKey)] = []
        try reading { () throws(StorageFailure) in
            try self.state.commit()
            try scan { (key, owner) throws(StorageFailure) in
                found.append((key, owner))
                return found.count < examinedMax
            }
        }
        var page = ListPage<View>()
        var last: K?
        var elements = 0
        var bytes = 0
        var lastOwner: ProcessInstanceKey?
        for (key, owner) in found {
            guard page.views.count < cursor.size, elements < PageCursor.elementsMax, bytes < PageCursor.bytesMax else {
                break
            }
            last = key
            let instance = try reading { () throws(StorageFailure) in try self.state.instance(owner) }
            if owner != lastOwner { elements += instance?.elementCount ?? 0 }
            lastOwner = owner
            guard let instance, let view = view(key, instance) else { continue }
            bytes += weight(view)
            page.views.append(view)
        }
        let isWhole = found.count < examinedMax && last == found.last?.key
        if !isWhole { page.nextPageToken = PageCursor.token(after: last?.rawValue ?? cursor.after) }
        return page
    }

    /// The same within one instance: `views` are what is to be listed of it, behind the cursor and in key order.
    func page<View>(
        _ cursor: PageCursor, of views: some Sequence<View>, weight: (View) -> Int = { _ in 0 }, key: (View) -> Int64
    ) -> ListPage<View> {
        var page = ListPage<View>()
        var bytes = 0
        for view in views {
            guard page.views.count < cursor.size, bytes < PageCursor.bytesMax else {
                page.nextPageToken = PageCursor.token(after: page.views.last.map(key) ?? cursor.after)
                break
            }
            bytes += weight(view)
            page.views.append(view)
        }
        return page
    }

    /// The key of the definition that a list is narrowed to; nil where it is not.
    func key(of reference: DefinitionReference?, tenant: TenantID) throws(CommandFailure) -> ProcessDefinitionKey? {
        guard let reference else { return nil }
        guard let deployed = state.definitions.find(reference, tenant: tenant) else {
            throw .rejected(.unknownDefinition(reference))
        }
        return deployed.definition.key
    }

    /// The running instance that a list is narrowed to.
    func listedInstance(_ key: ProcessInstanceKey) throws(CommandFailure) -> ProcessInstance {
        guard let instance = try reading({ () throws(StorageFailure) in try self.state.instance(key) }) else {
            throw .rejected(.unknownInstance(key))
        }
        return instance
    }
}
