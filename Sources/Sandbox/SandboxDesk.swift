import Connectors
import Values

/// One request as the sandbox sees it.
struct SandboxRequest: Sendable {
    var method: String
    /// Below the system, without the query.
    var path: Substring
    var query: Substring
    var headers: [(name: String, value: String)]
    var body: [UInt8]

    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name }?.value
    }
}

struct SandboxReply: Sendable {
    var status: Int
    var headers: [(name: String, value: String)] = []
    var contentType: String?
    var body: [UInt8] = []
}

/// Decides what a system answers. Pure: requests and the time in, replies out; the same requests get the same replies.
struct SandboxDesk: Sendable {
    let system: SandboxSystem
    private let routes: [SandboxRoute]
    private(set) var ring: SandboxRing
    private var faults: ArraySlice<SandboxFault>
    private var tokens = SandboxTokens()
    private var transactions = FHIRTransactions()

    init(_ system: SandboxSystem, entriesMost: Int, bytesMost: Int) {
        self.system = system
        routes = system.operations.map(SandboxRoute.init)
        ring = SandboxRing(entriesMost: entriesMost, bytesMost: bytesMost)
        faults = system.faults[...]
    }

    /// The fault that the next request meets. Taken when its head has come, because some are played before its body.
    mutating func nextFault() -> SandboxFault { faults.popFirst() ?? .ok }

    mutating func play(_ faults: [SandboxFault]) { self.faults = faults[...] }

    mutating func clear() { ring.clear() }

    var tokenCounts: SandboxTokenCounts { tokens.counts }

    /// Every token issued so far stops working, as when a server restarts or revokes them.
    mutating func expireTokens() { tokens.expireAll() }

    static let tokenPath: Substring = "/oauth/token"

    mutating func token(_ request: SandboxRequest, now: Instant) -> SandboxReply {
        guard case .clientCredentials(let id, let secret, let lifetime) = system.authentication else {
            return .error(404, "this system gives no tokens")
        }
        return tokens.answer(request, clientID: id, secret: secret, lifetime: lifetime, now: now)
    }

    /// Keeps the request and answers it; nil when the fault leaves it without an answer.
    mutating func answer(_ request: SandboxRequest, fault: SandboxFault, now: Instant) -> SandboxReply? {
        let reply = reply(request, fault: fault, now: now)
        ring.add { number in
            SandboxReceived(
                number: number, time: now, method: request.method,
                path: String(request.path) + (request.query.isEmpty ? "" : "?" + request.query),
                headers: request.headers, body: request.body, fault: fault, status: reply?.status)
        }
        return reply
    }

    /// Keeps a message that came over MLLP.
    mutating func keep(message: [UInt8], fault: SandboxFault, now: Instant) {
        ring.add { number in
            SandboxReceived(
                number: number, time: now, method: "MLLP", path: "", headers: [], body: message, fault: fault,
                status: nil)
        }
    }

    /// Keeps a message that was published, as a POST to its exchange and routing key.
    mutating func keep(_ message: RabbitMQMessage, path: String, fault: SandboxFault, now: Instant) {
        let properties = [("message-id", message.messageID), ("content-type", message.contentType)]
        let isConfirmed = if case .status = fault { false } else { true }
        ring.add { number in
            SandboxReceived(
                number: number, time: now, method: "AMQP", path: path,
                headers: properties + message.headers.map { ($0.name, $0.value) }, body: message.body, fault: fault,
                status: isConfirmed ? 200 : nil)
        }
    }

    private mutating func reply(_ request: SandboxRequest, fault: SandboxFault, now: Instant) -> SandboxReply? {
        switch fault {
        case .dropAfterReading, .dropBeforeReading, .hang: return nil
        case .garbage: return SandboxReply(status: 0)
        case .applicationError: return .error(422, "a declared fault")
        case .applicationReject: return .error(503, "a declared fault")
        case .status(let status, let retryAfter):
            var reply = SandboxReply.error(status, "a declared fault")
            if let retryAfter { reply.headers.append(("Retry-After", retryAfter)) }
            return reply
        case .ok, .delay, .drip, .malformedBody:
            guard isKnown(request, now: now) else { return .error(401, "no valid credentials") }
            return served(request)
        }
    }

    private func isKnown(_ request: SandboxRequest, now: Instant) -> Bool {
        switch system.authentication {
        case .none: true
        case .header(let name, let value): request.header(name.lowercased()) == value
        case .signature(let secret): isSigned(request, secret: secret)
        case .clientCredentials: tokens.accepts(request.header("authorization"), now: now)
        }
    }

    private func isSigned(_ request: SandboxRequest, secret: String) -> Bool {
        guard let id = request.header("webhook-id"), let given = request.header("webhook-signature"),
            let timestamp = request.header("webhook-timestamp").flatMap({ Int64($0) }),
            let signature = try? WebhookSignature(secret: secret)
        else { return false }
        let expected = signature.sign(id: id, timestamp: timestamp, payload: request.body)
        return given.split(separator: " ").contains { $0 == expected }
    }

    private mutating func served(_ request: SandboxRequest) -> SandboxReply {
        var pathKnown = false
        for route in routes where route.matches(request.path) {
            if route.method == request.method { return route.reply }
            pathKnown = true
        }
        if system.behaviour == .fhir, request.method == "POST", request.path.isEmpty || request.path == "/" {
            return transactions.answer(request.body)
        }
        return pathKnown ? .error(405, "another method is declared for this path") : .error(404, "no such operation")
    }
}

extension SandboxReply {
    static func error(_ status: Int, _ message: String) -> SandboxReply {
        SandboxReply(
            status: status, contentType: "application/json", body: Array(#"{"sandbox":"\#(message)"}"#.utf8))
    }
}

/// An operation with its path split.
struct SandboxRoute: Sendable {
    let method: String
    let reply: SandboxReply
    private let path: String
    private let segments: [Substring]
    private let isPlain: Bool

    init(_ operation: SandboxOperation) {
        method = operation.method
        path = operation.path == "/" ? "" : operation.path
        segments = path.split(separator: "/", omittingEmptySubsequences: false).map { Substring(String($0)) }
        isPlain = !path.contains("{")
        reply = SandboxReply(
            status: operation.status, headers: operation.headers, contentType: operation.contentType,
            body: operation.body)
    }

    func matches(_ requested: Substring) -> Bool {
        if isPlain { return requested == path || path.isEmpty && requested == "/" }
        let parts = requested.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == segments.count
            && zip(parts, segments).allSatisfy { $0 == $1 || $1.hasPrefix("{") && $1.hasSuffix("}") && !$0.isEmpty }
    }
}
