import TestKit
import Values

@testable import Events

/// Publishes events, and tries again under the same ids until it is told that they are in the log.
// The simulation has one thread.
final class SimulatedClient: @unchecked Sendable {
    private static let patience = Duration.seconds(5)
    private let world: SimulatedWorld
    private var appends: [Append]
    private var node: Int
    private let isExpecting: Bool
    private var isDone = false
    private var tries = 0

    /// `isExpecting`: it says which version the stream has, as it has read it.
    init(_ world: SimulatedWorld, _ appends: [Append], node: Int, isExpecting: Bool) {
        self.world = world
        self.appends = appends
        self.node = node
        self.isExpecting = isExpecting
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
        node.run { await self.publish(at: node) }
    }

    private func publish(at node: SimulatedNode) async {
        if isExpecting, appends[0].expectedVersion == nil {
            guard let version = try? await node.log.version(ofStream: appends[0].event.stream) else { return }
            appends[0].expectedVersion = version
        }
        // Another try may be under way meanwhile, and expect something else.
        let sent = appends
        do {
            let places = try await node.log.append(sent)
            guard !isDone, !node.life.isOver else { return }
            // The answer leaves the node now; what it says is promised.
            world.note("\(node.name) acknowledges \(places.map(\.id)) at \(places.map(\.sequence))")
            for (append, place) in zip(sent, places) { world.ledger.acknowledged(place, of: append) }
            isDone = true
        } catch let error as JunctionError where error.code == .versionConflict {
            // Somebody was quicker: it is read again.
            appends[0].expectedVersion = nil
        } catch {}
    }
}
