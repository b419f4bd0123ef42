package import Logging
import Synchronization
package import Values

/// Takes over what other nodes have changed over their API: each changed document is read and handed to whoever uses it. When
/// news may have been missed, all documents of the kinds are read and compared with what is known.
package final class DocumentFollower: Sendable {
    /// What is done with the documents of one kind.
    package struct Kind: Sendable {
        package var name: String
        /// Takes a document that stands as it is given, or, with nil, that it is gone. May be told of what it knows.
        package var take: @Sendable (_ id: String, _ document: Document?) async throws -> Void

        package init(
            name: String, take: @escaping @Sendable (_ id: String, _ document: Document?) async throws -> Void
        ) {
            self.name = name
            self.take = take
        }
    }

    private struct Name: Hashable {
        var kind: String
        var id: String
    }

    private struct State {
        var changed: Set<Name> = []
        var isBehind = false
    }

    /// Changes remembered one by one; with more, all documents are read.
    private static let changesMost = 1000
    /// After a store that could not be read.
    private static let retryPause = Duration.seconds(1)

    private let log: EventLog
    private let time: TimeSource
    private let logger: Logger
    /// In the order in which documents of several kinds are taken: what is referred to comes first.
    private let kinds: [Kind]
    private let state = Mutex(State())
    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    package init(
        log: EventLog, delivery: DeliveryEngine, time: TimeSource, logger: Logger, kinds: [Kind]
    ) {
        self.log = log
        self.time = time
        self.logger = logger
        self.kinds = kinds
        (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        delivery.followDocuments(Set(kinds.map(\.name))) { [weak self] in self?.heard($0) }
    }

    package func heard(_ news: DocumentNews) {
        state.withLock { state in
            if case .changed(let kind, let id, _) = news, state.changed.count < Self.changesMost {
                state.changed.insert(Name(kind: kind, id: id))
            } else {
                state.isBehind = true
            }
        }
        wake.yield()
    }

    /// Follows until the task is cancelled.
    package func run() async {
        // What was known at its first look; what goes missing later was removed.
        var known: [String: Set<String>] = [:]
        for await _ in wakes {
            let (changed, isBehind) = state.withLock { state in
                defer { state = State() }
                return (state.changed, state.isBehind)
            }
            do {
                for kind in kinds {
                    if isBehind {
                        try await readAll(kind, &known[kind.name, default: []])
                    } else {
                        for name in changed.sorted(by: { $0.id < $1.id }) where name.kind == kind.name {
                            let document = try await log.document(kind: kind.name, id: name.id)
                            if document == nil {
                                known[kind.name]?.remove(name.id)
                            } else {
                                known[kind.name, default: []].insert(name.id)
                            }
                            await take(name.id, document, as: kind)
                        }
                    }
                }
            } catch {
                heard(.missed)
                try? await time.sleep(Self.retryPause)
            }
        }
    }

    private func readAll(_ kind: Kind, _ known: inout Set<String>) async throws {
        let found = try await log.allDocuments(kind: kind.name)
        let ids = Set(found.map(\.id))
        for id in known.subtracting(ids).sorted() { await take(id, nil, as: kind) }
        for document in found { await take(document.id, document, as: kind) }
        known = ids
    }

    /// One that cannot be used is reported, and keeps the others from nothing.
    private func take(_ id: String, _ document: Document?, as kind: Kind) async {
        do { try await kind.take(id, document) } catch {
            logger.error(
                "a change that another node made cannot be used",
                metadata: ["kind": "\(kind.name)", "id": "\(id)", "why": "\(error)"])
        }
    }
}
