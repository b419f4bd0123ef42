/// Decides when a client of a WebSocket is asked whether it is still there, and when it is given up. Pure: the handler that
/// owns it tells it what happens and when, in nanoseconds of a steady clock, and asks now and then.
struct WebSocketLiveness {
    enum Verdict: Hashable {
        case fine
        /// Nothing has come for a while: it is pinged.
        case ask
        /// It has not answered.
        case silent
        /// It does not read what it is sent.
        case slow
        /// It has not closed its side, or what was under way has not ended.
        case stuck
    }

    private let heartbeat: UInt64
    private let patience: UInt64
    private let closing: UInt64
    private var heardAt: UInt64
    private var askedAt: UInt64?
    private var unreadSince: UInt64?
    private var endsSince: UInt64?

    init(_ limits: WebSocketLimits, at now: UInt64) {
        heartbeat = limits.heartbeat.nanoseconds
        patience = limits.patience.nanoseconds
        closing = limits.closing.nanoseconds
        heardAt = now
    }

    /// Anything came.
    mutating func heard(at now: UInt64) {
        heardAt = now
        askedAt = nil
    }

    /// Something is written, and the system has not taken it yet.
    mutating func writes(at now: UInt64) { unreadSince = unreadSince ?? now }

    /// The system has taken all of it.
    mutating func wrote() { unreadSince = nil }

    /// The connection is to end.
    mutating func ends(at now: UInt64) { endsSince = endsSince ?? now }

    /// `isReading` says whether an answer could be seen at all.
    mutating func verdict(at now: UInt64, isReading: Bool) -> Verdict {
        if let endsSince { return now >= endsSince + closing ? .stuck : .fine }
        if let unreadSince {
            // While there is more to read for it, its answer may be far behind.
            askedAt = nil
            heardAt = max(heardAt, unreadSince)
            return now >= unreadSince + patience ? .slow : .fine
        }
        guard isReading else {
            heard(at: now)
            return .fine
        }
        if let askedAt { return now >= askedAt + patience ? .silent : .fine }
        guard now >= heardAt + heartbeat else { return .fine }
        askedAt = now
        return .ask
    }
}

/// Limits of a WebSocket connection.
struct WebSocketLimits: Sendable {
    /// Silence after which a client is pinged.
    var heartbeat = Duration.seconds(15)
    /// How long a client may leave a ping unanswered, or read nothing of what it is sent.
    var patience = Duration.seconds(60)
    /// How long the end of a connection may take, with what is under way.
    var closing = Duration.seconds(5)
    /// Longest message taken, in bytes.
    var messageBytesMost = 4 << 20
    /// Bytes waiting to be sent beyond which nothing more is read.
    var outBytesMost = 1 << 20
}

extension Duration {
    /// Zero when negative.
    fileprivate var nanoseconds: UInt64 {
        UInt64(max(0, components.seconds)) * 1_000_000_000 + UInt64(max(0, components.attoseconds) / 1_000_000_000)
    }
}
