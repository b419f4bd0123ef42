/// The limits of one REST system's client, and what happens at each.
package struct RESTLimits: Sendable, Hashable {
    /// To connect, TLS included. At it: retry.
    package var connectTimeout: Duration = .seconds(5)
    /// Between two reads of an answer. At it: retry.
    package var readTimeout: Duration = .seconds(30)
    /// For a whole call, a fetched token included. At it: retry.
    package var wholeTimeout: Duration = .seconds(60)
    /// Connections at once. At it: further calls wait for one.
    package var connections: Int = 16
    /// Calls at once, waiting ones included. At it: retry, at once.
    package var callsAtOnce: Int = 1024
    /// Spare connections are closed after this.
    package var idleConnectionTime: Duration = .seconds(30)
    /// Bytes of an answer, after decompression. At it: refused, because the next answer would be as long.
    package var answerBytes: Int = 16 << 20
    /// Bytes of a request's body. At it: refused.
    package var requestBytes: Int = 64 << 20
    /// Redirects followed, within the endpoint's own origin only. 0: none.
    package var redirects: Int = 0
    /// The longest `Retry-After` that is believed; a longer one counts as this.
    package var longestRetryAfter: Duration = .seconds(24 * 3600)

    package init() {}
}
