import Synchronization

/// What other nodes have done to documents.
package enum DocumentNews: Sendable, Hashable {
    /// It stands at that version now; 0: it was removed.
    case changed(kind: String, id: String, version: Int64)
    /// Anything may have changed: all are to be read.
    case missed
}

extension DeliveryEngine {
    /// Has one of the nodes that share the store do this work at a time. Called again with the same name, it is the same duty.
    package func duty(_ name: String) -> Duty {
        let keeper = keeper.withLock { $0 }
        let duty = state.withLock { state in
            let new = Duty(name, time: time, isAlone: keeper == nil)
            let duty = state.duties[new.work] ?? new
            state.duties[new.work] = duty
            return duty
        }
        keeper?.serve(duty.work)
        return duty
    }

    /// There is nothing more to do of it: its lease is given up, once the piece under way has ended.
    package func end(_ duty: Duty) {
        state.withLock { $0.duties[duty.work] = nil }
        keeper.withLock { $0 }?.retire(duty.work)
    }

    /// Whether other nodes may work on the same store.
    package var isShared: Bool { keeper.withLock { $0 != nil } }

    func knownDuty(_ work: String) -> Duty? { state.withLock { $0.duties[work] } }

    /// Has `told` called, on a thread of the store's own, when other nodes have changed documents of these kinds; never where
    /// the store is not shared.
    package func followDocuments(_ kinds: Set<String>, _ told: @escaping @Sendable (DocumentNews) -> Void) {
        state.withLock { $0.documentsTold = told }
        log.shared?.announce(documents: kinds)
    }

    func tellOfDocuments(_ news: DocumentNews) { state.withLock { $0.documentsTold }?(news) }

    /// The node that serves a destination, as last heard, when it is another one.
    package func otherNode(serving destination: String) -> String? {
        keeper.withLock { $0 }?.otherHolder(of: destination)
    }
}
