import FerryModel
import Foundation

/// An answer that comes later, when an instance has ended.
final class PromisedAnswer: @unchecked Sendable {
    // Safe to share: the answer is used under `lock`.
    private let lock = NSLock()
    private var answer: Result<Answer, Rejection>?

    func keep(_ answer: Result<Answer, Rejection>) { lock.withLock { self.answer = answer } }

    /// Nil while it has not come.
    var kept: Result<Answer, Rejection>? { lock.withLock { answer } }
}
