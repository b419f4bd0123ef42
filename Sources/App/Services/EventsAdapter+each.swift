import API
import APIContract
import Events
import Synchronization
import Values

extension EventsAdapter {
    private typealias Outcome = Result<PublishResult, JunctionError>

    func publishEach(
        _ drafts: [EventDraft], by caller: Caller,
        done: @escaping @Sendable ([Result<PublishResult, JunctionError>]) -> Void
    ) {
        guard schemas.isStale || waiting.isBusy else { return begin(drafts, by: caller, done) }
        // Every few seconds: what is registered is read anew first.
        waiting.add(after: look) { failure in
            if let failure {
                done(drafts.map { _ in .failure(failure) })
            } else {
                begin(drafts, by: caller, done)
            }
        }
    }

    private func look() async throws(JunctionError) {
        do { try await schemas.look() } catch {
            throw error as? JunctionError ?? JunctionError(.storeUnavailable, "the schemas cannot be read")
        }
    }

    private func begin(
        _ drafts: [EventDraft], by caller: Caller, _ done: @escaping @Sendable ([Outcome]) -> Void
    ) {
        let run = EachRun(count: drafts.count, done)
        var together: [EachRun.Item] = []
        for (index, draft) in drafts.enumerated() {
            do {
                let misfit = try misfit(draft, named: "the event")
                let item = EachRun.Item(index: index, append: append(draft, misfit, by: caller), misfit: misfit)
                if draft.expectedVersion == nil {
                    together.append(item)
                } else {
                    // A stream that stands elsewhere would refuse the others with it.
                    submit(together, run)
                    together = []
                    submit([item], run)
                }
            } catch {
                run.note([(index, .failure(error as? JunctionError ?? Self.unreadable))])
            }
        }
        submit(together, run)
    }

    private static let idPlace = LocatedFindings([
        ProblemPlace(pointer: "/id", message: "This id is of an event of another source or type.")
    ])
    private static let unreadable = JunctionError(.internalFault, "the event could not be looked at")

    private func submit(_ items: [EachRun.Item], _ run: EachRun) {
        guard !items.isEmpty else { return }
        log.append(items.map(\.append)) { result in
            switch result {
            case .success(let places): conclude(items, places, run)
            case .failure(let error):
                guard items.count > 1, error.code.class == .reject || error.code == .backlogFull else {
                    return run.note(items.map { ($0.index, .failure(error)) })
                }
                // One of them is at fault, and the others must not suffer from it.
                for item in items { submit([item], run) }
            }
        }
    }

    private func conclude(_ items: [EachRun.Item], _ places: [Appended], _ run: EachRun) {
        let outcomes = zip(items, places).map { item, place in
            (item.index, Outcome.success(Self.result(of: item.append, at: place, item.misfit)))
        }
        guard places.contains(where: \.duplicate) else { return run.note(outcomes) }
        Task {
            var outcomes = outcomes
            for (number, place) in places.enumerated() where place.duplicate {
                do {
                    guard try await isOfAnother(items[number].append.event) else { continue }
                    outcomes[number].1 = .failure(Self.conflict(place.id, Self.idPlace))
                } catch {
                    let known = error as? JunctionError ?? Self.unreadable
                    outcomes[number].1 = .failure(known)
                }
            }
            run.note(outcomes)
        }
    }
}

/// Gathers what came of each event, and tells it when all of them are there.
private final class EachRun: Sendable {
    struct Item: Sendable {
        var index: Int
        var append: Append
        var misfit: EventsAdapter.Misfit?
    }

    private struct State {
        var outcomes: [Result<PublishResult, JunctionError>?]
        var missing: Int
    }

    private let state: Mutex<State>
    private let done: @Sendable ([Result<PublishResult, JunctionError>]) -> Void

    init(count: Int, _ done: @escaping @Sendable ([Result<PublishResult, JunctionError>]) -> Void) {
        state = Mutex(State(outcomes: Array(repeating: nil, count: count), missing: count))
        self.done = done
    }

    func note(_ found: [(index: Int, outcome: Result<PublishResult, JunctionError>)]) {
        let all = state.withLock { state -> [Result<PublishResult, JunctionError>]? in
            for (index, outcome) in found where state.outcomes[index] == nil {
                state.outcomes[index] = outcome
                state.missing -= 1
            }
            return state.missing == 0 ? state.outcomes.compactMap(\.self) : nil
        }
        if let all { done(all) }
    }
}
