import Synchronization

/// Work that waits until something has been read anew: all of it after the other, in its order. Holds what connections may have
/// under way (`PublishSession`).
final class WaitingWork<Failure: Error>: Sendable {
    typealias Work = @Sendable (Failure?) -> Void

    /// Nil while there is nothing to wait for.
    private let waiting = Mutex<[Work]?>(nil)

    /// Whether there is something to wait for.
    var isBusy: Bool { waiting.withLock { $0 != nil } }

    /// Does the work once what is to be read has been, and all that was given before is done; it is told what went wrong.
    func add(after read: @escaping @Sendable () async throws(Failure) -> Void, _ work: @escaping Work) {
        let isFirst = waiting.withLock { waiting in
            let isFirst = waiting == nil
            if isFirst { waiting = [work] } else { waiting?.append(work) }
            return isFirst
        }
        guard isFirst else { return }
        Task {
            var failure: Failure?
            do throws(Failure) { try await read() } catch { failure = error }
            while let some = take() { for work in some { work(failure) } }
        }
    }

    private func take() -> [Work]? {
        waiting.withLock { waiting in
            let some = waiting?.isEmpty == false ? waiting : nil
            waiting = some == nil ? nil : []
            return some
        }
    }
}
