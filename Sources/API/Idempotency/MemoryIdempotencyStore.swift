import Synchronization
package import Values

/// Remembers answers for a day, until the process ends.
///
/// At most `answersMost` answers of `bytesMost` in all; beyond either, the oldest are forgotten first. Messages and events are
/// safe beyond that too: their own ids make repeats harmless.
package final class MemoryIdempotencyStore: IdempotencyStore {
    private struct Entry {
        var fingerprint: [UInt8]
        var answer: StoredAnswer?
        var since: Instant
    }

    private struct State {
        var entries: [IdempotencyKey: Entry] = [:]
        /// Finished keys, oldest first; those before `oldest` are gone already.
        var order: [IdempotencyKey] = []
        var oldest = 0
        var bytes = 0
    }

    private let state = Mutex(State())
    private let retention: Duration
    private let answersMost: Int
    private let bytesMost: Int

    package init(retention: Duration = .seconds(86_400), answersMost: Int = 100_000, bytesMost: Int = 64 << 20) {
        self.retention = retention
        self.answersMost = answersMost
        self.bytesMost = bytesMost
    }

    package func begin(
        _ key: IdempotencyKey, fingerprint: [UInt8], at now: Instant
    ) async throws -> IdempotencyDecision {
        state.withLock { state in
            Self.forget(&state, before: now - retention)
            guard let entry = state.entries[key] else {
                state.entries[key] = Entry(fingerprint: fingerprint, answer: nil, since: now)
                return .proceed
            }
            guard entry.fingerprint == fingerprint else { return .conflict }
            return entry.answer.map { .replay($0) } ?? .busy
        }
    }

    package func finish(_ key: IdempotencyKey, _ answer: StoredAnswer, at now: Instant) async throws {
        state.withLock { state in
            state.entries[key]?.answer = answer
            state.entries[key]?.since = now
            state.order.append(key)
            state.bytes += answer.body.count
            while state.order.count - state.oldest > answersMost || state.bytes > bytesMost {
                Self.forgetOldest(&state)
            }
        }
    }

    package func abandon(_ key: IdempotencyKey) async { state.withLock { $0.entries[key] = nil } }

    private static func forget(_ state: inout State, before limit: Instant) {
        while state.oldest < state.order.count, let entry = state.entries[state.order[state.oldest]],
            entry.since < limit
        {
            forgetOldest(&state)
        }
    }

    private static func forgetOldest(_ state: inout State) {
        let removed = state.entries.removeValue(forKey: state.order[state.oldest])
        state.bytes -= removed?.answer?.body.count ?? 0
        state.oldest += 1
        if state.oldest > 1024, state.oldest * 2 > state.order.count {
            state.order.removeFirst(state.oldest)
            state.oldest = 0
        }
    }
}
