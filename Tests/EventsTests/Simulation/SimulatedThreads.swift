import TestKit
import Values

@testable import Events

/// What a node's log has its blocking work done on: its operations go to the simulated store, in batches as with threads.
// The simulation has one thread.
final class SimulatedCommits: CommitQueueing, @unchecked Sendable {
    private unowned let node: SimulatedNode
    private let committer: Committer
    private var batches = CommitBatches(countLimit: 1000, byteLimit: 1 << 20)
    private var underWay: [CommitQueue.Entry] = []
    private var isWriting = false

    init(_ node: SimulatedNode, _ committer: Committer) {
        self.node = node
        self.committer = committer
        node.life.atEnd { [self] in abandon() }
    }

    func submit(_ entry: CommitQueue.Entry) -> JunctionError? {
        if let refusal = batches.submit(entry) { return refusal }
        writeSoon()
        return nil
    }

    func close() async { batches.close() }

    private func writeSoon() {
        guard !isWriting, batches.count > 0, !node.life.isOver else { return }
        isWriting = true
        node.world.agenda.after(node.world.span(0, 2), for: node.life) { [self] in
            underWay = batches.take() ?? []
            node.world.store.commit(from: node, underWay.map(\.operation)) { [self] in written($0) }
        }
    }

    private func written(_ result: Result<[StoreResult], JunctionError>) {
        if case .failure(let error) = result { node.world.note("\(node.name) cannot commit: \(error.code.name)") }
        var (batch, result) = (underWay, result)
        underWay = []
        if node.world.bug == .handsOverBackwards {
            batch.reverse()
            result = result.map { $0.reversed() }
        }
        node.answer = result
        committer.commit(batch)
        node.answer = nil
        isWriting = false
        if case .success = result, node.isInDoubt {
            node.isInDoubt = false
            node.hear(.missed)
        }
        writeSoon()
    }

    /// The process is over: nobody hears what becomes of it.
    private func abandon() {
        batches.close()
        let rest = underWay + (batches.take() ?? [])
        underWay = []
        for entry in rest { entry.done(.failure(JunctionError(.logClosed, "the process is over"))) }
    }
}

/// Reads of the simulated store.
// The simulation has one thread.
final class SimulatedReads: ReadQueueing, @unchecked Sendable {
    private unowned let node: SimulatedNode

    init(_ node: SimulatedNode) { self.node = node }

    func run<Answer: Sendable>(_ read: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await node.life.wait { [node] done in
            node.world.store.read(from: node, read, done)
        }
    }
}
