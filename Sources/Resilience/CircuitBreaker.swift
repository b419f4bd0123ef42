package import Values

/// Stops calls to a system that keeps failing, and feels its way back.
///
/// Closed, it watches the last calls; when enough of them failed it opens, and nobody calls for a while. Then it is half
/// open: a few calls go through as probes, and their results close it again or open it for twice as long.
package struct CircuitBreaker: Sendable, Hashable {
    package enum State: String, Sendable, CaseIterable { case closed, halfOpen, open }

    package struct Settings: Sendable, Hashable {
        /// How many of the last calls are looked at; 1…64.
        package var window = 20
        /// Fewer calls than this open nothing.
        package var minimumCalls = 5
        /// The part of the calls looked at that must have failed; 0…1.
        package var failureRate = 0.5
        /// How long it stays open at first, and at most after failed probes, each of which doubles it.
        package var firstPause: Duration = .seconds(5)
        package var longestPause: Duration = .seconds(60)
        /// How many calls may be probing at once, and how many must succeed in a row to close it.
        package var probes = 1

        package init() {}
    }

    /// Leave for one call. Its result counts only if the breaker has not changed its state in between.
    package struct Permit: Sendable, Hashable {
        fileprivate var generation: Int
    }

    package let settings: Settings
    package private(set) var state = State.closed
    /// When it was opened last, until when it stays so. Of meaning only while open.
    package private(set) var openUntil = Instant.epoch
    private var generation = 0
    /// The last results, newest in the lowest bit; 1 is a failure.
    private var results: UInt64 = 0
    private var resultCount = 0
    private var probing = 0
    private var probesSucceeded = 0
    private var pause: Duration

    package init(_ settings: Settings = Settings()) {
        self.settings = settings
        pause = settings.firstPause
    }

    /// When calls become possible again; nil when they are now, or depend on a probe's result.
    package var wakeAt: Instant? { state == .open ? openUntil : nil }

    /// Asks leave for a call; nil when it must not be made now.
    package mutating func acquire(now: Instant) -> Permit? {
        if state == .open, now >= openUntil { enter(.halfOpen) }
        switch state {
        case .closed: return Permit(generation: generation)
        case .open: return nil
        case .halfOpen:
            guard probing < max(1, settings.probes) else { return nil }
            probing += 1
            return Permit(generation: generation)
        }
    }

    package mutating func succeeded(_ permit: Permit) {
        guard permit.generation == generation else { return }
        switch state {
        case .closed: note(failure: false)
        case .halfOpen:
            probing -= 1
            probesSucceeded += 1
            guard probesSucceeded >= settings.probes else { return }
            pause = settings.firstPause
            enter(.closed)
        case .open: break
        }
    }

    /// `retryAfter`: the receiver asked to be left alone that long; an opened breaker stays open at least so long.
    package mutating func failed(_ permit: Permit, now: Instant, retryAfter: Duration? = nil) {
        guard permit.generation == generation else { return }
        switch state {
        case .closed:
            note(failure: true)
            guard isOverLimit else { return }
            open(now: now, retryAfter: retryAfter)
        case .halfOpen:
            pause = min(pause * 2, settings.longestPause)
            open(now: now, retryAfter: retryAfter)
        case .open: break
        }
    }

    /// Somebody says that the system is well again: if it is open, a probe may go at once.
    package mutating func probeNow() {
        guard state == .open else { return }
        pause = settings.firstPause
        enter(.halfOpen)
    }

    /// The clock was set back by so much; it stays open for as long as was left.
    package mutating func setBack(by span: Duration) { openUntil = openUntil - span }

    /// The call was not made, or says nothing about the system.
    package mutating func returned(_ permit: Permit) {
        guard permit.generation == generation, state == .halfOpen else { return }
        probing -= 1
    }

    private var isOverLimit: Bool {
        guard resultCount >= max(1, min(settings.minimumCalls, windowSize)) else { return false }
        return Double(results.nonzeroBitCount) >= settings.failureRate * Double(resultCount)
    }

    private var windowSize: Int { min(max(settings.window, 1), 64) }

    private mutating func note(failure: Bool) {
        let mask = windowSize == 64 ? UInt64.max : (1 << UInt64(windowSize)) - 1
        results = (results << 1 | (failure ? 1 : 0)) & mask
        resultCount = min(resultCount + 1, windowSize)
    }

    private mutating func open(now: Instant, retryAfter: Duration?) {
        openUntil = now + max(pause, min(retryAfter ?? .zero, settings.longestPause))
        enter(.open)
    }

    private mutating func enter(_ next: State) {
        state = next
        generation += 1
        results = 0
        resultCount = 0
        probing = 0
        probesSucceeded = 0
    }
}
