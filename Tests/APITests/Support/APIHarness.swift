import API
import APIContract
import Formats
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import SecurityCore
import Synchronization
import Testing
import Values

/// The API over service doubles, with a key of each scope and a clock that is moved by hand.
final class APIHarness: Sendable {
    let doubles = ServiceDoubles()
    let ring: APIKeyRing
    let registry = PrometheusRegistry()
    let server: APIServer
    let hand: HandClock
    let keys: [AccessScope: String]

    init(
        answers: any IdempotencyStore = MemoryIdempotencyStore(),
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        _ adjust: (inout APISettings) -> Void = { _ in }
    ) async throws {
        let clock = HandClock(doubles.now)
        let time = TimeSource(now: { clock.now }, sleep: { try await Task.sleep(for: $0) })
        hand = clock
        ring = try await APIKeyRing(storage: MemoryKeyStorage(), time: time, random: Self.random)
        var keys: [AccessScope: String] = [:]
        for scope in AccessScope.allCases {
            keys[scope] = try await ring.make(name: scope.rawValue, scope: scope).text.reveal()
        }
        self.keys = keys
        var settings = APISettings()
        settings.port = 0
        adjust(&settings)
        server = APIServer(
            services: doubles.services(keys: KeyRingService(ring)), settings: settings, keys: ring,
            idempotency: answers, registry: registry,
            cursorKey: Self.random(32), time: time, random: Self.random,
            logger: logger)
    }

    static let random: @Sendable (Int) -> [UInt8] = { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// Runs `test` without a socket.
    func route(_ test: @Sendable (APIClient) async throws -> Void) async throws {
        try await server.application().test(.router) { try await test(APIClient(client: $0, keys: self.keys)) }
    }

    /// Runs `test` against a socket on loopback.
    func live(_ test: @Sendable (APIClient) async throws -> Void) async throws {
        try await server.application().test(.live) { try await test(APIClient(client: $0, keys: self.keys)) }
    }
}

final class HandClock: Sendable {
    private let held: Mutex<Instant>
    init(_ start: Instant) { held = Mutex(start) }
    var now: Instant { held.withLock { $0 } }
    func advance(_ span: Duration) { held.withLock { $0 = $0 + span } }
}

/// Sends requests with a key and reads answers as values.
struct APIClient: Sendable {
    let client: any TestClientProtocol
    let keys: [AccessScope: String]

    struct Answer {
        let status: Int
        let headers: HTTPFields
        let text: String
        var json: Value { (try? JSONFormat().decode(Array(text.utf8))) ?? .null }
        /// `J8008 api.fieldInvalid` and the like.
        var code: String? { json["code"]?.string }
        var places: [Value] { json["places"]?.array ?? [] }
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, key: AccessScope? = .admin,
        type: String? = "application/json", headers: HTTPFields = [:]
    ) async throws -> Answer {
        try await send(method, path, bytes: body.map { Array($0.utf8) }, key: key, type: type, headers: headers)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, bytes: [UInt8]?, key: AccessScope? = .admin,
        type: String? = "application/json", headers: HTTPFields = [:]
    ) async throws -> Answer {
        var fields = headers
        if let key, let text = keys[key], fields[.authorization] == nil { fields[.authorization] = "Bearer \(text)" }
        if bytes != nil, let type { fields[.contentType] = type }
        let response = try await client.executeRequest(
            uri: path, method: method, headers: fields, body: bytes.map { ByteBuffer(bytes: $0) })
        return Answer(
            status: response.status.code, headers: response.headers, text: String(buffer: response.body))
    }

    func get(_ path: String, key: AccessScope? = .read) async throws -> Answer {
        try await send(.get, path, key: key)
    }
}
