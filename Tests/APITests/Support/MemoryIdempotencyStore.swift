import API
import Synchronization
import Values

/// Remembers every answer, as the server's own store does on disk.
final class MemoryIdempotencyStore: IdempotencyStore {
    private struct Entry {
        var fingerprint: [UInt8]
        var answer: StoredAnswer?
    }

    private let entries = Mutex<[IdempotencyKey: Entry]>([:])

    func begin(_ key: IdempotencyKey, fingerprint: [UInt8], at now: Instant) async throws -> IdempotencyDecision {
        entries.withLock { entries in
            guard let entry = entries[key] else {
                entries[key] = Entry(fingerprint: fingerprint)
                return .proceed
            }
            guard entry.fingerprint == fingerprint else { return .conflict }
            return entry.answer.map { .replay($0) } ?? .busy
        }
    }

    func finish(_ key: IdempotencyKey, _ answer: StoredAnswer, at now: Instant) async throws {
        entries.withLock { $0[key]?.answer = answer }
    }

    func abandon(_ key: IdempotencyKey) async { entries.withLock { $0[key] = nil } }
}
