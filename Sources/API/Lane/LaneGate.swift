import NIOCore

/// Who works on a connection's requests, where some are served by the lane and the others by the routes behind it: one request
/// at a time is the lane's, and what comes meanwhile waits, so that requests are worked on and answered in their order
/// (RFC 9112, section 9.3.2).
struct LaneGate<Arrival> {
    /// Whether the lane has a request that it has not answered.
    private(set) var isWorking = false
    /// Requests that the routes have not answered.
    private var routed = 0
    /// For good, as when the connection is about to end.
    private var isClosed = false
    private var waiting = CircularBuffer<Arrival>()

    /// Whether the lane may have the next request. Behind one of the routes' all go to the routes.
    var isOpen: Bool { !isClosed && !isWorking && routed == 0 }
    /// Whether more may be read: what waits is bounded by what one read brings.
    var mayRead: Bool { waiting.isEmpty }

    /// Whether an arrival waits for its turn (`next`).
    mutating func keeps(_ arrival: Arrival) -> Bool {
        guard isWorking || !waiting.isEmpty else { return false }
        waiting.append(arrival)
        return true
    }

    /// What has its turn now, of what has waited.
    mutating func next() -> Arrival? { isWorking ? nil : waiting.popFirst() }

    mutating func laneBegan() { isWorking = true }
    mutating func laneAnswered() { isWorking = false }
    mutating func routeBegan() { routed += 1 }
    mutating func routeAnswered() { routed = max(0, routed - 1) }
    mutating func close() { isClosed = true }
}
