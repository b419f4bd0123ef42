/// A bound on how many do something at once, with a bounded queue before it: one slow system cannot take every thread.
package struct Bulkhead<Waiter: Sendable>: Sendable {
    package enum Entry: Sendable {
        case admitted
        /// It waits; `leave` hands it out when it is its turn.
        case queued
        /// The queue is full too: refuse the work now.
        case refused
    }

    package let concurrency: Int
    package let queueLimit: Int
    package private(set) var running = 0
    private var waiting: [Waiter?] = []
    private var head = 0

    package init(concurrency: Int, queueLimit: Int) {
        precondition(concurrency > 0 && queueLimit >= 0, "a bulkhead lets something through")
        self.concurrency = concurrency
        self.queueLimit = queueLimit
    }

    package var waitingCount: Int { waiting.count - head }

    /// Asks to begin. `waiter` is kept only when the answer is `queued`.
    package mutating func enter(_ waiter: @autoclosure () -> Waiter) -> Entry {
        if running < concurrency {
            running += 1
            return .admitted
        }
        guard waitingCount < queueLimit else { return .refused }
        waiting.append(waiter())
        return .queued
    }

    /// One has finished. Returns the one that begins in its place, first come, first served.
    package mutating func leave() -> Waiter? {
        precondition(running > 0, "only who has entered leaves")
        guard head < waiting.count, let next = waiting[head] else {
            running -= 1
            return nil
        }
        waiting[head] = nil
        head += 1
        if head > 64, head * 2 > waiting.count {
            waiting.removeFirst(head)
            head = 0
        }
        return next
    }
}
