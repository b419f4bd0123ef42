import Logging
import Synchronization
import Values

/// Performs what one destination's `DeliveryMachine` decides: calls the target, records outcomes, loads, sleeps.
///
/// The machine is behind a mutex and is asked from wherever something happens: the writer thread after a commit, a
/// worker after an attempt, a timer. Workers are child tasks that live as long as there is something to send.
final class DestinationRunner: Sendable {
    enum Command: Sendable {
        case perform([DeliveryMachine.Send], [DeliveryMachine.Load])
        case wake(Wake)
        case recordLater([DeliveryTransition])
        /// Counts anew how many bytes the store holds.
        case recount
    }

    /// A timer. The number tells the one that counts from those that it took the place of.
    struct Wake: Sendable {
        var at: Instant
        var number: Int
    }

    /// The longest that a timer waits in one piece: the clock may be set meanwhile, and those that no longer count end soon.
    static let wakeMost = Duration.seconds(60)

    struct State: Sendable {
        var machine: DeliveryMachine
        /// Nil until the store has been asked how much is waiting; until then events are only noted.
        var backlog: Int?
        var early: [(sequence: Int64, bytes: Int)] = []
        /// What was committed up to here was counted by the store, even where the news of it comes later.
        var countedThrough: Int64 = 0
        /// Bytes of payload that the store holds for it; may be off by what is being written while they are counted, until
        /// nothing waits any more.
        var backlogBytes: Int64 = 0
        /// Payload bytes of what has ended and is not recorded yet, by sequence.
        var endingBytes: [Int64: Int] = [:]
        /// Whether appends for it are refused.
        var isFull = false
        /// Whether appends are refused even though other destinations have room for them.
        var isBrimming = false
        var scheduledWake: Wake?
        var wakes = 0
        /// Paused by an operator.
        var isHeld = false
        var isStopping = false
        var delivered = 0
        var failedAttempts = 0
        var recent = RecentOutcomes()
        var lastError: String?
        var lastErrorAt: Instant?
        var lastDeliveredAt: Instant?
        /// Transitions submitted and not answered yet.
        var recording = 0
        var whenIdle: [CheckedContinuation<Void, Never>] = []

        var isIdle: Bool { machine.inFlight == 0 && recording == 0 }
    }

    let destination: String
    let target: any DeliveryTarget
    let log: EventLog
    let time: TimeSource
    let logger: Logger
    let instruments: DeliveryInstruments
    /// Nil where no other node could do this work.
    let lease: HeldLease?
    /// Called when the store refuses what was written under the lease.
    let leaseLost: @Sendable () -> Void
    let state: Mutex<State>
    private let commands: AsyncStream<Command>
    private let send: AsyncStream<Command>.Continuation

    init(
        destination: String, settings: DestinationSettings, target: any DeliveryTarget, log: EventLog,
        time: TimeSource, random: @escaping @Sendable () -> Double, logger: Logger, isHeld: Bool = false,
        lease: HeldLease? = nil,
        leaseLost: @escaping @Sendable () -> Void = {}
    ) {
        self.destination = destination
        self.target = target
        self.log = log
        self.time = time
        self.logger = logger
        self.lease = lease
        self.leaseLost = leaseLost
        instruments = DeliveryInstruments(destination: destination)
        let machine = DeliveryMachine(destination: destination, settings: settings, random: random)
        state = Mutex(State(machine: machine, isHeld: isHeld))
        // Not bounded here: the machine's window bounds what can be asked for at once.
        (commands, send) = AsyncStream.makeStream(of: Command.self)
    }

    /// Runs until `stop`; then returns when every child has ended.
    func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.begin() }
            for await command in commands {
                switch command {
                case .perform(let sends, let loads):
                    for send in sends { group.addTask { await self.work(from: send) } }
                    for load in loads { group.addTask { await self.perform(load) } }
                case .wake(let wake): group.addTask { await self.wake(wake) }
                case .recordLater(let transitions): group.addTask { await self.recordLater(transitions) }
                case .recount: group.addTask { await self.recount() }
                }
            }
            group.cancelAll()
        }
    }

    /// Sends nothing more, and returns when nothing is in flight and every outcome is on disk.
    func drain() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                state.isStopping = true
                state.machine.pause()
                if !state.isIdle { state.whenIdle.append(continuation) }
                return state.isIdle
            }
            if isIdle { continuation.resume() }
        }
    }

    /// Ends `run`; attempts still in flight are cancelled.
    func stop() {
        state.withLock { state in
            state.isStopping = true
            state.machine.pause()
        }
        send.finish()
    }

    /// Asks the store how much is waiting, and starts.
    private func begin() async {
        while !Task.isCancelled {
            if let backlog = try? await log.read({ [destination] in try $0.backlog(destination: destination) }) {
                update { $0.began(backlog, now: time.now(), &$1) }
                if backlog.count > 0 { await recount() }
                return
            }
            try? await time.sleep(DeliveryMachine.loadRetry)
        }
    }

    /// Lets the machine decide, then does what it says. Returns the sends when `keepsSends`, for the caller to perform.
    @discardableResult
    func update(
        keepsFirstSend: Bool = false, _ body: (inout State, inout DeliveryMachine.Actions) -> Void
    ) -> DeliveryMachine.Send? {
        var actions = DeliveryMachine.Actions()
        let (wake, idle) = state.withLock { state -> (Wake?, [CheckedContinuation<Void, Never>]) in
            body(&state, &actions)
            state.recording += actions.records.count
            if state.machine.isEmpty { state.countNone() }
            notePressure(&state)
            return (state.newWake(), state.takeIdleWaiters())
        }
        for waiter in idle { waiter.resume() }
        if let wake { send.yield(.wake(wake)) }
        var first: DeliveryMachine.Send?
        if keepsFirstSend, !actions.sends.isEmpty { first = actions.sends.removeFirst() }
        if !actions.sends.isEmpty || !actions.loads.isEmpty { send.yield(.perform(actions.sends, actions.loads)) }
        if !actions.records.isEmpty { record(actions.records) }
        return first
    }

    /// Lets appends for the destination be refused from now on, or taken again. Under the lock, so that the last word counts.
    private func notePressure(_ state: inout State) {
        // Whoever stopped it has lifted what it said, and nobody would lift it again.
        guard !state.isStopping else { return }
        let settings = state.machine.settings
        func isPast(_ factor: Int) -> Bool {
            (state.backlog ?? 0) / factor >= settings.backlogCount
                || state.backlogBytes / Int64(factor) >= settings.backlogBytes
        }
        let (isFull, isBrimming) = (isPast(1), isPast(BackPressure.spillFactor))
        guard isFull != state.isFull || isBrimming != state.isBrimming else { return }
        let isNews = isFull && !state.isFull
        (state.isFull, state.isBrimming) = (isFull, isBrimming)
        log.pressure.set(destination, isBrimming ? .brimming : isFull ? .full : nil)
        if isNews { logger.warning("backlog full: nothing more is taken", metadata: ["destination": "\(destination)"]) }
    }

    /// Asks the store how many bytes are waiting. What changes meanwhile is counted too.
    func recount() async {
        let before = state.withLock { $0.backlogBytes }
        guard let stored = try? await log.read({ [destination] in try $0.pendingBytes(destination: destination) })
        else { return }
        update { state, _ in state.backlogBytes = max(0, stored + state.backlogBytes - before) }
    }

    func later(_ command: Command) { send.yield(command) }
}

extension DestinationRunner.State {
    /// The machine's next time, if no timer is set for then or before.
    mutating func newWake() -> DestinationRunner.Wake? {
        guard let at = machine.wakeAt, !isStopping else { return nil }
        if let scheduledWake, scheduledWake.at <= at { return nil }
        wakes += 1
        scheduledWake = DestinationRunner.Wake(at: at, number: wakes)
        return scheduledWake
    }

    mutating func takeIdleWaiters() -> [CheckedContinuation<Void, Never>] {
        guard !whenIdle.isEmpty, isIdle else { return [] }
        defer { whenIdle = [] }
        return whenIdle
    }
}
