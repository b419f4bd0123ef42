import Synchronization

/// Keeps keys until the process ends; for tests and trials.
package final class MemoryKeyStorage: KeyStorage {
    private let held = Mutex<[String: StoredKey]>([:])

    package init(_ keys: [StoredKey] = []) {
        held.withLock { held in for key in keys { held[key.id] = key } }
    }

    package func keys() async throws -> [StoredKey] { held.withLock { Array($0.values) } }

    package func save(_ key: StoredKey) async throws { held.withLock { $0[key.id] = key } }
}
