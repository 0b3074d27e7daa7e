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
        for connection in heldMemory.hold(bytes, by: self) { connection.holdsTooMuch() }
    }

    private func holdsTooMuch() {
        eventLoop.execute {
            guard let context = self.context else { return }
            self.logger.warning("connection closed: memory is short, and it has held some for longest")
            self.incoming.clear()
            self.heldBytes = 0
            guard context.channel.isWritable else { return context.close(promise: nil) }
            self.carryOut(
                self.state.close(
                    with: Rejection(
                        .resourceExhausted, "a frame was begun long ago and is not whole, and memory is short",
                        reasons: [
                            Reason(
                                code: "MEMORY_EXHAUSTED",
                                expected: "at most \(self.configuration.heldBytesMax) bytes of unfinished business",
                                found: "more, on all connections together", hint: "send a frame without pausing")
                        ])))
        }
    }
}
