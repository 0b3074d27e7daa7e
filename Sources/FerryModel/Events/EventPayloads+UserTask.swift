/// A user task is open. Its key is that of its element instance, in all events.
package struct UserTaskCreated: Hashable, Sendable {
    package let key: ElementInstanceKey
    package let task: UserTask

    package init(key: ElementInstanceKey, task: UserTask) {
        self.key = key
        self.task = task
    }
}

package struct UserTaskAssigned: Hashable, Sendable {
    package let key: ElementInstanceKey
    /// Empty: nobody has it any more.
    package let assignee: String
    package let action: String

    package init(key: ElementInstanceKey, assignee: String, action: String) {
        self.key = key
        self.assignee = assignee
        self.action = action
    }
}

package struct UserTaskUpdated: Hashable, Sendable {
    package let key: ElementInstanceKey
    /// All of it, as it is now.
    package let task: UserTask
    /// Names of what was written.
    package let changed: [String]
    package let action: String

    package init(key: ElementInstanceKey, task: UserTask, changed: [String], action: String) {
        self.key = key
        self.task = task
        self.changed = changed
        self.action = action
    }
}

package struct UserTaskCompleted: Hashable, Sendable {
    package let key: ElementInstanceKey
    package let action: String

    package init(key: ElementInstanceKey, action: String) {
        self.key = key
        self.action = action
    }
}

/// A change of a user task, or its creation, begins to wait for listeners.
package struct UserTaskChanging: Hashable, Sendable {
    package let key: ElementInstanceKey
    package let change: UserTaskChange

    package init(key: ElementInstanceKey, change: UserTaskChange) {
        self.key = key
        self.change = change
    }
}

/// A listener wants the task otherwise than whoever asked for the change.
package struct UserTaskCorrected: Hashable, Sendable {
    package let key: ElementInstanceKey
    /// All of it, as it would be now.
    package let task: UserTask
    /// Names of what is another value.
    package let changed: [String]

    package init(key: ElementInstanceKey, task: UserTask, changed: [String]) {
        self.key = key
        self.task = task
        self.changed = changed
    }
}

/// A listener will not have the change: the task stays as it was.
package struct UserTaskChangeDenied: Hashable, Sendable {
    package let key: ElementInstanceKey
    package let reason: String

    package init(key: ElementInstanceKey, reason: String) {
        self.key = key
        self.reason = reason
    }
}
