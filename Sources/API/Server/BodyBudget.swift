import Synchronization

/// How many bytes of bodies may be held at once, over all connections.
final class BodyBudget: Sendable {
    private let left: Atomic<Int>

    init(_ most: Int) { left = Atomic(most) }

    /// False when there is no room for so many.
    func take(_ count: Int) -> Bool {
        if left.subtract(count, ordering: .relaxed).newValue >= 0 { return true }
        left.add(count, ordering: .relaxed)
        return false
    }

    func giveBack(_ count: Int) { left.add(count, ordering: .relaxed) }
}
