import TestKit
import Values

@testable import Events

/// A receiver outside, reached over a network.
final class SimulatedReceiver {
    enum Mode: CaseIterable, Hashable {
        /// Does not take it, and says so.
        case failing
        /// Takes it, and the answer is lost.
        case deaf
        /// Will never take it.
        case rejecting
        case slow
        /// The network brings each request twice.
        case twice
        /// Asks to be left alone for a while.
        case postponing
    }

    private static let patience = Duration.seconds(10)
    let name: String
    private let world: SimulatedWorld
    private var mode: Mode?
    private var modeUntil = Instant.epoch

    init(_ name: String, _ world: SimulatedWorld) {
        self.name = name
        self.world = world
    }

    func behave(_ mode: Mode, for span: Duration) {
        self.mode = mode
        modeUntil = world.now + span
    }

    func recover() { modeUntil = .epoch }

    private var present: Mode? { world.now < modeUntil ? mode : nil }

    /// One request; `answer` is called once, in the sender's life.
    func receive(_ attempt: DeliveryAttempt, from node: SimulatedNode, answer: @escaping (DeliveryOutcome) -> Void) {
        func reply(after span: Duration, _ outcome: DeliveryOutcome) {
            world.agenda.after(span, for: node.life) { answer(outcome) }
        }
        if present == .postponing {
            return reply(after: .zero, .postponed(reason: "too fast", after: .milliseconds(700)))
        }
        guard !world.isCutFromReceivers(node) else {
            return reply(
                after: Self.patience, world.bug == .believesSilence ? .delivered() : .retry(reason: "no answer"))
        }
        let way = present == .slow ? world.span(500, 12_000) : world.span(0, name == "slow" ? 400 : 5)
        let isLate = way >= Self.patience
        let silence = world.bug == .believesSilence ? DeliveryOutcome.delivered() : .retry(reason: "no answer")
        if isLate { reply(after: Self.patience, silence) }
        // Once sent, it arrives whatever becomes of the sender.
        world.agenda.after(way) { [self] in
            let mode = present
            let back = world.span(0, 5)
            switch mode {
            case .failing: if !isLate { reply(after: back, .retry(reason: "HTTP 503")) }
            case .rejecting: if !isLate { reply(after: back, .rejected(reason: "HTTP 422")) }
            default:
                take(attempt, node)
                if mode == .twice { world.agenda.after(world.span(0, 3000)) { self.take(attempt, node) } }
                if isLate { return }
                if mode == .deaf {
                    reply(after: Self.patience, .retry(reason: "no answer"))
                } else {
                    reply(after: back, .delivered())
                }
            }
        }
    }

    private func take(_ attempt: DeliveryAttempt, _ node: SimulatedNode) {
        world.note("\(name) takes \(attempt.stored.sequence) from \(node.name) for \(attempt.destination)")
        // What it can tell a replay by.
        let isHidden = world.bug == .hidesReplays && ReplayJob.id(of: attempt.destination) != nil
        let mark = isHidden ? SimulatedWorld.subscription : attempt.destination
        world.ledger.arrived(attempt.stored, for: mark)
    }
}
