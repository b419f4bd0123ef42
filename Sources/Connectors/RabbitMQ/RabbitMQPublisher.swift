import Glibc
import NIOPosix
import Synchronization
package import Values

/// Publishes messages over one connection that it keeps while it is used, many at a time; each call ends when the broker
/// has confirmed its message.
///
/// A call throws nothing; whatever happens is an outcome. A thread of its own talks to the broker, since that blocks
/// (`RabbitMQSession`); it begins with the first message and ends with `shutdown`. What is in flight when the connection
/// breaks ends with a retry: the broker may have it already, and consumers know it by its message id.
package final class RabbitMQPublisher: Sendable {
    struct Order: Sendable {
        var token: UInt64
        var message: RabbitMQMessage
    }

    private struct State {
        var orders: [Order] = []
        var callers: [UInt64: CheckedContinuation<CallVerdict, Never>] = [:]
        var lastToken: UInt64 = 0
        /// When the broker last answered, or the first of those in flight was sent.
        var progressAt = Instant.epoch
        /// The thread waits for something to do.
        var isParked = false
        var isStopped = false
        var isRunning = false
        /// Of the connection, while there is one; not closed while this names it.
        var socket: Int32?
        var watch: Task<Void, Never>?
        var thread: NIOThreadPool?
        var whenEnded: [CheckedContinuation<Void, Never>] = []
    }

    let settings: RabbitMQSettings
    let dialer: RabbitMQDialer
    private let metrics: ConnectorMetrics
    private let state = Mutex(State())
    /// Wakes the thread from its wait for the broker.
    let bell = Bell()

    private var time: TimeSource { dialer.environment.time }

    /// - Throws: `connectorSettings`, or `addressForbidden` for a host written as a forbidden address.
    package init(settings: RabbitMQSettings, environment: ConnectorEnvironment) throws(JunctionError) {
        try RabbitMQDialer.check([("exchange", settings.exchange), ("routingKey", settings.routingKey)])
        dialer = try RabbitMQDialer(settings.broker, environment)
        self.settings = settings
        metrics = ConnectorMetrics(system: settings.broker.system)
    }

    /// Connects, logs in, and does nothing there.
    package func reach() async -> CallVerdict {
        do {
            try await NIOThreadPool.singleton.runIfActive { [dialer] in try dialer.connect().close() }
            return .success
        } catch {
            return .retry(reason: (error as? RabbitMQFailure)?.reason ?? "the server is stopping", after: nil)
        }
    }

    /// Publishes one message, and waits until the broker has it on disk (persistent messages in durable queues).
    package func publish(_ message: RabbitMQMessage) async -> CallVerdict {
        if let problem = message.problem { return .refused(reason: problem) }
        guard message.body.count <= settings.limits.messageBytes else {
            return .refused(reason: "the message is longer than 'messageBytes' (\(settings.limits.messageBytes))")
        }
        let begin = time.now()
        metrics.began()
        let verdict = await send(message, begin)
        metrics.ended(verdict, after: time.now() - begin)
        return verdict
    }

    private func send(_ message: RabbitMQMessage, _ now: Instant) async -> CallVerdict {
        let token = state.withLock { state in
            state.lastToken += 1
            return state.lastToken
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { caller in
                let (refusal, mustRing) = take(Order(token: token, message: message), caller, now)
                if let refusal { caller.resume(returning: refusal) }
                if mustRing { bell.ring() }
            }
        } onCancel: {
            answer([(token, Self.stopping)])
        }
    }

    private static let stopping = CallVerdict.retry(reason: "the server is stopping", after: nil)

    private func take(
        _ order: Order, _ caller: CheckedContinuation<CallVerdict, Never>, _ now: Instant
    ) -> (refusal: CallVerdict?, mustRing: Bool) {
        state.withLock { state in
            guard !state.isStopped, !Task.isCancelled else { return (Self.stopping, false) }
            guard state.callers.count < settings.limits.inFlight else {
                let most = settings.limits.inFlight
                return (.retry(reason: "\(most) messages wait for the broker already", after: nil), false)
            }
            if state.callers.isEmpty { state.progressAt = now }
            state.callers[order.token] = caller
            state.orders.append(order)
            if !state.isRunning { start(&state) }
            defer { state.isParked = false }
            return (nil, state.isParked)
        }
    }

    /// Ends the connection; calls under way end with a retry. Returns when the thread has ended.
    package func shutdown() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                state.isStopped = true
                state.watch?.cancel()
                if state.isRunning { state.whenEnded.append(continuation) }
                return !state.isRunning
            }
            if isOver { continuation.resume() } else { bell.ring() }
        }
        let thread = state.withLock { state in
            defer { state.thread = nil }
            return state.thread
        }
        try? await thread?.shutdownGracefully()
    }
}

// MARK: - The thread's side

extension RabbitMQPublisher {
    private func start(_ state: inout State) {
        state.isRunning = true
        let thread = NIOThreadPool(numberOfThreads: 1)
        thread.start()
        thread.submit { [self] _ in
            RabbitMQSession(self).run()
            ended()
        }
        state.thread = thread
        state.watch = Task { [weak self, time, limit = settings.limits.confirmTimeout] in
            while !Task.isCancelled {
                try? await time.sleep(limit / 4)
                self?.breakStuckConnection()
            }
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

    /// A broker that confirms nothing, or reads nothing while the thread is in the middle of sending, would be waited for
    /// without end. The thread finds its connection broken.
    private func breakStuckConnection() {
        let now = time.now()
        state.withLock { state in
            guard let socket = state.socket, !state.callers.isEmpty else { return }
            if now - state.progressAt > settings.limits.confirmTimeout {
                _ = Glibc.shutdown(socket, Int32(SHUT_RDWR))
            }
        }
    }

    /// What is to be sent; nil when the publisher has been stopped. Empty, and parked, when `parks` and there is nothing.
    func takeOrders(parks: Bool) -> [Order]? {
        state.withLock { state in
            if state.isStopped { return nil }
            state.isParked = parks && state.orders.isEmpty
            defer { state.orders = [] }
            return state.orders
        }
    }

    /// Notes the connection's socket for the watch; nil before it is closed.
    func note(socket: Int32?) {
        let now = time.now()
        state.withLock { state in
            state.socket = socket
            state.progressAt = now
        }
    }

    /// Ends calls. One that has ended already, since its task was cancelled, is passed over.
    func answer(_ answers: [(token: UInt64, verdict: CallVerdict)]) {
        guard !answers.isEmpty else { return }
        let now = time.now()
        let callers = state.withLock { state in
            state.progressAt = now
            return answers.map { state.callers.removeValue(forKey: $0.token) }
        }
        for (caller, answer) in zip(callers, answers) { caller?.resume(returning: answer.verdict) }
    }

    /// Ends every call that is left.
    func answerAll() {
        let callers = state.withLock { state in
            defer { state.callers = [:] }
            state.orders = []
            return state.callers
        }
        for caller in callers.values { caller.resume(returning: Self.stopping) }
    }
}
