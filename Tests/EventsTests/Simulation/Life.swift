import Values

/// A process as long as it lives. What it was about to do is not done after its end, and waits while it is frozen.
// The simulation has one thread.
final class Life: @unchecked Sendable {
    private(set) var isOver = false
    var frozenUntil = Instant.epoch
    private unowned let agenda: Agenda
    /// What tasks of it wait for, by number; each is ended once.
    private var waits: [Int: (any Error) -> Void] = [:]
    private var lastWait = 0
    private var whenOver: [() -> Void] = []

    init(_ agenda: Agenda) { self.agenda = agenda }

    func isFrozen(at now: Instant) -> Bool { !isOver && now < frozenUntil }

    /// Called at its end.
    func atEnd(_ body: @escaping () -> Void) { whenOver.append(body) }

    func end() {
        guard !isOver else { return }
        isOver = true
        agenda.release(self)
        agenda.inLife(self) {
            for body in whenOver { body() }
            for (_, fail) in waits.sorted(by: { $0.key < $1.key }) { fail(CancellationError()) }
        }
        whenOver = []
        waits = [:]
    }

    /// Returns when `begin` has its argument called, and throws when that comes with an error, when the task is cancelled or when
    /// the process ends.
    func wait<Answer: Sendable>(
        _ begin: @escaping (@escaping (Result<Answer, any Error>) -> Void) -> Void
    ) async throws -> Answer {
        // Whoever tries again for ever lets others have their turn.
        if isOver { await Task.yield() }
        lastWait += 1
        let number = lastWait
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Answer, any Error>) in
                guard !isOver, !Task.isCancelled else { return continuation.resume(throwing: CancellationError()) }
                waits[number] = { continuation.resume(throwing: $0) }
                begin { [self] result in
                    if waits.removeValue(forKey: number) != nil { continuation.resume(with: result) }
                }
            }
        } onCancel: {
            waits.removeValue(forKey: number)?(CancellationError())
        }
    }

    var time: TimeSource {
        TimeSource(
            now: { [agenda] in agenda.now },
            sleep: { [self] span in
                try await wait { done in
                    self.agenda.after(max(span, .zero), for: self) { done(.success(())) }
                }
            })
    }
}
