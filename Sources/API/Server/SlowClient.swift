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
    /// Requests that have begun and that have come whole, answers that have begun and that have ended. A client may send ahead,
    /// and an answer may come before the end of its request.
    private var heads = 0
    private var requests = 0
    private var begun = 0
    private var ended = 0

    enum Verdict: Equatable {
        case fine
        /// It must go: its connection is closed.
        case close
        /// Its body is too slow, and nobody has answered yet: it is told so, and the connection is closed.
        case tooSlow
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
        heads += 1
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
        requests += 1
        if begun < requests, requests == ended + 1 { workSince = now }
    }

    /// From its head on, an answer takes as long as it takes: it may be a stream.
    mutating func answerBegan() {
        begun += 1
        workSince = nil
        // What still comes is read for as much as of any other request, so that the client gets to see the answer.
        isStreamed = false
    }

    mutating func answerEnded(at now: UInt64) {
        ended += 1
        workSince = requests > ended ? now : nil
    }

    mutating func canWrite(_ can: Bool, at now: UInt64) { unreadSince = can ? nil : unreadSince ?? now }

    /// Whether a request has begun that has not come whole.
    var isReceiving: Bool { heads > requests }

    /// Whether what is being received can be answered here: all before it is answered, and it is not.
    var awaitsAnswer: Bool {
        let before = isReceiving ? heads - 1 : heads
        return begun == before && ended == before
    }

    /// Whether there is anything to watch.
    var isBusy: Bool { bodySince != nil || unreadSince != nil || workSince != nil }

    /// To be asked now and then.
    func verdict(at now: UInt64) -> Verdict {
        if let bodySince {
            let allowed = bodyNanoseconds + UInt64(bodyBytes) * 1_000_000_000 / bytesPerSecondLeast
            if now >= bodySince + allowed { return awaitsAnswer ? .tooSlow : .close }
        }
        if let unreadSince, now >= unreadSince + writeNanoseconds { return .close }
        if let workSince, now >= workSince + workNanoseconds { return .giveUp }
        return .fine
    }
}
