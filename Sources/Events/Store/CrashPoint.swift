#if DEBUG
    import Glibc
    import Synchronization
#endif

/// The moments between which something is on disk, or known outside, that was not before. A debug build can be told to die
/// at one of them as by SIGKILL; a release build has no trace of it. `scripts/crash-test` goes through all of them.
package enum CrashPoint: String, CaseIterable, Sendable {
    /// A batch is about to be written.
    case beforeCommit
    /// It is written, and the transaction is open.
    case inTransaction
    /// It is on disk, and nobody has been told.
    case afterCommit
    /// The delivery engine has been told, the callers have not.
    case afterHandover
    /// The callers have been told too.
    case afterAnswers
    /// A delivery is about to be made.
    case beforeAttempt
    /// The receiver has it, and that is written nowhere.
    case afterAttempt
    /// The outcomes of deliveries are on disk, and the engine has not been told.
    case afterRecord
    /// The write-ahead log is about to be copied into the file, beside the appends. Of a store in one file only.
    case beforeCheckpoint
    /// It has been copied, and begins anew with the next commit.
    case afterCheckpoint
    /// What a request with an `Idempotency-Key` asked for is done, and its answer is kept nowhere.
    case beforeAnswerKept

    #if DEBUG
        private struct Armed: Sendable {
            var point: CrashPoint
            var times: Int
            /// Nil: whatever is written.
            var kind: String?
        }

        private static let isArmed = Atomic(false)
        private static let armed = Mutex<Armed?>(nil)

        /// - Parameter text: `NAME:N`, to die when the point is reached for the Nth time, or `NAME:N:KIND`, with a document of that
        ///   kind in what is written; nil changes nothing.
        package static func arm(_ text: String?) {
            guard let parts = text?.split(separator: ":", maxSplits: 2), parts.count >= 2, let times = Int(parts[1]),
                let point = CrashPoint(rawValue: String(parts[0]))
            else { return }
            armed.withLock { $0 = Armed(point: point, times: times, kind: parts.count > 2 ? String(parts[2]) : nil) }
            isArmed.store(true, ordering: .releasing)
        }

        /// - Parameter operations: what is written there.
        package func reach(_ operations: @autoclosure () -> [StoreOperation] = []) {
            guard Self.isArmed.load(ordering: .acquiring) else { return }
            let operations = operations()
            let isOver = Self.armed.withLock { armed -> Bool in
                guard armed?.point == self else { return false }
                if let kind = armed?.kind, !operations.contains(where: { $0.changesDocument(of: kind) }) {
                    return false
                }
                armed?.times -= 1
                return armed?.times == 0
            }
            if isOver { kill(getpid(), SIGKILL) }
        }
    #else
        @inlinable package func reach(_ operations: @autoclosure () -> [StoreOperation] = []) {}
    #endif
}

extension StoreOperation {
    fileprivate func changesDocument(of wanted: String) -> Bool {
        switch self {
        case .putDocument(let kind, _, _, _), .removeDocument(let kind, _, _): kind == wanted
        case .together(let operations): operations.contains { $0.changesDocument(of: wanted) }
        default: false
        }
    }
}
