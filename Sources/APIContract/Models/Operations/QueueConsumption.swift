/// What an integration takes from a queue of a broker.
package struct QueueConsumption: WireType, Hashable {
    package var system: String
    package var queue: String
    package var state: QueueState
    package var inFlight: Int
    package var acknowledged: Int
    package var rejected: Int
    package var requeued: Int
    package var redelivered: Int
    package var connections: Int
    package var problem: String?

    package init(
        system: String, queue: String, state: QueueState, inFlight: Int, acknowledged: Int, rejected: Int,
        requeued: Int, redelivered: Int, connections: Int, problem: String? = nil
    ) {
        self.system = system
        self.queue = queue
        self.state = state
        self.inFlight = inFlight
        self.acknowledged = acknowledged
        self.rejected = rejected
        self.requeued = requeued
        self.redelivered = redelivered
        self.connections = connections
        self.problem = problem
    }

    package static let about = About(
        "What an integration takes from a queue of a broker, on this node.",
        [
            "system": "The broker.",
            "queue": "The queue.",
            "state": "Whether its messages are taken.",
            "inFlight": "Messages that the broker has given and that are not settled yet.",
            "acknowledged": "Messages acknowledged since the start.",
            "rejected": "Messages refused since the start: the queue's dead-letter exchange has them.",
            "requeued": "Messages given back since the start.",
            "redelivered": "Messages since the start that the broker had given to somebody before.",
            "connections": "Connections made since the start.",
            "problem": "Why nothing is taken for now, or what is amiss although messages are taken.",
        ])
}
