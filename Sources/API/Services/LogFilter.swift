package import APIContract
package import Values

/// Which log entries are wanted; nil means any.
package struct LogFilter: Sendable, Hashable {
    package var levelLeast: LogLevel?
    package var messageID: String?
    package var since: Instant?
    package var until: Instant?

    package init(
        levelLeast: LogLevel? = nil, messageID: String? = nil, since: Instant? = nil, until: Instant? = nil
    ) {
        self.levelLeast = levelLeast
        self.messageID = messageID
        self.since = since
        self.until = until
    }
}
