package import Resilience

/// How a destination is treated.
package struct DestinationSettings: Sendable, Hashable {
    /// Most attempts in flight at once.
    package var concurrency = 16
    /// Whether events with the same key go one after the other.
    package var isOrderedPerKey = true
    package var retry = RetryPolicy()
    package var breaker = CircuitBreaker.Settings()
    /// Most events of this destination in memory; the others stay in the store until there is room.
    package var windowCount = 1024
    /// Most bytes of payload of this destination in memory (a single larger event is let in alone).
    package var windowBytes = 16 << 20
    /// Most events of one key in memory, so that one key cannot fill the window.
    package var windowCountPerKey = 64

    /// Most events of this destination waiting in the store; beyond it, appends that name it throw `backlogFull`, so that
    /// their senders wait and not the disk fills. It may be passed by what is being written at that moment. Without a
    /// bound unless one is set: who listens of his own accord holds no sender up.
    package var backlogCount = Int.max
    /// Most bytes of payload waiting in the store; likewise.
    package var backlogBytes = Int64.max

    package init() {}
}
