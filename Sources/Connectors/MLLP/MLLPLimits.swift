/// The limits of an MLLP listener or client, and what happens at each.
package struct MLLPLimits: Sendable, Hashable {
    /// Bytes of one message. At it: a listener lets its refusal answer, then closes; a client refuses.
    package var messageBytes: Int = 16 << 20
    /// Connections at once. At it: a further one is closed as soon as it is made.
    package var connections: Int = 10_000
    /// A connection without a byte in either direction is closed after this.
    package var idleTime: Duration = .seconds(3600)
    /// From the first byte of a message to its last. At it: closed.
    package var messageTime: Duration = .seconds(60)
    /// Bytes between messages that are passed over (line ends, stray text). At it: closed.
    package var strayBytes: Int = 1024
    /// A client's wait for a connection, TLS included. At it: retry.
    package var connectTimeout: Duration = .seconds(5)
    /// A client's wait for the acknowledgement. At it: retry, on a new connection.
    package var answerTimeout: Duration = .seconds(30)
    /// Messages that wait for a client's one connection. At it: retry at once.
    package var waiting: Int = 256

    package init() {}
}
