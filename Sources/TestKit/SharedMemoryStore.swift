package import Events
import Synchronization

/// One node's way to a store in memory that several share: each has one of its own on the same `Medium`.
/// The mutex guards what it has beside its parent.
package final class SharedMemoryStore: InMemoryEventStore, SharedStore, @unchecked Sendable {
    private struct State {
        var told: (@Sendable (PendingNews) -> Void)?
        var announced: Set<String> = []
    }

    private let leases: @Sendable (WorkLeaseRequest) -> WorkLeaseAnswer
    private let state = Mutex(State())

    /// `leases` answers requests for leases, by the store's own clock: `InMemoryEventStore.renewLeases`.
    package init(
        _ medium: Medium, leases: @escaping @Sendable (WorkLeaseRequest) -> WorkLeaseAnswer,
        insteadOfCommit: (@Sendable ([StoreOperation]) throws -> [StoreResult])? = nil
    ) {
        self.leases = leases
        super.init(medium, insteadOfCommit: insteadOfCommit)
    }

    package func renewLeases(_ request: WorkLeaseRequest) throws -> WorkLeaseAnswer { leases(request) }

    package func follow(_ told: @escaping @Sendable (PendingNews) -> Void) { state.withLock { $0.told = told } }

    package func announce(documents kinds: Set<String>) { state.withLock { $0.announced.formUnion(kinds) } }

    package func isAnnounced(_ kind: String) -> Bool { state.withLock { $0.announced.contains(kind) } }

    /// Tells this node what others have done.
    package func tell(_ news: PendingNews) { state.withLock { $0.told }?(news) }
}
