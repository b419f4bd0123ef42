import Dispatch
import Resilience
import Synchronization
import Values

/// Runs the store's blocking reads off the cooperative threads, a few at once.
final class ReadQueue: ReadQueueing {
    private typealias Job = @Sendable () -> Void

    private let bulkhead: Mutex<Bulkhead<Job>>
    private let threads = DispatchQueue(label: "junction-read", attributes: .concurrent)
    private let queueLimit: Int

    init(concurrency: Int, queueLimit: Int) {
        self.queueLimit = queueLimit
        bulkhead = Mutex(Bulkhead(concurrency: concurrency, queueLimit: queueLimit))
    }

    /// Throws `storeUnavailable` when `queueLimit` reads wait already.
    func run<Answer: Sendable>(_ read: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            let job: Job = { continuation.resume(with: Result { try read() }) }
            switch bulkhead.withLock({ $0.enter(job) }) {
            case .admitted: threads.async { [self] in work(from: job) }
            case .queued: break
            case .refused:
                let error = JunctionError(.storeUnavailable, "\(queueLimit) reads are waiting already")
                continuation.resume(throwing: error)
            }
        }
    }

    private func work(from first: @escaping Job) {
        var next: Job? = first
        while let job = next {
            job()
            next = bulkhead.withLock { $0.leave() }
        }
    }
}
