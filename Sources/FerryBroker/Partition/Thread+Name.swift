private import CGlibc
import Foundation

extension Thread {
    /// Names the thread that calls this, as `top -H` and profilers show it.
    ///
    /// `Thread.name` goes astray: before the start there is nothing to name yet, and a thread that names itself may be
    /// faster than the one that started it, which has not noted its handle by then.
    static func nameCurrent(_ name: String) { unsafe set_thread_name(name) }
}
