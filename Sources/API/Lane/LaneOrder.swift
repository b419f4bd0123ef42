/// The order of a connection's answers where some requests are answered by the lane and the others by the routes behind it.
///
/// One side works at a time. While a route has something to answer, all that comes goes to the routes; what comes for the routes
/// while the lane works waits until the lane has answered.
struct LaneOrder<Answer, Part> {
    /// Requests of one connection that the lane works on at most; then nothing more is read. What one read has brought may be more.
    static var windowCount: Int { 128 }

    /// Requests of the lane that are not answered; they have the numbers from `first` on.
    private(set) var underWay = 0
    private var first = 0
    /// Answers to later ones than the first, by number.
    private var early: [Int: Answer] = [:]
    /// For the routes, in its order.
    private var behind: [Part] = []
    /// Requests that the routes have not answered.
    private var routed = 0
    /// For good, as when the connection is about to end.
    private var isClosed = false

    /// Whether the lane may take the next request.
    var isOpen: Bool { !isClosed && routed == 0 && behind.isEmpty }
    /// Whether no more should be read for now.
    var isFull: Bool { underWay >= Self.windowCount || !behind.isEmpty }
    /// Whether the lane has answered everything.
    var isIdle: Bool { underWay == 0 }

    /// The lane takes a request; its number.
    mutating func take() -> Int {
        underWay += 1
        return first + underWay - 1
    }

    /// The answers that may be written, now that there is this one.
    mutating func answer(_ number: Int, _ answer: Answer) -> [Answer] {
        early[number] = answer
        var ready: [Answer] = []
        while let next = early.removeValue(forKey: first) {
            ready.append(next)
            first += 1
            underWay -= 1
        }
        return ready
    }

    /// Something comes for the routes. False when it is kept until `release`.
    mutating func passes(_ part: Part) -> Bool {
        if isIdle, behind.isEmpty { return true }
        behind.append(part)
        return false
    }

    /// What was kept and may go to the routes now.
    mutating func release() -> [Part] {
        guard isIdle, !behind.isEmpty else { return [] }
        defer { behind = [] }
        return behind
    }

    mutating func routeBegan() { routed += 1 }
    mutating func routeAnswered() { routed = max(0, routed - 1) }
    mutating func close() { isClosed = true }
}
