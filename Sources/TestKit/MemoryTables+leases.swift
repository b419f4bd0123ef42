import Events
import Values

extension MemoryTables {
    struct Node: Sendable {
        var serves: Set<String>
        var until: Instant
    }

    struct Lease: Sendable {
        var node: String
        var token: Int64
        var until: Instant
    }

    mutating func renewLeases(_ request: WorkLeaseRequest, at now: Instant) -> WorkLeaseAnswer {
        nodes[request.node] = Node(serves: Set(request.serves), until: now + request.duration)
        for work in request.wanted {
            let held = leases[work]
            let isOver = held.map { $0.until <= now } ?? true
            guard isOver || held?.node == request.node else { continue }
            let isRenewed = held?.node == request.node && !isOver
            leases[work] = Lease(
                node: request.node, token: (held?.token ?? 0) + (isRenewed ? 0 : 1), until: now + request.duration)
        }
        for work in request.released where leases[work]?.node == request.node { leases[work]?.until = .epoch }
        return WorkLeaseAnswer(
            nodes: nodes.filter { $0.value.until > now }.mapValues(\.serves),
            leases: leases.filter { $0.value.until > now }
                .mapValues { WorkLeaseAnswer.Lease(node: $0.node, token: $0.token) })
    }
}
