import TestKit
import Values

@testable import Events

/// Publishes events, and tries again under the same ids until it is told that they are in the log.
final class SimulatedClient {
    private static let patience = Duration.seconds(5)
    private let world: SimulatedWorld
    private let appends: [Append]
    private var node: Int
    private var isDone = false
    private var tries = 0

    init(_ world: SimulatedWorld, _ appends: [Append], node: Int) {
        self.world = world
        self.appends = appends
        self.node = node
    }

    func publish() {
        guard !isDone, tries < 100 else { return }
        tries += 1
        let wait = Self.patience + world.span(0, 1000)
        world.agenda.after(wait) { [self] in
            self.node = (self.node + 1) % world.nodes.count
            publish()
        }
        let node = world.nodes[node]
        guard !node.life.isOver else { return }
        world.agenda.after(world.span(0, 3), for: node.life) { [self] in
            node.write(.append(appends)) { [self] result in
                guard case .success(.appended(let places)) = result else { return }
                // The answer leaves the node now; what it says is promised.
                world.note("\(node.name) acknowledges \(places.map(\.id)) at \(places.map(\.sequence))")
                for place in places { world.ledger.acknowledged(place) }
                isDone = true
            }
        }
    }
}
