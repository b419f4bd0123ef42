import APIContract

/// One operation: what the document says of it and what serves it, declared together.
package struct Route: Sendable {
    enum Input: Sendable {
        /// No body is taken; one that comes all the same is refused.
        case nothing
        case json(Schema, required: Bool)
        /// Bytes of any type.
        case bytes
    }

    var description: OperationDescription
    var input = Input.nothing
    /// Streams last as long as the client likes; everything else has a time limit.
    var isStream = false
    /// Whether it opens a WebSocket for those who ask (`Call.socket`).
    var opensSocket = false
    /// Media types whose body the handler reads as it comes, when the request has no `Idempotency-Key`.
    var streamedTypes: Set<String> = []
    /// Whether `Accept` chooses what the answer looks like (`Call.accept`).
    var isNegotiated = false
    /// Whether the caller's network address may stand in for a key; `/metrics` only.
    var allowsLoopback = false
    var serve: @Sendable (Call, RouteTools) async throws -> Reply

    var takesIdempotencyKey: Bool { description.method == .post }

    init(
        _ description: OperationDescription, serve: @escaping @Sendable (Call, RouteTools) async throws -> Reply
    ) {
        self.description = description
        self.serve = serve
    }
}

/// What handlers need of the server beside their service.
package struct RouteTools: Sendable {
    var cursors: CursorSeal
}
