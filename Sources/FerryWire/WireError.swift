package import FerryModel

/// A frame that cannot be taken, with what to answer.
package struct WireError: Error, Hashable, Sendable {
    package var code: StatusCode
    package var message: String
    package var reasons: [Reason]
    /// The call concerned; 0 when it is the whole connection.
    package var requestID: UInt64

    package init(
        _ code: StatusCode, _ message: String, reasons: [Reason] = [], requestID: UInt64 = 0
    ) {
        self.code = code
        self.message = message
        self.reasons = reasons
        self.requestID = requestID
    }

    /// True: answer, then close the connection. So ends every fault that concerns no call.
    package var isFatal: Bool { requestID == 0 }

    /// What the server sends back.
    package var answer: ServerMessage {
        .status(requestID: requestID, code, message: message, reasons: reasons)
    }
}
