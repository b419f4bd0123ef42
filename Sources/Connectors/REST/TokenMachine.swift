import Values

/// Decides when an OAuth access token is used, waited for or fetched anew. Pure.
struct TokenMachine: Sendable {
    enum Step: Sendable, Equatable {
        case use(String)
        /// The caller must fetch one, and report by `fetched` or `failed`.
        case fetch
        /// Someone is fetching one.
        case wait
    }

    /// Used when the server does not say how long a token lives.
    static let unknownLifetime = Duration.seconds(300)
    /// A token is renewed this long before it ends, or a tenth of its life if that is less.
    static let margin = Duration.seconds(60)

    private var token: String?
    private var usableUntil = Instant.epoch
    private var fetching = false

    mutating func want(now: Instant) -> Step {
        if let token, now < usableUntil { return .use(token) }
        if fetching { return .wait }
        fetching = true
        return .fetch
    }

    mutating func fetched(_ token: String, lifetime: Duration?, now: Instant) {
        precondition(fetching, "a token arrived that nobody was fetching")
        let lifetime = max(.zero, lifetime ?? Self.unknownLifetime)
        fetching = false
        self.token = token
        usableUntil = now + (lifetime - min(Self.margin, lifetime / 10))
    }

    mutating func failed() {
        precondition(fetching, "a fetch failed that nobody began")
        fetching = false
    }

    /// The system would not take the token. Ignored if another has come since.
    mutating func rejected(_ token: String) {
        if self.token == token { self.token = nil }
    }
}
