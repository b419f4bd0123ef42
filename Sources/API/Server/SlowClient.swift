/// Decides when a client has taken too long to send a body or to read an answer, when it sends on after the answer, and when
/// the work on a request has taken too long. Pure: the handler that owns it tells it what happens and when (in nanoseconds of a steady clock), and asks.
struct SlowClient {
    private let bodyNanoseconds: UInt64
    private let bytesPerSecondLeast: UInt64
    private let bytesMost: Int
    private let writeNanoseconds: UInt64
    private let workNanoseconds: UInt64

    /// When the body now being received began; nil between requests.
    private var bodySince: UInt64?
    private var bodyBytes = 0
    private var isStreamed = false
    /// Since when the client has not read; nil while it does.
    private var unreadSince: UInt64?
    /// When the work began on a request that has come whole and has no answer yet.
    private var workSince: UInt64?
    /// Requests that have come whole and are not answered to the end; more than one when the client sends ahead.
    private var unanswered = 0

    enum Verdict: Equatable {
        case fine
        /// It must go: its connection is closed.
        case close
        /// Nobody has answered the request: the client is told so, and the connection is closed.
        case giveUp
    }

    init(_ settings: APISettings) {
        bodyNanoseconds = UInt64(max(0, settings.bodyTimeLimit.components.seconds)) * 1_000_000_000
        bytesPerSecondLeast = UInt64(max(1, settings.bodyBytesPerSecondLeast))
        // A body that is too large is read on for as much again, so that the client gets to see the answer.
        bytesMost = settings.bodyBytesMost * 2 + (1 << 20)
        writeNanoseconds = UInt64(max(0, settings.writeTimeLimit.components.seconds)) * 1_000_000_000
        workNanoseconds = UInt64(max(0, settings.requestTimeLimit.components.seconds)) * 1_000_000_000
    }

    /// A body that is worked on as it comes has no limit but on its pauses.
    mutating func headCame(at now: UInt64, isStreamed: Bool = false) {
        bodySince = now
        bodyBytes = 0
        self.isStreamed = isStreamed
    }

    mutating func bodyCame(_ count: Int, at now: UInt64) -> Verdict {
        if isStreamed {
            bodySince = now
            return .fine
        }
        bodyBytes += count
        return bodyBytes > bytesMost ? .close : .fine
    }

    mutating func requestEnded(at now: UInt64) {
        bodySince = nil
        unanswered += 1
        if unanswered == 1 { workSince = now }
    }

    /// From its head on, an answer takes as long as it takes: it may be a stream.
    mutating func answerBegan() {
        workSince = nil
        // What still comes is read for as much as of any other request, so that the client gets to see the answer.
        isStreamed = false
    }

    mutating func answerEnded(at now: UInt64) {
        unanswered = max(0, unanswered - 1)
        workSince = unanswered > 0 ? now : nil
    }

    mutating func canWrite(_ can: Bool, at now: UInt64) { unreadSince = can ? nil : unreadSince ?? now }

    /// Whether there is anything to watch.
    var isBusy: Bool { bodySince != nil || unreadSince != nil || workSince != nil }

    /// To be asked now and then.
    func verdict(at now: UInt64) -> Verdict {
        if let bodySince {
            let allowed = bodyNanoseconds + UInt64(bodyBytes) * 1_000_000_000 / bytesPerSecondLeast
            if now >= bodySince + allowed { return .close }
        }
        if let unreadSince, now >= unreadSince + writeNanoseconds { return .close }
        if let workSince, now >= workSince + workNanoseconds { return .giveUp }
        return .fine
    }
}
