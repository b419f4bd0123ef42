import TestKit
import Values

@testable import Events

/// Takes messages from the pull queue, on whatever node it comes to, and says how they went, mostly.
// The simulation has one thread.
final class SimulatedConsumer: @unchecked Sendable {
    private static let span = Duration.seconds(5)
    private let name: String
    private let world: SimulatedWorld

    init(_ name: String, _ world: SimulatedWorld) {
        self.name = name
        self.world = world
    }

    func poll() {
        if let node = world.nodes.filter({ !$0.life.isOver }).randomElement(using: &world.random) {
            let count = Int.random(in: 1...3, using: &world.random)
            // In the node's life: one that is frozen does this when it wakes.
            node.run {
                let leased = try? await node.queue.lease(count, for: Self.span, waiting: .zero)
                if node.life.isOver { return }
                for message in leased ?? [] { self.take(message, node) }
            }
        }
        world.agenda.after(world.span(100, 400)) { self.poll() }
    }

    private func take(_ message: PullQueue.Leased, _ node: SimulatedNode) {
        world.note("\(name) has \(message.receipt) from \(node.name)")
        world.ledger.leased(message.stored, until: message.until, receipt: message.receipt, to: name)
        let isLate = world.isFaulty && world.random.chance(0.05)
        world.agenda.after(isLate ? world.span(4000, 8000) : world.span(10, 800)) { [self] in
            world.ledger.released(message.stored.sequence, receipt: message.receipt, by: name)
            let choice = world.isFaulty ? Int.random(in: 0..<100, using: &world.random) : 50
            let verdict: PullQueue.Verdict =
                switch choice {
                case 0..<4: .again(after: .milliseconds(200))
                case 4..<6: .never(reason: "of no use")
                default: .done
                }
            // One in ten forgets, or asks another node.
            if choice >= 96 { return }
            let others = world.nodes.filter { !$0.life.isOver }
            guard let to = choice > 88 ? others.randomElement(using: &world.random) : node, !to.life.isOver else {
                return
            }
            to.run { try? await to.queue.settle(message.receipt, verdict) }
        }
    }
}
