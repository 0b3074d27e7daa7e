import FerryModel
import Logging
import NIOCore

// What a connection holds because its client dawdles. All of it runs on the event loop.
extension Connection {
    /// Accounts for what this connection holds: of answers only while its socket takes no more, because its end is heard
    /// of then.
    func holdMemory() {
        var bytes = incoming.heldBytes
        // Buffers are as large as the next power of two.
        if let context, !context.channel.isWritable { bytes += 2 * (unsentBytes(context) ?? 0) }
        guard bytes != heldBytes, max(bytes, heldBytes) > HeldMemory.smallChangeBytes else { return }
        heldBytes = bytes
        for connection in heldMemory.hold(bytes, by: self) {
            if connection !== self, connection.eventLoop.inEventLoop {
                // At once: the loop may have thousands of reads before it that each ask for more.
                connection.letGoOfAll()
            } else {
                connection.eventLoop.execute { connection.letGoOfAll() }
            }
        }
    }

    private func letGoOfAll() {
        guard let context else { return }
        logger.warning("connection closed: memory is short, and it has held some for longest")
        incoming.clear()
        heldBytes = 0
        guard context.channel.isWritable else { return context.close(promise: nil) }
        carryOut(
            state.close(
                with: Rejection(
                    .resourceExhausted, "a frame was begun long ago and is not whole, and memory is short",
                    reasons: [
                        Reason(
                            code: "MEMORY_EXHAUSTED",
                            expected: "at most \(configuration.heldBytesMax) bytes of unfinished business",
                            found: "more, on all connections together", hint: "send a frame without pausing")
                    ])))
    }
}
