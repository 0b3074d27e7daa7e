/// An element instance rests, or will try again to go on.
package struct ContinuationScheduled: Hashable, Sendable {
    package let elementInstanceKey: ElementInstanceKey
    package let continuation: Continuation

    package init(elementInstanceKey: ElementInstanceKey, continuation: Continuation) {
        self.elementInstanceKey = elementInstanceKey
        self.continuation = continuation
    }
}

extension ContinuationScheduled {
    func describe(_ json: inout JSONObjectWriter) {
        json.field("elementInstanceKey", elementInstanceKey)
        json.field("place", continuation.place.description)
        if !continuation.flowIDs.isEmpty { json.field("flowIds", continuation.flowIDs) }
        json.field("retries", number: continuation.retries)
        if let due = continuation.due { json.field("due", number: due.milliseconds) }
        if !continuation.errorMessage.isEmpty { json.field("errorMessage", continuation.errorMessage) }
    }
}
