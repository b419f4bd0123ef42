import NIOPosix
import Synchronization
package import Values

/// Takes the messages of a queue, in their order, and settles each as its handler says.
///
/// The handler is given what has come, at most as many as the prefetch lets come, and the next ones only when it has
/// answered. Nothing is settled before that, so whatever happens meanwhile, the queue has it still. A thread of its own talks
/// to the broker (`RabbitMQConsumerSession`) from `start` to `shutdown`; when the connection breaks it is made anew, with
/// waits that grow, and the queue gives again what was not settled.
package final class RabbitMQConsumer: Sendable {
    package typealias Handler = @Sendable ([RabbitMQDelivery]) async -> [RabbitMQSettlement]

    /// How it stands with the broker.
    package enum Standing: Sendable, Hashable {
        case connecting
        case taking
        /// The same, although the broker keeps no order across consumers as it was asked to, and why.
        case takingUnordered(reason: String)
        /// Nothing is taken for now, and why.
        case away(reason: String)
    }

    /// What the handler said of a batch.
    struct Outcome: Sendable {
        /// Tags are the broker's of one connection; this counts connections.
        var connection: Int
        var batch: [(tag: UInt64, settlement: RabbitMQSettlement)]
    }

    private struct State {
        var standing = Standing.connecting
        var handling: Task<Void, Never>?
        var outcome: Outcome?
        var isStopped = false
        var thread: NIOThreadPool?
        var whenEnded: [CheckedContinuation<Void, Never>] = []
        var isRunning = false
    }

    let settings: RabbitMQConsumerSettings
    let dialer: RabbitMQDialer
    let bell = Bell()
    let tally: RabbitMQConsumerTally
    private let handler: Handler
    /// Told of every change of the standing, from the thread.
    private let told: @Sendable (Standing) -> Void
    private let state = Mutex(State())

    /// - Throws: `connectorSettings`, or `addressForbidden` for a host written as a forbidden address.
    package init(
        settings: RabbitMQConsumerSettings, environment: ConnectorEnvironment, tally: RabbitMQConsumerTally,
        told: @escaping @Sendable (Standing) -> Void = { _ in }, handler: @escaping Handler
    ) throws(JunctionError) {
        guard RabbitMQConsumerSettings.prefetchRange.contains(settings.limits.prefetch) else {
            let range = RabbitMQConsumerSettings.prefetchRange
            throw JunctionError(
                .connectorSettings, "'prefetch' must be from \(range.lowerBound) to \(range.upperBound)",
                place: Place(path: "prefetch"))
        }
        try RabbitMQDialer.check([("queue", settings.queue)])
        dialer = try RabbitMQDialer(settings.broker, environment)
        self.settings = settings
        self.tally = tally
        self.told = told
        self.handler = handler
    }

    package var standing: Standing { state.withLock { $0.standing } }

    package func start() {
        let thread = NIOThreadPool(numberOfThreads: 1)
        let isNew = state.withLock { state in
            guard !state.isRunning, !state.isStopped else { return false }
            state.isRunning = true
            state.thread = thread
            return true
        }
        guard isNew else { return }
        thread.start()
        thread.submit { [self] _ in
            RabbitMQConsumerSession(self).run()
            ended()
        }
    }

    /// Takes nothing more. What the handler has is settled when it answers within the grace period; the handler's task is
    /// cancelled then. The queue keeps the rest.
    package func shutdown(grace: Duration = .seconds(5)) async {
        let time = dialer.environment.time
        let patience = Task { [self] in
            try? await time.sleep(grace)
            state.withLock { $0.handling }?.cancel()
        }
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                state.isStopped = true
                if state.isRunning { state.whenEnded.append(continuation) }
                return !state.isRunning
            }
            if isOver { continuation.resume() } else { bell.ring() }
        }
        patience.cancel()
        let thread = state.withLock { state in
            defer { state.thread = nil }
            return state.thread
        }
        try? await thread?.shutdownGracefully()
    }
}

// MARK: - The thread's side

extension RabbitMQConsumer {
    var isStopped: Bool { state.withLock { $0.isStopped } }

    func note(_ standing: Standing) {
        let isNew = state.withLock { state in
            defer { state.standing = standing }
            return state.standing != standing
        }
        if isNew { told(standing) }
    }

    /// Gives a batch to the handler; its outcome rings the bell.
    func handle(_ batch: [RabbitMQDelivery], connection: Int) {
        let task = Task { [self] in
            let settlements = await handler(batch)
            let outcome = Outcome(
                connection: connection, batch: zip(batch, settlements).map { ($0.tag, $1) })
            state.withLock { state in
                state.outcome = outcome
                state.handling = nil
            }
            bell.ring()
        }
        state.withLock { state in
            // The handler may have been quicker.
            if state.outcome == nil { state.handling = task }
        }
    }

    func takeOutcome() -> Outcome? {
        state.withLock { state in
            defer { state.outcome = nil }
            return state.outcome
        }
    }

    private func ended() {
        let waiting = state.withLock { state in
            state.isRunning = false
            defer { state.whenEnded = [] }
            return state.whenEnded
        }
        for one in waiting { one.resume() }
    }
}
