package import Values

/// What came of sending one message.
package struct MLLPAnswer: Sendable {
    package var verdict: CallVerdict
    /// The acknowledgement's bytes; empty when none came.
    package var acknowledgement: [UInt8] = []
    package var duration: Duration = .zero
    /// What kind of failure; nil on success.
    package var code: ErrorCode?
}
