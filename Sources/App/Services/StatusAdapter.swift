import API
import APIContract
import Connectors
import Contract
import Events
import Flows
import Resilience
import Values

/// What the server is doing, as the API shows it.
struct StatusAdapter: StatusService, HealthService {
    let parts: ServerParts

    /// A write slower than this is worth a warning.
    private static let slowWrite = Duration.milliseconds(500)

    func status() async throws -> ServiceStatus {
        let destinations = try await parts.delivery.statuses()
        return ServiceStatus(
            version: Product.version, startedAt: parts.startedAt, health: Self.health(destinations, parts),
            integrations: parts.points.all.map(summary), destinations: destinations.map(Self.shown),
            deadLetters: destinations.reduce(0) { $0 + $1.deadLetters })
    }

    func live() async -> HealthReport { HealthReport(status: .ok, checks: []) }

    /// Ready means that the log can be written and read; a destination that is down does not make the server unready,
    /// because messages for it are kept.
    func ready() async -> HealthReport {
        let begin = parts.time.now()
        do {
            _ = try await parts.log.document(kind: "health", id: "probe")
            let span = parts.time.now() - begin
            let isSlow = span > Self.slowWrite
            return HealthReport(
                status: isSlow ? .degraded : .ok,
                checks: [HealthCheck(name: "store", status: isSlow ? .degraded : .ok)])
        } catch {
            let problem = error as? JunctionError
            let check = HealthCheck(
                name: "store", status: .failing, message: problem?.message, remedy: problem?.remedy)
            return HealthReport(status: .failing, checks: [check])
        }
    }

    private static func health(_ destinations: [Events.DestinationStatus], _ parts: ServerParts) -> HealthStatus {
        let isTroubled = destinations.contains { $0.breaker != .closed || $0.deadLetters > 0 || $0.isFull }
        let isAnyPointTroubled = parts.points.all.contains { $0.problem != nil || $0.sourceTrouble != nil }
        return isTroubled || isAnyPointTroubled ? .degraded : .ok
    }

    private func summary(_ entry: PointDirectory.Entry) -> IntegrationSummary {
        let counts = parts.flows.counts(of: entry.point.id)
        var next: Instant?
        if let cron = entry.cron, let zone = entry.zone { next = cron.next(after: parts.time.now(), in: zone) }
        return IntegrationSummary(
            id: entry.point.id, status: entry.problem == nil ? .active : .invalid, received: counts.received,
            rejected: counts.refused, lastMessageAt: counts.lastMessageAt, nextRun: next,
            queue: entry.queue.map { QueueConsumption($0, isOrdered: entry.point.orderBy != nil) })
    }

    private static func shown(_ status: Events.DestinationStatus) -> APIContract.DestinationStatus {
        APIContract.DestinationStatus(
            id: status.destination, backlog: status.backlog, backlogBytes: Int(status.backlogBytes),
            full: status.isFull,
            oldestWaitingSeconds: status.oldestAge.map { Double($0.wholeMicroseconds) / 1_000_000 },
            inFlight: status.inFlight, breaker: BreakerState(status.breaker), delivered: status.delivered,
            deadLetters: status.deadLetters, lastError: status.lastError, lastErrorAt: status.lastErrorAt)
    }
}

extension QueueConsumption {
    /// - Parameter isOrdered: One node takes at a time.
    fileprivate init(_ queue: TakenQueue, isOrdered: Bool) {
        let counts = queue.tally.counts
        let state: QueueState =
            switch queue.standing {
            case .connecting: isOrdered ? .standby : .connecting
            case .taking, .takingUnordered: .taking
            case .away: .away
            }
        self.init(
            system: queue.system, queue: queue.name, state: state, inFlight: counts.inFlight,
            acknowledged: counts.acknowledged, rejected: counts.rejected, requeued: counts.requeued,
            redelivered: counts.redelivered, connections: counts.connections,
            problem: queue.trouble ?? queue.caution)
    }
}

extension BreakerState {
    init(_ state: CircuitBreaker.State) {
        switch state {
        case .closed: self = .closed
        case .open: self = .open
        case .halfOpen: self = .halfOpen
        }
    }
}
