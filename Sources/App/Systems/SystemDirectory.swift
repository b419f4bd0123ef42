import Connectors
import Contract
import Flows
import Synchronization
import Values

/// Every external system by its id, connected lazily: a system that nothing delivers to costs nothing.
final class SystemDirectory: SystemCaller {
    private struct Entry {
        var definition: SystemDefinition
        /// Of the document in the store; nil for a system of the workspace's files.
        var revision: Int64?
        var quota: SystemQuota
        var connection: (any SystemConnection)?
    }

    let environment: ConnectorEnvironment
    private let addresses: SystemAddresses

    /// Where the stand-ins are; nil when the real systems are called.
    var sandboxPort: Int? { addresses.sandbox?.httpPort }

    private let entries = Mutex<[String: Entry]>([:])

    init(environment: ConnectorEnvironment, addresses: SystemAddresses) {
        self.environment = environment
        self.addresses = addresses
    }

    /// Adds a system, or puts a changed one in its place; the old one's connections are closed by the caller. What was
    /// used of unchanged rate limits stays used.
    func install(_ definition: SystemDefinition, revision: Int64? = nil) -> (any SystemConnection)? {
        entries.withLock { entries in
            let old = entries[definition.id]
            let kept = old?.quota.rates == definition.rateLimits ? old?.quota : nil
            entries[definition.id] = Entry(
                definition: definition, revision: revision,
                quota: kept ?? SystemQuota(definition, now: environment.time.now()))
            return old?.connection
        }
    }

    func definition(_ id: String) -> SystemDefinition? { entries.withLock { $0[id]?.definition } }

    func revision(of id: String) -> Int64? { entries.withLock { $0[id]?.revision } }

    var definitions: [SystemDefinition] {
        entries.withLock { $0.values.map(\.definition).sorted { $0.id < $1.id } }
    }

    func call(_ request: SystemRequest) async -> SystemAnswer {
        do {
            guard let connection = try connection(request.system) else {
                return .refused(reason: "there is no system '\(request.system)'")
            }
            if let quota = entries.withLock({ $0[request.system]?.quota }),
                let wait = quota.wait(now: environment.time.now())
            {
                return .postponed(reason: "the system takes no more than \(quota.description)", after: wait)
            }
            return await connection.call(request)
        } catch let error as JunctionError { return .retry(reason: error.message, after: nil) } catch {
            return .retry(reason: "the system's settings cannot be used", after: nil)
        }
    }

    /// Whether the system answers at all, and what; nothing is done there, and it counts towards no limit.
    func reach(_ id: String) async -> SystemAnswer {
        do {
            guard let connection = try connection(id) else {
                return .refused(reason: "there is no system '\(id)'")
            }
            return await connection.reach()
        } catch let error as JunctionError { return .refused(reason: error.message) } catch {
            return .refused(reason: "the system's settings cannot be used")
        }
    }

    private func connection(_ id: String) throws -> (any SystemConnection)? {
        try entries.withLock { entries in
            guard let entry = entries[id] else { return nil }
            if let connection = entry.connection { return connection }
            let connection = try addresses.connect(entry.definition, environment)
            entries[id]?.connection = connection
            return connection
        }
    }

    func shutdown() async {
        let connections = entries.withLock { entries in
            defer { for id in entries.keys { entries[id]?.connection = nil } }
            return entries.values.compactMap(\.connection)
        }
        for connection in connections { await connection.shutdown() }
    }
}

/// One system, connected.
protocol SystemConnection: Sendable {
    func call(_ request: SystemRequest) async -> SystemAnswer
    /// Connects, and does nothing there.
    func reach() async -> SystemAnswer
    func shutdown() async
}
