package import Events
import Synchronization

/// A destination that answers as it is told, and keeps what it was given.
package final class ScriptedTarget: DeliveryTarget {
    package typealias Script = @Sendable (DeliveryAttempt) async -> DeliveryOutcome

    private let attempts = Mutex<[DeliveryAttempt]>([])
    private let script: Script

    /// Without a script everything is delivered.
    package init(_ script: @escaping Script = { _ in .delivered() }) { self.script = script }

    package func deliver(_ attempt: DeliveryAttempt) async -> DeliveryOutcome {
        attempts.withLock { $0.append(attempt) }
        return await script(attempt)
    }

    /// Everything that was tried, in the order in which it began.
    package var all: [DeliveryAttempt] { attempts.withLock { $0 } }
    package var count: Int { attempts.withLock { $0.count } }
    package var ids: [String] { all.map(\.stored.event.id) }
}
